import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliCompressSync, brotliDecompress, constants } from 'node:zlib';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import type { Now } from '../clock.ts';
import { log } from '../log.ts';
import { environment } from '../resources.ts';
import { type Key, listingKey, listingPartKey } from '../table/keys.ts';
import type { Item } from '../table/transaction.ts';
import type { Procedure } from './procedure.ts';
import { type Listed, listed } from './search.ts';
import { CATALOGUE_KEPT_MS } from './store.ts';

/** Procedures of one pack: it is unpacked and read in some two milliseconds, and other work may come between two packs. */
const PACK = 500;

/** Bytes of packs in one item: DynamoDB takes 400 KB (developer guide, quotas), names and numbers included. */
const ITEM_BYTES = 380_000;

/** A fifth larger than the densest, in a hundredth of its time. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const hashOf = (packs: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const pack of packs) hash.update(pack);
  return hash.digest('hex');
};

/** Packs in their order, as many to a group as one item takes; the first group may be empty. */
function grouped(packs: readonly Uint8Array[]): [Uint8Array[], ...Uint8Array[][]] {
  let group: Uint8Array[] = [];
  let bytes = 0;
  const groups: [Uint8Array[], ...Uint8Array[][]] = [group];
  for (const pack of packs) {
    if (bytes + pack.length > ITEM_BYTES) {
      group = [];
      bytes = 0;
      groups.push(group);
    }
    group.push(pack);
    bytes += pack.length;
  }
  return groups;
}

/**
 * All procedures in the order of their codes, folded and packed as the table lists them: the item that readers look for, which
 * is to be written last, and its further parts.
 */
export function listingItems(procedures: readonly Procedure[]): [Key & Item, ...(Key & Item)[]] {
  const rows = procedures.toSorted((one, other) => (one.code < other.code ? -1 : 1)).map(listed);
  const packs = Array.from({ length: Math.ceil(rows.length / PACK) }, (_, pack) => {
    const packed = brotliCompressSync(JSON.stringify(rows.slice(pack * PACK, (pack + 1) * PACK)), QUALITY);
    return new Uint8Array(packed);
  });
  const version = hashOf(packs);
  const [first, ...others] = grouped(packs);
  const stored = { v: 1, version, parts: 1 + others.length };
  return [
    { ...listingKey(), ...stored, packs: first },
    ...others.map((group, place) => ({ ...listingPartKey(version, place + 1), ...stored, packs: group })),
  ];
}

const Versioned = z.object({ version: z.string() });
const ListingItem = z.object({
  ...Versioned.shape,
  v: z.literal(1),
  /** Items that hold it, this one included. */
  parts: z.int().min(1),
  packs: z.array(z.instanceof(Uint8Array)),
});

/** The procedures in the order of their codes, and by which version of the listing. */
type Listing = { readonly version: string; readonly procedures: readonly Listed[] };

/** Consistently, so that whoever finds the first item finds the others. */
async function loadItem(key: Key): Promise<Item | undefined> {
  const { Item: item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: key, ConsistentRead: true }),
  );
  return item;
}

const unpack = promisify(brotliDecompress);

/** @throws Error when a part is not there, or is not what the import wrote */
async function loadListing(): Promise<Listing> {
  const item = await loadItem(listingKey());
  if (!item) return { version: '', procedures: [] };
  const first = ListingItem.parse(item);
  const others = await Promise.all(
    Array.from({ length: first.parts - 1 }, (_, part) => loadItem(listingPartKey(first.version, part + 1))),
  );
  const packs = [first, ...others.map((other) => ListingItem.parse(other))].flatMap((part) => part.packs);
  if (hashOf(packs) !== first.version) throw new Error(`listing ${first.version} is not what was written`);
  const procedures: Listed[] = [];
  // By the hash these are the very rows that `listingItems` packed, so they are not parsed one by one.
  for (const pack of packs)
    procedures.push(...(JSON.parse((await unpack(pack)).toString()) as readonly Listed[]));
  return { version: first.version, procedures };
}

/** Which listing the table holds now: read without its packs. */
async function loadVersion(): Promise<string> {
  const { Item: item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: listingKey(),
      ProjectionExpression: '#version',
      ExpressionAttributeNames: { '#version': 'version' },
    }),
  );
  return item ? Versioned.parse(item).version : '';
}

let kept: { readonly listing: Listing; readonly until: number } | undefined;
let reloading: Promise<void> | undefined;

/** Where it fails, the listing that is kept serves for another minute. */
async function reload(listing: Listing, until: number): Promise<void> {
  try {
    const newest = (await loadVersion()) === listing.version ? listing : await loadListing();
    kept = { listing: newest, until };
  } catch (error) {
    log.error('LISTING_NOT_RELOADED', error);
    kept = { listing, until };
  } finally {
    reloading = undefined;
  }
}

/**
 * A request waits so long for a newer listing and no longer, and is answered from the one that is kept: a reload goes on
 * beside the requests that follow, for Lambda lets nothing run between them.
 */
const PATIENCE_MS = 25;

/**
 * All procedures in the order of their codes, for searches. They are kept in memory, and once a minute the table is asked for
 * a newer version.
 */
export async function recallListing(now: Now): Promise<readonly Listed[]> {
  const time = now().getTime();
  const until = time + CATALOGUE_KEPT_MS;
  kept ??= { listing: await loadListing(), until };
  if (kept.until <= time) {
    reloading ??= reload(kept.listing, until);
    await Promise.race([reloading, sleep(PATIENCE_MS, undefined, { ref: false })]);
  }
  return kept.listing.procedures;
}

/** The codes of the procedures that hold sensitive data, likewise at most a minute old. Until it is known, all are. */
export async function recallSensitive(now: Now): Promise<ReadonlySet<string>> {
  const listing = await recallListing(now);
  return new Set(listing.flatMap(({ summary, sensitive = true }) => (sensitive ? [summary.code] : [])));
}
