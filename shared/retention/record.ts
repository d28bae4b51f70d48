import * as z from 'zod';
import { Subject } from '../actor.ts';
import { LocalDate, localDateOf } from '../clock.ts';
import { Logged } from '../event/chain.ts';
import { eventType } from '../event/envelope.ts';
import { StoredInstant } from '../instant.ts';
import { Fact } from '../statistics/fact.ts';
import { destructionKey, logPK } from '../table/keys.ts';
import { absent, type Item, type Write } from '../table/transaction.ts';

/**
 * The record of a destruction, which is all that is left of a dossier: what it was, by whose will it was destroyed, how much
 * there was, and what is counted of it. Of the person it says nothing.
 */
export const Destruction = z.object({
  subject: z.uuid(),
  time: StoredInstant,
  data: Fact.omit({ v: true, dossierId: true }).extend({
    closedOn: LocalDate,
    years: z.int().min(1),
    /** The list that named it, and who approved that. */
    list: z.string(),
    approvedAt: StoredInstant,
    approvedBy: z.object({ subject: Subject, role: z.string(), agency: z.string() }),
    /** Items of the table, its log among them, and versions of objects of the bucket. */
    items: z.int().min(1),
    objects: z.int().min(0),
    /** The number of the last event of its log. */
    lastEvent: z.int().min(1),
  }),
});
export type Destruction = z.infer<typeof Destruction>;

/** Reads a record. @throws ZodError when it is none */
export const destructionOf = (item: Item): Destruction =>
  Destruction.parse(JSON.parse(Logged.parse(item).event));

/** What statistics know of a dossier that was destroyed, as its record keeps it. */
export const factLeft = ({ subject, data }: Destruction): Fact =>
  Fact.parse({ ...data, v: 1, dossierId: subject });

/**
 * The record in the place of the dossier; there can be one. It is the last link in the chain of the log, which names the entry
 * before it though that is gone, and stands in the index by agency and day, so that it is sealed as the log is.
 * @param head the hash of the last entry of the log; none where that is older than the chain
 */
export const putDestruction = (
  { subject, time, data }: Destruction,
  head: string | undefined,
  worker: string,
): Write => ({
  put: {
    ...destructionKey(subject),
    v: 1,
    event: JSON.stringify({
      type: eventType('dossier.destroyed'),
      subject,
      sequence: data.lastEvent + 1,
      time,
      previous: head,
      data,
    }),
    actor: { kind: 'system', worker },
    logPK: logPK('DESTRUCTION', data.agency, localDateOf(time)),
    logSK: `${time}#${subject}`,
  },
  when: absent,
});
