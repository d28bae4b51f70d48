import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { KeptCall } from './calls.ts';

/** What one life left behind: the items as the table holds them, and what its people know of it. */
export const Fixture = z.object({
  dossierId: z.uuid(),
  agency: z.string(),
  /** Who sees it as its owner: cô Hoa, or the desk that takes it in for her. */
  filer: z.record(z.string(), z.string()),
  status: z.string(),
  receipt: z.object({ code: z.string(), trackingSecret: z.string() }).optional(),
  /** The last call, whose answer its client may still be waiting for. */
  lastCall: KeptCall,
  items: z.array(z.record(z.string(), z.unknown())),
});
export type Fixture = z.infer<typeof Fixture>;

/** JSON has no bytes: they stand as base64 under this name. */
const BYTES = 'base64';

/** A value of the table as JSON; its attributes in the order of their names, since DynamoDB keeps none. */
function toJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { [BYTES]: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, toJson(inner)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

export const textOf = (fixture: Fixture): string =>
  JSON.stringify({ ...fixture, items: toJson(fixture.items) });

const fromJson = (text: string): Fixture =>
  Fixture.parse(
    JSON.parse(text, (_, value) =>
      typeof value?.[BYTES] === 'string' ? Buffer.from(value[BYTES], 'base64') : value,
    ),
  );

const folder = import.meta.dirname;

/** The versions of what is stored, oldest first: a folder each. */
export const versions: readonly number[] = readdirSync(folder)
  .flatMap((name) => /^v(\d+)$/.exec(name)?.[1] ?? [])
  .map(Number)
  .sort((one, other) => one - other);

export const folderOf = (version: number): string => path.join(folder, `v${version}`);

/** The fixtures of a version, by the names of their lives. */
export const fixturesOf = (version: number): ReadonlyMap<string, Fixture> =>
  new Map(
    readdirSync(folderOf(version)).map((file) => [
      path.basename(file, '.json'),
      fromJson(readFileSync(path.join(folderOf(version), file), 'utf8')),
    ]),
  );
