import { hoa } from '../applicants.ts';
import { aPdf, aPng } from '../files.ts';
import { fileOnline } from '../filing.ts';
import { readInbox, readLetter, readQueue } from '../looking-back.ts';
import { payByTransfer, payLate, payTwice, quote } from '../paying-online.ts';
import { receive } from '../receiving.ts';
import type { Scene } from '../scene.ts';

const application = {
  person: 'hoa',
  sought: 'ly lich tu phap',
  procedureCode: '2.000488',
  form: {
    applicant: hoa,
    content: 'Cấp bốn phiếu lý lịch tư pháp số 1',
    delivery: { channel: 'desk' as const },
    answers: { sheetKind: '1', purpose: 'Hồ sơ xin việc tại bốn đơn vị', sheets: 4 },
  },
  papers: {
    'application-form': aPdf('Tờ khai lý lịch tư pháp.pdf', 'To khai yeu cau cap Phieu ly lich tu phap'),
    'identity-copy': aPng('Căn cước công dân.png', 0xd0),
  },
};

/** Mrs Hoa pays online for four sheets, for two more once too often, and by transfer for one: every đồng settles a request or goes back. */
export async function payment(scene: Scene): Promise<void> {
  await quote(scene, application.procedureCode, 4);
  const filed = await fileOnline(scene, application);
  await receive(scene, filed, 'stp.mot-cua');
  await payLate(scene, filed, { desk: 'stp.mot-cua', quantity: 4 });
  await payTwice(scene, filed, { desk: 'stp.mot-cua', quantity: 2 });
  await payByTransfer(scene, filed, { desk: 'stp.mot-cua', quantity: 1 });

  await readInbox(scene, filed, [
    'Hồ sơ đã được gửi',
    'Hồ sơ đã được tiếp nhận',
    'Hồ sơ cần thanh toán',
    'Đã nhận thanh toán',
    'Hồ sơ cần thanh toán',
    'Đã nhận thanh toán',
    'Khoản đã nộp sẽ được hoàn trả',
    'Hồ sơ cần thanh toán',
    'Đã nhận thanh toán',
  ]);
  await readLetter(scene, filed, {
    title: 'Khoản đã nộp sẽ được hoàn trả',
    sentence: `Khoản 200.000 đồng đã nộp cho hồ sơ ${filed.receipt.code} sẽ được hoàn trả. Lý do: Khoản phí đã được thanh toán trước đó.`,
  });
  await readQueue(scene, filed, [
    'dossier.submitted',
    'dossier.received',
    'dossier.payment-requested',
    'dossier.payment-recorded',
    'dossier.payment-requested',
    'dossier.payment-recorded',
    'refund.owed',
    'dossier.payment-requested',
    'dossier.payment-recorded',
  ]);
}
