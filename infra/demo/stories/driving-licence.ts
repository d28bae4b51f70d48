import { minh } from '../applicants.ts';
import { complain } from '../complaining.ts';
import { decide } from '../deciding.ts';
import { deliver } from '../delivering.ts';
import { aPdf, aPng } from '../files.ts';
import { takeIn } from '../intake.ts';
import { readInbox, readQueue } from '../looking-back.ts';
import type { Scene } from '../scene.ts';

const application = {
  person: 'minh',
  // A desk of the Centre: it takes in for every department.
  desk: 'ttpvhcc.mot-cua',
  procedureCode: '1.002809',
  form: {
    applicant: minh,
    content: 'Đổi giấy phép lái xe hạng A1',
    delivery: {
      channel: 'post' as const,
      address: { receiverName: minh.fullName, phone: minh.phone, address: minh.address },
    },
    answers: { licenceNumber: '350123456789', licenceClass: 'A1', licenceIssuedOn: '2015-06-18' },
  },
  papers: {
    'application-form': aPdf('Đơn đề nghị đổi giấy phép lái xe.pdf', 'Don de nghi doi giay phep lai xe'),
    'driving-licence-copy': aPng('Giấy phép lái xe.png', 0xc8),
    'identity-copy': aPng('Căn cước công dân.png', 0xd8),
  },
  counted: [
    { paperId: 'application-form', originals: 1, copies: 0 },
    { paperId: 'driving-licence-copy', originals: 0, copies: 1 },
    { paperId: 'identity-copy', originals: 0, copies: 1 },
  ],
};

/** Mr Minh brings papers to a desk of the Centre, the Department of Transport decides, and the post brings the licence. */
export async function drivingLicence(scene: Scene): Promise<void> {
  const filed = await takeIn(scene, application);
  await decide(scene, filed, {
    officer: 'sgtvt.chuyen-vien',
    number: '118/GPLX-SGTVT',
    signer: { name: 'Phan Đình Nam', title: 'Giám đốc' },
  });
  await deliver(scene, filed);
  await complain(scene, filed, {
    words: 'Lần phát đầu tôi có nhà nhưng không ai gọi điện.',
    answer: 'Sở đã nhắc bưu điện gọi điện trước khi phát, và xin lỗi Ông.',
    leader: 'sgtvt.lanh-dao',
  });

  await readInbox(scene, filed, [
    'Hồ sơ đã được tiếp nhận',
    'Hồ sơ đã có kết quả',
    'Kết quả đã giao cho bưu điện',
    'Bưu điện phát chưa thành công',
    'Bưu điện phát chưa thành công',
    'Kết quả đã được phát',
    'Đã tiếp nhận phản ánh, kiến nghị',
    'Phản ánh, kiến nghị đã được trả lời',
  ]);
  await readQueue(scene, filed, [
    'dossier.submitted',
    'dossier.received',
    'dossier.processing-started',
    'dossier.done',
    'shipment.ordered',
    'shipment.moved',
    'shipment.moved',
    'shipment.moved',
    'shipment.instructed',
    'shipment.moved',
    'shipment.moved',
    'shipment.moved',
    'shipment.moved',
    'dossier.returned',
    'feedback.received',
    'feedback.answered',
  ]);
}
