import { hoa } from '../applicants.ts';
import { collectAtHome, handToDesk, receiveFromPost, supplementByPost } from '../collecting.ts';
import { aPdf, aPng } from '../files.ts';
import { decideWithFeeAtTheDoor, deliverWithFees, handToPost, remit } from '../posting.ts';
import { type Scene, take } from '../scene.ts';
import { askForSupplement } from '../supplementing.ts';

const atHome = { name: hoa.fullName, phone: hoa.phone, address: hoa.address };

const application = {
  person: 'hoa',
  desk: 'stp.mot-cua',
  procedureCode: '2.000488',
  form: {
    applicant: hoa,
    content: 'Cấp phiếu lý lịch tư pháp số 1',
    delivery: {
      channel: 'post' as const,
      address: { receiverName: hoa.fullName, phone: hoa.phone, address: hoa.address },
    },
    answers: { sheetKind: '1', purpose: 'Hồ sơ xin việc', sheets: 1 },
  },
  papers: {
    'application-form': aPdf('Tờ khai lý lịch tư pháp.pdf', 'To khai yeu cau cap Phieu ly lich tu phap'),
    'identity-copy': aPng('Căn cước công dân.png', 0xd0),
  },
  sender: atHome,
  ready: [
    { paperId: 'application-form', originals: 1, copies: 0 },
    { paperId: 'identity-copy', originals: 0, copies: 1 },
  ],
  // The postman finds one copy more than she had counted.
  counted: [
    { paperId: 'application-form', originals: 1, copies: 0 },
    { paperId: 'identity-copy', originals: 0, copies: 2 },
  ],
};

/** What the officer cannot read, and what Mrs Hoa sends again. */
const flaw = { paperId: 'identity-copy', name: 'Bản sao căn cước công dân', reason: 'illegible' };
const copies = [{ paperId: 'identity-copy', originals: 0, copies: 1 }];

/** Mrs Hoa goes to no desk at all: the post collects her papers and what is asked for, brings the result, and takes the fee at her door. */
export async function post(scene: Scene): Promise<void> {
  const { desk } = application;
  const officer = 'stp.chuyen-vien';
  const draft = await collectAtHome(scene, application);
  const record = await handToDesk(scene, draft, application);
  const filed = await receiveFromPost(scene, draft, { ...application, record });
  await take(scene, filed, officer, { action: 'startProcessing' });
  await askForSupplement(scene, filed, officer, flaw);
  await supplementByPost(scene, filed, { ...application, ready: copies });
  await decideWithFeeAtTheDoor(scene, filed, {
    desk,
    quantity: 1,
    officer,
    number: '1187/LLTP-STP',
    signer: { name: 'Nguyễn Văn Tuấn', title: 'Giám đốc' },
  });
  await handToPost(scene, filed, desk);
  await deliverWithFees(scene, filed);
  await remit(scene, filed, 'vpub.kiem-soat');
}
