import * as z from 'zod';
import { Figures } from './figures.ts';
import { percentText, quotient, type Share } from './ratio.ts';

/** How a number of one period stands to that of another. */
const Change = z.object({
  now: z.int(),
  before: z.int(),
  difference: z.int(),
  /** How many times as many, two decimals; null where there were none before. */
  times: z.number().nullable(),
});

/** How a rate of one period stands to that of another, from the counts, not from what was rounded. */
const RateChange = z.object({
  now: z.number().nullable(),
  before: z.number().nullable(),
  /** In percentage points. */
  points: z.number().nullable(),
  pointsText: z.string().nullable(),
  times: z.number().nullable(),
});

export const Comparison = z
  .object({
    now: Figures,
    before: Figures,
    received: Change,
    receivedOnline: Change,
    notOnline: Change,
    online: RateChange,
    inTime: RateChange,
    post: Change,
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof Comparison>;

const changeOf = (now: number, before: number) => ({
  now,
  before,
  difference: now - before,
  times: quotient(now, before),
});

function rateChange(now: Share, before: Share) {
  const crossed = BigInt(now.part) * BigInt(before.whole);
  const other = BigInt(before.part) * BigInt(now.whole);
  const points = quotient((crossed - other) * 100n, BigInt(now.whole) * BigInt(before.whole));
  return {
    now: now.percent,
    before: before.percent,
    points,
    pointsText: percentText(points)?.replace('%', ' điểm %') ?? null,
    times: quotient(crossed, other),
  };
}

/** One period beside another. */
export function compared(now: Figures, before: Figures): Comparison {
  const rest = ({ received }: Figures): number => received.total - received.online;
  return {
    now,
    before,
    received: changeOf(now.received.total, before.received.total),
    receivedOnline: changeOf(now.received.online, before.received.online),
    notOnline: changeOf(rest(now), rest(before)),
    online: rateChange(now.online, before.online),
    inTime: rateChange(now.inTime, before.inTime),
    post: changeOf(now.post.either, before.post.either),
  };
}
