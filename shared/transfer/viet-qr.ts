import type { FeeAccount } from './account.ts';

/** A data object of EMVCo's format: its id, the length of what it holds, and that. */
const object = (id: string, value: string): string => `${id}${String(value.length).padStart(2, '0')}${value}`;

/** CRC-16 of the polynomial 0x1021, begun with 0xFFFF (ISO/IEC 13239), in four hexadecimal digits. */
function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/**
 * What a code says that every banking app of the country reads: the account, the sum and the text of one transfer
 * (NAPAS, VietQR 1.0, on EMVCo's QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1).
 * @param content at most 25 characters, ASCII alone
 */
export function vietQr(
  { bin, number }: Pick<FeeAccount, 'bin' | 'number'>,
  amountVnd: number,
  content: string,
): string {
  const account = object('00', bin) + object('01', number);
  const beneficiary = object('00', 'A000000727') + object('01', account) + object('02', 'QRIBFTTA');
  const objects = [
    object('00', '01'),
    // 12: for one payment, of this sum.
    object('01', '12'),
    object('38', beneficiary),
    object('53', '704'),
    object('54', String(amountVnd)),
    object('58', 'VN'),
    object('62', object('08', content)),
  ].join('');
  return `${objects}6304${crc16(`${objects}6304`)}`;
}
