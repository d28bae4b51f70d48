import * as z from 'zod';
import { type Channel, channels } from '../dossier/channel.ts';
import { countName, type Measure } from './measures.ts';
import { Share, shareOf } from './ratio.ts';
import type { Counts } from './tally.ts';

/** What is counted of some procedures: by the eve of a period, and by its end. */
export type Span = { readonly eve: Counts; readonly end: Counts };

/**
 * The figures of a period, as of the end of its last day: what happened later to its dossiers is not in them. So they are the
 * same whenever they are asked for.
 */
export const Figures = z
  .object({
    /** In progress when the period began. */
    carriedOver: z.int(),
    received: z.object({ total: z.int(), desk: z.int(), online: z.int(), post: z.int() }),
    /** Received online, of all that was received (tỷ lệ hồ sơ trực tuyến). */
    online: Share,
    refused: z.int(),
    resolved: z.object({ total: z.int(), early: z.int(), onTime: z.int(), overdue: z.int() }),
    /** Resolved early or on time, of all that was resolved. */
    inTime: Share,
    /** Minutes from reception to result of all that was resolved, without those in which the applicant was waited for. */
    minutes: z.int(),
    /** Ended after reception without a result: stopped, withdrawn, not supplemented. */
    handedBack: z.int(),
    /** Results that are with their applicants. */
    returned: z.int(),
    inProgress: z.object({
      total: z.int(),
      withinTime: z.int(),
      overdue: z.int(),
      /** Of those within time, the ones that wait for papers or a payment of the applicant. */
      waiting: z.int(),
    }),
    /**
     * By the public post. The law has dossiers sent, results received, and both (QĐ 45/2016 Điều 5), so a count may mean
     * either, both, or each way for itself.
     */
    post: z.object({ in: z.int(), out: z.int(), either: z.int(), both: z.int(), ways: z.int() }),
    /** Phí and lệ phí, in đồng, each on the day on which it happened. */
    fees: z.object({
      /** Asked for, less what was asked for wrongly; what nobody paid stays in it. */
      chargedVnd: z.int(),
      paid: z.object({
        totalVnd: z.int(),
        cashVnd: z.int(),
        transferVnd: z.int(),
        onlineVnd: z.int(),
        /** Collected by the public post with the result. */
        postVnd: z.int(),
      }),
      /** Payments through a provider, of all payments. */
      online: Share,
      /** Given back: it settled nothing, or was not owed. */
      returnedVnd: z.int(),
      /** Dossiers of which nothing is to be paid because of who files them (Luật Phí và lệ phí Điều 10). */
      exempt: z.int(),
    }),
    /** How applicants found the handling of dossiers that had ended, by the day on which they said so. */
    ratings: z.object({
      total: z.int(),
      verySatisfied: z.int(),
      satisfied: z.int(),
      unsatisfied: z.int(),
      /** Satisfied or very satisfied, of all who rated. */
      favourable: Share,
    }),
  })
  .meta({ id: 'Figures' });
export type Figures = z.infer<typeof Figures>;

const sumOf = (counts: Counts, measure: Measure, of: readonly Channel[] = channels): number =>
  of.reduce((sum, channel) => sum + (counts[countName(channel, measure)] ?? 0), 0);

/** Counts taken together. */
export function together(all: Iterable<Counts>): Counts {
  const sums: Record<string, number> = {};
  for (const counts of all)
    for (const [name, by] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + by;
  return sums;
}

/** What happened between two sums. */
type During = (measure: Measure, of?: readonly Channel[]) => number;

function feesIn(during: During): Figures['fees'] {
  const cashVnd = during('cash');
  const transferVnd = during('transfer');
  const onlineVnd = during('paidOnline');
  const postVnd = during('collected');
  const totalVnd = cashVnd + transferVnd + onlineVnd + postVnd;
  return {
    chargedVnd: during('charged'),
    paid: { totalVnd, cashVnd, transferVnd, onlineVnd, postVnd },
    online: shareOf(during('paymentsOnline'), during('payments')),
    returnedVnd: during('returnedVnd'),
    exempt: during('exempt'),
  };
}

function ratingsIn(during: During): Figures['ratings'] {
  const verySatisfied = during('verySatisfied');
  const satisfied = during('satisfied');
  const unsatisfied = during('unsatisfied');
  const total = verySatisfied + satisfied + unsatisfied;
  return {
    total,
    verySatisfied,
    satisfied,
    unsatisfied,
    favourable: shareOf(verySatisfied + satisfied, total),
  };
}

/** The figures of what was counted. Received and carried over = resolved + handed back + in progress. */
export function figuresOf({ eve, end }: Span): Figures {
  const during: During = (measure, of) => sumOf(end, measure, of) - sumOf(eve, measure, of);
  const received = during('received');
  const online = during('received', ['online']);
  const [early, onTime, overdue] = [during('early'), during('onTime'), during('overdue')];
  const [postIn, postOut, both] = [during('postIn'), during('postOut'), during('postBoth')];
  const [inProgress, late] = [sumOf(end, 'inProgress'), sumOf(end, 'late')];
  const resolved = early + onTime + overdue;
  return {
    carriedOver: sumOf(eve, 'inProgress'),
    received: {
      total: received,
      desk: during('received', ['desk']),
      online,
      post: during('received', ['post']),
    },
    online: shareOf(online, received),
    refused: during('refused'),
    resolved: { total: resolved, early, onTime, overdue },
    inTime: shareOf(early + onTime, resolved),
    minutes: during('minutes'),
    handedBack: during('handedBack'),
    returned: during('returned'),
    inProgress: {
      total: inProgress,
      withinTime: inProgress - late,
      overdue: late,
      waiting: sumOf(end, 'waiting'),
    },
    post: { in: postIn, out: postOut, either: postIn + postOut - both, both, ways: postIn + postOut },
    fees: feesIn(during),
    ratings: ratingsIn(during),
  };
}
