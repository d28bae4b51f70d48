import { createHash } from 'node:crypto';
import type { StreamRecord } from './stream-reader.ts';

/** Where chance comes from: 0 up to 1, as `Math.random`. */
export type Chance = () => number;

const itemOf = ({ dynamodb }: StreamRecord): string => JSON.stringify(dynamodb.Keys);

const laneOf = (item: string, lanes: number): number =>
  createHash('sha256').update(item).digest().readUInt32BE(0) % lanes;

/** Items in any order between each other; the records of one item stay in theirs. */
function mixed(records: readonly StreamRecord[], chance: Chance): StreamRecord[] {
  const waiting = [...Map.groupBy(records, itemOf).values()].map((ofItem) => [...ofItem]);
  const order: StreamRecord[] = [];
  while (waiting.length > 0) {
    const place = Math.floor(chance() * waiting.length);
    const next = waiting[place]?.shift();
    if (next) order.push(next);
    else waiting.splice(place, 1);
  }
  return order;
}

/**
 * The records of a shard as the batches of its lanes, which Lambda works through side by side. It keeps the order of
 * one item alone (partition and sort key), and may cut a transaction, and repeat a batch, as it likes (Lambda developer
 * guide, DynamoDB event source: `ParallelizationFactor`, at least once): here it does so on purpose.
 */
export function lanesOf(
  records: readonly StreamRecord[],
  {
    lanes,
    batchSize,
    chance,
  }: { readonly lanes: number; readonly batchSize: number; readonly chance: Chance },
): readonly (readonly (readonly StreamRecord[])[])[] {
  const byLane = Map.groupBy(records, (record) => laneOf(itemOf(record), lanes));
  return [...byLane.values()].map((ofLane) => {
    const order = mixed(ofLane, chance);
    const batches: (readonly StreamRecord[])[] = [];
    while (order.length > 0) {
      const batch = order.splice(0, 1 + Math.floor(chance() * batchSize));
      batches.push(batch, ...(chance() < 0.05 ? [batch] : []));
    }
    return batches;
  });
}
