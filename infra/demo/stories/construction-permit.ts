import { chauGiang } from '../applicants.ts';
import { approve, assign } from '../approving.ts';
import { answerAll, consult } from '../consulting.ts';
import { giveDayOff } from '../day-off.ts';
import { handOver } from '../deciding.ts';
import { aPdf } from '../files.ts';
import { fileOnline } from '../filing.ts';
import { readInbox, readQueue } from '../looking-back.ts';
import { receive } from '../receiving.ts';
import type { Scene } from '../scene.ts';
import { askForSupplement, supplement } from '../supplementing.ts';

const application = {
  person: 'det-chau-giang',
  sought: 'giay phep xay dung',
  procedureCode: '1.009974',
  form: {
    applicant: chauGiang,
    content: 'Cấp giấy phép xây dựng nhà xưởng số 2',
    delivery: { channel: 'desk' as const },
  },
  papers: {
    'application-form': aPdf('Đơn đề nghị cấp giấy phép xây dựng.pdf', 'Don de nghi cap giay phep xay dung'),
    'land-document-copy': aPdf('Hợp đồng thuê đất.pdf', 'Hop dong thue dat'),
    'approved-design': aPdf('Hồ sơ thiết kế.pdf', 'Ho so thiet ke xay dung'),
    description: aPdf('Thuyết minh, bản vẽ.pdf', 'Thuyet minh, ban ve'),
  },
};

const opinions = [
  {
    agency: 'H25.08',
    officer: 'sgtvt.chuyen-vien',
    question: 'Đường vào nhà xưởng có đấu nối được với đường tỉnh không?',
    answer: 'Thống nhất vị trí đấu nối với đường tỉnh',
  },
  {
    agency: 'H25.31',
    officer: 'phu-ly.chuyen-vien',
    question: 'Công trình có phù hợp với quy hoạch chung của thành phố không?',
    answer: 'Công trình phù hợp với quy hoạch chung của thành phố',
  },
];

const flaw = {
  paperId: 'approved-design',
  name: 'Hồ sơ thiết kế có chữ ký và con dấu',
  reason: 'not-signed',
  mended: aPdf('Hồ sơ thiết kế (đã ký, đóng dấu).pdf', 'Ho so thiet ke xay dung, da ky, dong dau'),
};

/**
 * A weaving mill builds a second hall: two other agencies are asked, a design comes without its stamp, a storm gives a
 * day off on the very day of the result, and the leader approves.
 */
export async function constructionPermit(scene: Scene): Promise<void> {
  const officer = 'bqlkcn.chuyen-vien';
  const filed = await fileOnline(scene, application);
  await receive(scene, filed, 'bqlkcn.mot-cua');
  await assign(scene, filed, { leader: 'bqlkcn.lanh-dao', to: { subject: officer, name: 'Chu Văn Hiệp' } });
  await consult(scene, filed, officer, opinions);
  await answerAll(scene, filed, opinions);
  await askForSupplement(scene, filed, officer, flaw);
  await supplement(scene, filed, flaw);
  await giveDayOff(scene, filed);
  await approve(scene, filed, {
    officer,
    leader: 'bqlkcn.lanh-dao',
    appraisal: 'Hồ sơ đủ điều kiện, hai cơ quan được hỏi đều thống nhất',
    number: '27/GPXD-BQLKCN',
    signer: { name: 'Trần Hồng Quảng', title: 'Trưởng ban' },
  });
  await handOver(scene, filed, 'bqlkcn.mot-cua');

  await readInbox(scene, filed, [
    'Hồ sơ đã được gửi',
    'Hồ sơ đã được tiếp nhận',
    'Hồ sơ cần bổ sung',
    'Đã nhận giấy tờ bổ sung',
    'Ngày hẹn trả kết quả thay đổi',
    'Hồ sơ đã có kết quả',
  ]);
  await readQueue(scene, filed, [
    'dossier.submitted',
    'dossier.received',
    'dossier.assigned',
    'dossier.processing-started',
    'dossier.consultation-requested',
    'dossier.consultation-requested',
    'dossier.consultation-answered',
    'dossier.consultation-answered',
    'dossier.supplement-requested',
    'dossier.supplement-answered',
    'dossier.due-date-moved',
    'dossier.proposed',
    'dossier.approved',
    'dossier.done',
    'dossier.returned',
  ]);
}
