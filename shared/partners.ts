import type { SignatureScheme } from './signature.ts';
import type { Text } from './text.ts';

/** A party outside that calls us, that we call, or both. */
type Partner = {
  readonly name: Text;
  /** How both sides prove who speaks. */
  readonly signature: SignatureScheme;
};

/**
 * Every party outside. From its row follow its secret and URL in the stacks and settings, the grants and environment of
 * the functions that call it or hear it (`PARTNER_<ID>_URL`, `PARTNER_<ID>_SECRET_ID`), the check of its calls, and how
 * the OpenAPI description says that they are signed.
 */
export const partners = {
  /** Bưu chính công ích (QĐ 45/2016/QĐ-TTg). */
  postal: {
    name: { vi: 'Đơn vị bưu chính công ích', en: 'The public postal operator' },
    signature: 'timestampedHmac',
  },
  /** Tin nhắn thương hiệu: whoever sends SMS in the name of the province. */
  sms: {
    name: { vi: 'Đơn vị cung cấp dịch vụ tin nhắn', en: 'The SMS provider' },
    signature: 'timestampedHmac',
  },
} as const satisfies Record<string, Partner>;

export type PartnerId = keyof typeof partners;
export const partnerIds = Object.keys(partners) as readonly PartnerId[] as readonly [
  PartnerId,
  ...PartnerId[],
];
