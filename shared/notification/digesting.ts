import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { agencyByCode } from '../agency/agency.ts';
import { table } from '../aws.ts';
import { type LocalDate, localDateOf, type Now, toInstant } from '../clock.ts';
import { isWorkingDay } from '../deadline/calendar.ts';
import { recallCalendar } from '../deadline/store.ts';
import { loadDueOf } from '../dossier/lists.ts';
import { log } from '../log.ts';
import { environment } from '../resources.ts';
import { digestKey } from '../table/keys.ts';
import { absent, commit } from '../table/transaction.ts';
import { type Digest, type Digested, type DigestList, digestLetter, NAMED_AT_MOST } from './digest.ts';
import { mailboxes } from './mailboxes.ts';
import { sendEmail } from './send.ts';

/** What a list of an agency has on a day. */
async function digested(agency: string, list: DigestList, day: LocalDate): Promise<Digested> {
  const { items, next } = await loadDueOf(agency, list, day, NAMED_AT_MOST);
  return { running: items, more: next !== undefined };
}

const isTold = async (agency: string, day: LocalDate): Promise<boolean> => {
  const { Item: item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: digestKey(agency, day),
      ConsistentRead: true,
    }),
  );
  return item !== undefined;
};

/** Writes to an agency what its day brings; not where it brings nothing, and not again. */
async function tell(code: string, mailbox: string, day: LocalDate, now: Now): Promise<boolean> {
  const agency = agencyByCode(code);
  if (!agency || (await isTold(code, day))) return false;
  const [overdue, dueToday] = await Promise.all([
    digested(code, 'overdue', day),
    digested(code, 'dueToday', day),
  ]);
  if (overdue.running.length + dueToday.running.length === 0) return false;
  const messageId = await sendEmail(mailbox, digestLetter(agency, day, { overdue, dueToday }));
  const digest: Digest = {
    v: 1,
    agency: code,
    day,
    overdue: overdue.running.length,
    dueToday: dueToday.running.length,
    messageId,
    at: toInstant(now()),
  };
  await commit([{ put: { ...digestKey(code, day), ...digest }, when: absent }]);
  return true;
}

/**
 * Writes to the agencies that have a mailbox what is due today and what is overdue, on working days, each once a day: twice only
 * where a run dies between the letter and its record.
 * @returns to how many it wrote, and at how many it failed: the run that Lambda makes again goes on with those
 */
export async function tellAgencies(now: Now): Promise<{ readonly told: number; readonly failed: number }> {
  const day = localDateOf(now());
  if (!isWorkingDay(day, await recallCalendar(now))) return { told: 0, failed: 0 };
  const count = { told: 0, failed: 0 };
  for (const [agency, mailbox] of Object.entries(mailboxes()))
    try {
      if (await tell(agency, mailbox, day, now)) count.told += 1;
    } catch (error) {
      log.error('EVENT_FAILED', error, { agency });
      count.failed += 1;
    }
  return count;
}
