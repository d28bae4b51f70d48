import { createHash } from 'node:crypto';
import { foldText } from '../text.ts';

/*
 * The reference that a payer writes into the free text of a transfer: ISO 11649, `RF`, two check digits by ISO 7064
 * MOD 97-10, and eight digits. The check finds every wrong digit and every two that changed places; it is short, so that
 * no bank cuts it, and of one length, so that what a bank writes behind it does no harm.
 */
const DIGITS = 8;

/** The remainder by 97 of a number too long for one. */
const by97 = (digits: string): number =>
  [...digits].reduce((remainder, digit) => (remainder * 10 + Number(digit)) % 97, 0);

/** `RF` and the check digits go behind, each letter as the number from 10 for A: R is 27, F is 15. */
const remainderOf = (digits: string, check: string): number => by97(`${digits}2715${check}`);

const withCheck = (digits: string): string =>
  `RF${String(98 - remainderOf(digits, '00')).padStart(2, '0')}${digits}`;

/**
 * The reference of a request for payment: the same however often it is asked for.
 * @param turn 0, or the next where another request has that one already
 */
export function transferReference(dossierId: string, payment: number, turn: number): string {
  const digest = createHash('sha256').update(`${dossierId} ${payment} ${turn}`).digest();
  return withCheck(String(digest.readUInt32BE(0) % 10 ** DIGITS).padStart(DIGITS, '0'));
}

const asDigits = (text: string): string => text.replaceAll('o', '0').replace(/[il]/g, '1');

/**
 * What in a free text may be a reference of ours: whatever stands around it, in either case, with spaces, stops or breaks
 * within, and with letters that look like digits.
 */
export function referencesIn(text: string): readonly string[] {
  const bare = foldText(text).replace(/[^a-z0-9]/g, '');
  const found = [...bare.matchAll(/rf(?=([0-9oil]{10}))/g)].map(([, body = '']) => asDigits(body));
  const valid = found.filter((body) => remainderOf(body.slice(2), body.slice(0, 2)) === 1);
  return [...new Set(valid.map((body) => `RF${body}`))];
}
