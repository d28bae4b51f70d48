import { localDateOf, systemNow } from '../../../shared/clock.ts';
import { addDays } from '../../../shared/deadline/calendar.ts';
import { hoa } from '../applicants.ts';
import { handOver, issuedToday } from '../deciding.ts';
import { aPdf, aPng } from '../files.ts';
import { takeIn } from '../intake.ts';
import { readInbox } from '../looking-back.ts';
import { rate, readTimeline } from '../rating.ts';
import { type Scene, take } from '../scene.ts';
import { expectSame } from '../steps.ts';

const application = {
  person: 'hoa',
  desk: 'phu-ly.mot-cua',
  procedureCode: '1.001193',
  form: {
    applicant: hoa,
    content: 'Đăng ký khai sinh cho con',
    delivery: { channel: 'desk' as const },
    answers: {
      childName: 'Trần Nguyễn Minh Châu',
      childBornOn: addDays(localDateOf(systemNow()), -12),
      childSex: 'female',
      birthPlace: 'Bệnh viện Sản Nhi tỉnh Hà Nam',
    },
  },
  papers: {
    'application-form': aPdf('Tờ khai đăng ký khai sinh.pdf', 'To khai dang ky khai sinh'),
    'birth-notice': aPng('Giấy chứng sinh.png', 0xe0),
    'identity-copy': aPng('Căn cước công dân.png', 0xd0),
  },
  counted: [
    { paperId: 'application-form', originals: 1, copies: 0 },
    { paperId: 'birth-notice', originals: 1, copies: 0 },
    { paperId: 'identity-copy', originals: 0, copies: 1 },
  ],
};

const registered = {
  officer: 'phu-ly.chuyen-vien',
  number: '241/KS',
  signer: { name: 'Trương Quốc Bảo', title: 'Chủ tịch' },
};

/** Mrs Hoa registers the birth of her daughter in Phủ Lý while she waits, and says how she found it. */
export async function birthRegistration(scene: Scene): Promise<void> {
  const filed = await takeIn(scene, application);
  await scene.step('Giải quyết ngay', 'decided at once, as a same-day procedure is', async () => {
    const decision = issuedToday(registered);
    const done = await take(scene, filed, registered.officer, { action: 'finish', decision });
    expectSame('the national status', done.nationalStatus?.code, 9);
    scene.tell('Số đăng ký · number', `${registered.number}, ${registered.signer.name}`);
  });
  await handOver(scene, filed, 'phu-ly.mot-cua');
  await readTimeline(scene, filed);
  await rate(scene, filed, 'verySatisfied');
  await readInbox(scene, filed, ['Hồ sơ đã được tiếp nhận', 'Hồ sơ đã có kết quả']);
}
