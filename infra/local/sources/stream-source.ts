import { setTimeout as sleep } from 'node:timers/promises';
import type { EventPattern } from '../assembly/kinds/functions.ts';
import type { Checkpoints } from './checkpoints.ts';
import { matchesAny } from './event-pattern.ts';
import { type Chance, lanesOf } from './lanes.ts';
import { lookingSource, type Source } from './source.ts';
import { deliver, type StreamDelivery } from './stream-batch.ts';
import type { Shard, StreamReader } from './stream-reader.ts';

type StreamSource = Omit<StreamDelivery, 'wait'> & {
  readonly functionName: string;
  readonly openReader: () => Promise<StreamReader>;
  readonly checkpoints: Checkpoints;
  readonly batchSize: number;
  /** Batches of a shard that are worked on side by side. */
  readonly lanes: number;
  /** What is left open by AWS is decided by it. */
  readonly chance: Chance;
  /** Patterns of which one must fit a record; those that fit none are passed over. */
  readonly filters: readonly EventPattern[];
  readonly onError: (error: unknown) => void;
};

/** Lambda looks four times a second (its guide, "Polling and batching streams"); oftener here, to be seen at once. */
const LOOK_EVERY_MS = 100;

/** A shard may have been split or closed unseen: they are listed again this often. */
const LIST_SHARDS_EVERY_MS = 30_000;

/** One lane may be behind another by so much for each batch. */
const LONGEST_LAG_MS = 5;

const CLOSED = 'closed';
const LONGEST_WAIT_MS = 5_000;

/** Reads the stream of a table for a function, as unordered as AWS may, and remembers how far it has come. */
export function streamSource(source: StreamSource): Source {
  const { checkpoints } = source;
  const iterators = new Map<string, string>();
  let reader: StreamReader | undefined;
  let shards: readonly Shard[] = [];
  let listedAt = Number.NEGATIVE_INFINITY;

  const list = async (stream: StreamReader): Promise<void> => {
    if (performance.now() - listedAt < LIST_SHARDS_EVERY_MS) return;
    shards = await stream.shards();
    listedAt = performance.now();
  };

  /** A shard's records come after all of its parent's. */
  const isReadable = ({ ShardId, ParentShardId: parent }: Shard): boolean =>
    checkpoints.get(ShardId) !== CLOSED &&
    (parent === undefined ||
      checkpoints.get(parent) === CLOSED ||
      !shards.some((shard) => shard.ShardId === parent));

  const readShard = async (stream: StreamReader, shard: string, signal: AbortSignal): Promise<number> => {
    const iterator = iterators.get(shard) ?? (await stream.iterator(shard, checkpoints.get(shard)));
    // Only what has been handed over moves the iterator on: after an error it begins at the checkpoint.
    iterators.delete(shard);
    const { records, next } = await stream.read(iterator);
    const wanted = records.filter((record) => matchesAny(source.filters, record));
    const wait = (attempt: number): Promise<void> =>
      sleep(Math.min(LONGEST_WAIT_MS, 100 * 2 ** attempt), undefined, { signal });
    await Promise.all(
      lanesOf(wanted, source).map(async (batches) => {
        for (const batch of batches) {
          await sleep(source.chance() * LONGEST_LAG_MS, undefined, { signal });
          await deliver(batch, { ...source, wait });
        }
      }),
    );
    // All lanes are done with all that was read: what a stop interrupts comes again, whole.
    const last = records.at(-1);
    if (last) checkpoints.set(shard, last.dynamodb.SequenceNumber);
    if (next === undefined) {
      checkpoints.set(shard, CLOSED);
      listedAt = Number.NEGATIVE_INFINITY;
    } else iterators.set(shard, next);
    return records.length;
  };

  return lookingSource(
    source.functionName,
    async (signal) => {
      reader ??= await source.openReader();
      await list(reader);
      let read = 0;
      for (const { ShardId } of shards.filter(isReadable)) read += await readShard(reader, ShardId, signal);
      if (read === 0) await sleep(LOOK_EVERY_MS, undefined, { signal });
    },
    source.onError,
  );
}
