import * as z from 'zod';
import { withVietnamOffset } from '../clock.ts';
import { Arrival, directions, HandOver, HandOverLine, recordOf, sumOfLines } from '../hand-over/hand-over.ts';
import { deedsIn, handOverDeedNames, handOverStateNames, handOverStates } from '../hand-over/state.ts';
import { KeptText } from '../text.ts';

const localTime = z.iso.datetime({ offset: true });

/** A record as lists show it. */
export const HandOverSummary = z
  .object({
    record: z.string(),
    direction: z.enum(directions),
    state: z.object({ code: z.enum(handOverStateNames), name: KeptText }),
    openedAt: localTime,
    totals: z.object({ items: z.int(), papers: z.int(), codVnd: z.int() }),
  })
  .meta({ id: 'HandOverSummary' });

/** A record as its desk sees it. */
export const HandOverView = HandOverSummary.extend({
  lines: z.array(HandOverLine),
  arrivals: z.array(Arrival),
  giver: HandOver.shape.giver.unwrap().extend({ at: localTime }).optional(),
  taker: HandOver.shape.taker.unwrap().extend({ at: localTime }).optional(),
  /** What may be done with it now. */
  allowedActions: z.array(z.enum(handOverDeedNames)),
}).meta({ id: 'HandOver' });
export type HandOverView = z.output<typeof HandOverView>;

export const summaryOfHandOver = (record: HandOver): z.output<typeof HandOverSummary> => ({
  record: recordOf(record),
  direction: record.direction,
  state: { code: record.state, name: handOverStates[record.state] },
  openedAt: withVietnamOffset(record.openedAt),
  totals: sumOfLines(record),
});

const atLocalTime = <Signed extends { readonly at: HandOver['openedAt'] }>(signed: Signed) => ({
  ...signed,
  at: withVietnamOffset(signed.at),
});

export const viewOfHandOver = (record: HandOver): HandOverView => ({
  ...summaryOfHandOver(record),
  lines: record.lines,
  arrivals: record.arrivals,
  ...(record.giver && { giver: atLocalTime(record.giver) }),
  ...(record.taker && { taker: atLocalTime(record.taker) }),
  allowedActions: [...deedsIn(record.state, record.direction)],
});
