import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import type { LocalDate } from '../clock.ts';
import { Problem } from '../http/problems.ts';
import { environment } from '../resources.ts';
import { codeKey, counterKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';
import { procedureEntry } from './find-entries.ts';
import { Receipt } from './receipt.ts';

/** Code for people: `H25.03-211010-0001` (NĐ 61/2018 Điều 26; current practice of provinces). Opens nothing by itself. */
export const DOSSIER_CODE = /^[A-Y]\d{2}(\.\d{2,3}){0,4}-\d{6}-\d{4}$/;

/** The sequence of a day has four digits (TT 01/2018/TT-VPCP Điều 19). */
const GREATEST_NUMBER = 9999;

/**
 * The code of an agency's n-th dossier of a local day.
 * @throws Problem `day-full` beyond 9999
 */
export function dossierCode(agency: string, day: LocalDate, number: number): string {
  if (number > GREATEST_NUMBER) throw new Problem('day-full');
  return `${agency}-${day.slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`;
}

/** What a dossier code leads to: its dossier, and the receipt with the secret that opens the tracking. */
export const CodeEntry = z.object({ v: z.literal(1), dossierId: z.uuid(), receipt: Receipt });
export type CodeEntry = z.infer<typeof CodeEntry>;

/** What a dossier code leads to, or undefined. */
export async function loadCode(code: string): Promise<CodeEntry | undefined> {
  const { Item: item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: codeKey(code), ConsistentRead: true }),
  );
  return item && CodeEntry.parse(item);
}

/** The receipt of a dossier that the caller may see, by its code. @throws Problem `dossier-not-found` while it has none */
export async function loadReceipt(code: string | undefined): Promise<Receipt> {
  const entry = code === undefined ? undefined : await loadCode(code);
  if (!entry) throw new Problem('dossier-not-found');
  return entry.receipt;
}

/** Makes a code lead to its dossier and receipt. No code is given twice. */
export const putCode = (receipt: Receipt): Write => ({
  put: { ...codeKey(receipt.code), v: 1, dossierId: receipt.dossierId, receipt, ...procedureEntry(receipt) },
  when: absent,
});

/** Lets a code lead nowhere any more. It is never given again, since the counter of its day stays. */
export const dropCode = (code: string): Write => ({
  remove: codeKey(code),
  when: { expression: 'attribute_exists(PK)' },
});

export const Counter = z.object({ v: z.literal(1), taken: z.int() });

/** How many numbers an agency has given on a local day; of results and of receipts of fees, in a year. */
export async function loadCounter(agency: string, time: string): Promise<number> {
  const { Item: item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: counterKey(agency, time),
      ConsistentRead: true,
    }),
  );
  return item ? Counter.parse(item).taken : 0;
}

/** Takes the next number, on condition that nobody else has: a refused submission burns none, so there are no gaps. */
export const putNumber = (agency: string, time: string, taken: number): Write => ({
  put: { ...counterKey(agency, time), v: 1, taken: taken + 1 },
  when: taken === 0 ? absent : { expression: 'taken = :taken', values: { ':taken': taken } },
});
