import { officer } from '../support/filing.ts';

/*
 * Everybody who may stand before the counter, by the claims of their tokens, and what one knows of them without looking
 * at any rule: what they are, and where.
 */

/** What somebody is before any dossier is looked at. */
export type Kind =
  | 'citizen'
  | 'business'
  | 'desk'
  | 'officer'
  | 'head'
  | 'control'
  | 'machine'
  | 'postal'
  | 'sms'
  | 'push'
  | 'bank'
  | 'portal'
  | 'nobody'
  | 'no token';

export type Person = {
  readonly name: string;
  readonly kind: Kind;
  /** The agency of an officer. */
  readonly agency?: string;
  /** Whose account it is: of the applicants there are, by the account itself, or also by the number of their papers. */
  readonly account?: Account;
  readonly isIdentified?: boolean;
  readonly claims?: Readonly<Record<string, string>>;
};

export type Account = 'hoa' | 'nam' | 'mai' | 'an-phu' | 'binh-minh';

const citizen = (account: Account, fullName: string, personalId?: string): Person => ({
  name: personalId ? account : `${account} without a number`,
  kind: 'citizen',
  account,
  isIdentified: personalId !== undefined,
  claims: {
    sub: `cd-${account}`,
    LoaiTaiKhoan: '1',
    HoVaTen: fullName,
    ...(personalId && { SoDinhDanh: personalId }),
  },
});

const business = (account: Account, businessName: string, taxCode: string): Person => ({
  name: account,
  kind: 'business',
  account,
  isIdentified: true,
  claims: { sub: `dn-${account}`, LoaiTaiKhoan: '2', TenDoanhNghiep: businessName, MaSoThue: taxCode },
});

/** The applicants in whose name dossiers are filed. */
export const HOA_ID = '035190001234';
export const AN_PHU_TAX_CODE = '0100109106';

/** Sở Tư pháp and Ban Quản lý các KCN decide; Sở TN&MT is asked; at the Centre anything is taken in; Sở Xây dựng has no part. */
export const agencies = {
  justice: 'H25.03',
  zones: 'H25.18',
  environment: 'H25.10',
  centre: 'H25.19',
  construction: 'H25.09',
} as const;

const roles = { desk: 'can-bo-mot-cua', officer: 'chuyen-vien', head: 'lanh-dao' } as const;

const officersOf = (agency: string): readonly Person[] => [
  ...Object.entries(roles).map(([kind, role]): Person => {
    const claims = officer(role, agency);
    return { name: `${kind} of ${agency}`, kind: kind as keyof typeof roles, agency, claims };
  }),
  {
    name: `control at ${agency}`,
    kind: 'control',
    agency,
    claims: { ...officer('chuyen-vien', agency), sub: `cb-kiem-soat-${agency}`, VaiTro: 'kiem-soat-tthc' },
  },
  {
    name: `system of ${agency}`,
    kind: 'machine',
    agency,
    claims: { ...officer('chuyen-vien', agency), sub: `ht-${agency}`, VaiTro: 'he-thong' },
  },
];

export const people: readonly Person[] = [
  { name: 'without a token', kind: 'no token' },
  { name: 'an account that is nobody', kind: 'nobody', claims: { sub: 'nobody', HoVaTen: 'Không Ai' } },
  { name: 'the post', kind: 'postal' },
  { name: 'the SMS provider', kind: 'sms' },
  { name: 'the messaging app', kind: 'push' },
  { name: 'the bank of the fee account', kind: 'bank' },
  { name: 'the national portal', kind: 'portal' },
  citizen('hoa', 'Nguyễn Thị Hoa', HOA_ID),
  citizen('hoa', 'Nguyễn Thị Hoa'),
  citizen('nam', 'Trần Văn Nam', '035201005678'),
  citizen('mai', 'Lê Thị Mai', '035202009012'),
  business('an-phu', 'Công ty TNHH An Phú', AN_PHU_TAX_CODE),
  business('binh-minh', 'Công ty cổ phần Bình Minh', '0101243150'),
  ...Object.values(agencies).flatMap(officersOf),
];
