import type { Channel } from '../dossier/channel.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { OfficerRole } from '../http/operation.ts';

/** `KenhThucHien`: how a dossier came in. */
export const channelCodes = { desk: '1', online: '2', post: '3' } as const satisfies Record<Channel, string>;

/** `LoaiDoiTuong`: whose it is. It knows `3`, an agency, and `4`, another organisation, too. */
export const ownerCodes = { citizen: '1', business: '2' } as const;

/** `LoaiDinhDanh` by the digits of a number: of a citizen's card, or of the identity card before it. */
export const numberCodes: Readonly<Record<number, string>> = { 12: '1', 9: '2' };

/** `HinhThuc`: how the result goes out. It knows no result that is had online. */
export const deliveryCodes = { desk: '0', post: '1', online: undefined } as const satisfies Record<
  Filed['form']['delivery']['channel'],
  string | undefined
>;

/** `NoiNopHoSo`: where it was filed, at the portal or with us. */
export const placeCodes = { portal: '1', here: '2' } as const;

/** `DuocThanhToanTrucTuyen`: paid online through the portal's own platform, through another way, or not. */
export const paidCodes = { national: '1', other: '2', none: '0' } as const;

/** `HinhThucThu`: charged at reception, with a supplement, or with the result. */
export const chargedCodes = { reception: '1', supplement: '2', result: '4' } as const;

/** `LoaiPhiLePhi`. */
export const feeCodes: Readonly<Record<string, string>> = { PHI: '1', LE_PHI: '2' };

/** `TrangThaiBoSung`: asked for, answered, or ended without an answer. */
export const supplementCodes = { asked: '0', answered: '1', unanswered: '2' } as const;

/** `ChucDanh`: as what an officer acted. */
export const roleTitles = {
  deskOfficer: 'Cán bộ Bộ phận Một cửa',
  caseOfficer: 'Chuyên viên thụ lý',
  agencyLeader: 'Lãnh đạo cơ quan',
  procedureControl: 'Cán bộ kiểm soát thủ tục hành chính',
  departmentSystem: 'Hệ thống một cửa',
} as const satisfies Record<OfficerRole, string>;

/** Yes and no. */
export const flag = (is: boolean): '1' | '0' => (is ? '1' : '0');
