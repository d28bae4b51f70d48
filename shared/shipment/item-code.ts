import * as z from 'zod';

/** Service indicator, eight digits, check digit, and Vietnam: domestic items have the shape too. */
const ITEM_CODE = /^[A-Z]{2}(\d{8})(\d)VN$/;
const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** The check digit of UPU S10: 11 less the weighted sum modulo 11, where 10 is written 0 and 11 is written 5. */
export function checkDigit(serial: string): number {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(serial.charAt(place)), 0);
  const check = 11 - (sum % 11);
  if (check === 10) return 0;
  return check === 11 ? 5 : check;
}

function isItemCode(text: string): boolean {
  const [, serial, check] = ITEM_CODE.exec(text) ?? [];
  return serial !== undefined && checkDigit(serial) === Number(check);
}

/** The item code of a serial: `EB`, 12345678 gives `EB123456785VN`. @param service the service indicator, two letters */
export function itemCodeOf(service: string, serial: number): string {
  const digits = String(serial).padStart(8, '0');
  return `${service}${digits}${checkDigit(digits)}VN`;
}

/** Mã bưu gửi: what the post prints on an item and people look up, e.g. `EB123456785VN`. */
export const ItemCode = z
  .string()
  .refine(isItemCode, { params: { code: 'item-code' } })
  .meta({ description: 'Item code of the post (UPU S10)', examples: ['EB123456785VN'] });
