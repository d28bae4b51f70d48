import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { personal } from '../personal.ts';
import type { DayFormat } from './day-file.ts';
import { Movement } from './movement.ts';

/** What the bank tells of a transfer into the account, once it is there. */
export const BankCredit = z.object({
  eventId: z
    .string()
    .regex(/^[\w.:-]{1,100}$/)
    .describe("The bank's id of this report."),
  transaction: z
    .string()
    .regex(/^\w{1,40}$/)
    .describe("The bank's own number of the transfer: one transfer, one number, however often it is told."),
  amountVnd: Movement.shape.amountVnd,
  content: personal(z.string().max(500), 'words').describe('What its payer wrote, as it reached the bank.'),
});
export type BankCredit = Omit<z.infer<typeof BankCredit>, 'eventId'>;

/**
 * Its file of a day: what was transferred into the account from midnight to midnight. Banks agree on such a file with each
 * customer: this one is an assumption, to be settled with ours. A bank lets no separator into what a payer writes.
 */
export const bankDayFile: DayFormat = {
  separator: '|',
  records: { head: 'HEADER', movement: 'CREDIT', end: 'TRAILER' },
  fields: ['reference', 'kind', 'amount', 'other', 'content'],
  kinds: { C: 'payment' },
  unitsPerDong: 1,
  proof: (text, secret) => createHmac('sha256', secret).update(text).digest('hex'),
};
