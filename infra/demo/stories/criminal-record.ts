import { eicar } from '../../local/door/scanner.ts';
import { hoa } from '../applicants.ts';
import { aPdf, aPng } from '../files.ts';
import { fileOnline } from '../filing.ts';
import { lookElsewhere, readInbox, readQueue } from '../looking-back.ts';
import { payFee } from '../paying.ts';
import { receive } from '../receiving.ts';
import { giveOutSigned, takeOnline, useAnew } from '../results.ts';
import type { Scene } from '../scene.ts';
import { sendToPortal } from '../sending-on.ts';

const declaration = aPdf('Tờ khai lý lịch tư pháp.pdf', 'To khai yeu cau cap Phieu ly lich tu phap');

const application = {
  person: 'hoa',
  sought: 'ly lich tu phap',
  procedureCode: '2.000488',
  form: {
    applicant: hoa,
    content: 'Cấp phiếu lý lịch tư pháp số 1',
    delivery: { channel: 'online' as const },
    answers: { sheetKind: '1', purpose: 'Đề nghị bổ nhiệm giám định viên tư pháp', sheets: 1 },
  },
  infected: { paperId: 'application-form', file: { ...declaration, bytes: new Uint8Array(eicar) } },
  papers: { 'application-form': declaration, 'identity-copy': aPng('Căn cước công dân.png', 0xd0) },
};

const certificate = aPdf('Phiếu lý lịch tư pháp số 1.pdf', 'Phieu ly lich tu phap so 1');

/** Mrs Hoa gets a criminal record certificate online, as a signed file, and uses it as a paper of another dossier. */
export async function criminalRecord(scene: Scene): Promise<void> {
  const filed = await fileOnline(scene, application);
  await receive(scene, filed, 'stp.mot-cua');
  await payFee(scene, filed, { desk: 'stp.mot-cua', quantity: 1 });
  const result = await giveOutSigned(scene, filed, {
    officer: 'stp.chuyen-vien',
    leader: 'stp.lanh-dao',
    file: certificate,
    abstract: application.form.content,
  });
  await takeOnline(scene, filed, result);
  await useAnew(scene, result, { person: 'hoa', procedureCode: '2.001116', paperId: 'criminal-record' });

  await readInbox(scene, filed, [
    'Hồ sơ đã được gửi',
    'Hồ sơ đã được tiếp nhận',
    'Hồ sơ cần thanh toán',
    'Đã nhận thanh toán',
    'Hồ sơ đã có kết quả',
  ]);
  await readQueue(scene, filed, [
    'dossier.submitted',
    'dossier.received',
    'dossier.payment-requested',
    'dossier.payment-recorded',
    'dossier.result-issued',
    'dossier.done',
    'dossier.returned',
  ]);
  await lookElsewhere(scene, filed, 'H25.08');
  await sendToPortal(scene, filed);
}
