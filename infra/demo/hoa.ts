import { eicar } from '../local/door/scanner.ts';
import { aPdf, aPng, type LocalFile } from './files.ts';

/** What she asks for: a criminal record certificate of the Department of Justice. */
export const PROCEDURE = '2.000488';

const residence = { place: 'inProvince', unitCode: '13285', street: 'Số 12 đường Quy Lưu' } as const;

/** The form of Mrs Hoa, who wants the result brought by the post. */
export const form = {
  applicant: {
    kind: 'citizen' as const,
    fullName: 'Nguyễn Thị Hoa',
    personalId: '035190001234',
    phone: '0912345678',
    email: 'hoa.nguyen@example.vn',
    address: residence,
  },
  content: 'Cấp phiếu lý lịch tư pháp số 1',
  delivery: {
    channel: 'post' as const,
    address: { receiverName: 'Nguyễn Thị Hoa', phone: '0912345678', address: residence },
  },
  answers: { sheetKind: '1', purpose: 'Xin việc làm', sheets: 2 },
};

export const applicationForm = aPdf(
  'Tờ khai lý lịch tư pháp.pdf',
  'To khai yeu cau cap Phieu ly lich tu phap',
);
export const identityCopy = aPng('Căn cước công dân.png', 0xd0);

/** What she sends when the first copy cannot be read. */
export const clearerCopy = aPng('Căn cước công dân (chụp rõ).png', 0xe8);

/** What an infected computer makes of her form. */
export const infectedForm: LocalFile = { ...applicationForm, bytes: new Uint8Array(eicar) };
