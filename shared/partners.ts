import type { SignatureScheme } from './signature.ts';
import type { Text } from './text.ts';

/** A party outside that calls us, that we call, or both. */
type Partner = {
  readonly name: Text;
  /** How both sides prove who speaks. */
  readonly signature: SignatureScheme;
  /**
   * Whether fees come through it, online, into the account it keeps, or from whom it delivers a result to, and it knows us by a
   * number that the settings state.
   */
  readonly merchant?: 'online' | 'account' | 'onDelivery';
  /** Whether we sign in there, by a user name that the settings state and the shared key as the password. */
  readonly signsIn?: true;
  /** Whether a stage may do without it: then it has none of the functions that call or hear it. */
  readonly optional?: true;
};

/**
 * Every party outside. From its row follow its secret and URL in the stacks and settings, the grants and environment of
 * the functions that call it or hear it (`PARTNER_<ID>_URL`, `…_MERCHANT`, `…_USER`, `…_SECRET_NAME`), the check of its calls, and how
 * the OpenAPI description says that they are signed.
 */
export const partners = {
  /** Bưu chính công ích (QĐ 45/2016/QĐ-TTg). */
  postal: {
    name: { vi: 'Đơn vị bưu chính công ích', en: 'The public postal operator' },
    signature: 'timestampedHmac',
    merchant: 'onDelivery',
  },
  /** Tin nhắn thương hiệu: whoever sends SMS in the name of the province. */
  sms: {
    name: { vi: 'Đơn vị cung cấp dịch vụ tin nhắn', en: 'The SMS provider' },
    signature: 'timestampedHmac',
  },
  /** Ứng dụng nhắn tin mà người dân có sẵn, như Zalo: tin của tài khoản chính thức của tỉnh. */
  push: {
    name: { vi: 'Ứng dụng nhắn tin của tỉnh', en: 'The messaging app of the province' },
    signature: 'timestampedHmac',
  },
  vnpay: {
    name: { vi: 'Cổng thanh toán VNPAY', en: 'The VNPAY payment gateway' },
    signature: 'vnpay',
    merchant: 'online',
  },
  /** Nền tảng thanh toán trực tuyến của Cổng Dịch vụ công quốc gia. */
  dvcqg: {
    name: { vi: 'Nền tảng thanh toán trực tuyến quốc gia', en: 'The national payment platform' },
    signature: 'dvcqg',
    merchant: 'online',
  },
  /** Kho bạc Nhà nước or the bank that keeps the account for fees, and tells what was transferred into it. */
  bank: {
    name: { vi: 'Ngân hàng giữ tài khoản thu phí, lệ phí', en: 'The bank that keeps the account for fees' },
    signature: 'timestampedHmac',
    merchant: 'account',
  },
  /** Cổng Dịch vụ công quốc gia, where citizens see how far their dossiers are. */
  portal: {
    name: { vi: 'Cổng Dịch vụ công quốc gia', en: 'The national public service portal' },
    signature: 'timestampedHmac',
    signsIn: true,
    optional: true,
  },
} as const satisfies Record<string, Partner>;

export type PartnerId = keyof typeof partners;

/** Partners who sign the body of what they send in headers beside it. */
export type HeaderSigner = {
  [P in PartnerId]: (typeof partners)[P]['signature'] extends 'timestampedHmac' ? P : never;
}[PartnerId];

export const partnerIds = Object.keys(partners) as readonly PartnerId[] as readonly [
  PartnerId,
  ...PartnerId[],
];
