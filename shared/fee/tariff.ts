import * as z from 'zod';
import type { LocalDate } from '../clock.ts';
import { lazily } from '../lazily.ts';
import { Text } from '../text.ts';
import data from './tariffs.json' with { type: 'json' };

const Id = z.string().regex(/^[a-z][a-z-]{1,40}$/);

/** In đồng, which has no smaller unit. */
const Amount = z.int().min(0);

/** A charge of a tariff: `PHI` pays for a service, `LE_PHI` is fixed by the state (Luật Phí và lệ phí 97/2015/QH13). */
const Line = z.object({
  id: Id,
  kind: z.enum(['PHI', 'LE_PHI']),
  name: Text,
  amountVnd: Amount,
  /** What it is where the dossier was filed online. */
  onlineVnd: Amount.optional(),
  /** Counted by the piece, for each beyond so many; without it, once for every dossier. */
  eachBeyond: z.int().min(0).optional(),
});

/** Who pays less, or nothing (Luật Phí và lệ phí Điều 10), and by which paper it is shown. */
const Relief = z.object({
  id: Id,
  name: Text,
  proof: Text,
  /** What lines are then, by their ids; the others stay. */
  amounts: z.record(Id, Amount),
});

/** What the law charges for a procedure from a day on, until another tariff follows. */
export const Tariff = z.object({
  version: z.string().regex(/^[\w.-]{1,60}$/),
  /** Local day. */
  since: z.iso.date(),
  source: z.string().min(1),
  /** `unverified`: nobody has read the text for it yet. */
  certainty: z.enum(['seen', 'unverified']),
  lines: z.array(Line).min(1),
  /** The question of the procedure's form that says of how many pieces. */
  countedBy: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .optional(),
  reliefs: z.array(Relief),
});
export type Tariff = z.infer<typeof Tariff>;

/** A tariff as the data file states it: without reliefs where nobody pays less. */
const Stated = Tariff.extend({ reliefs: Tariff.shape.reliefs.default([]) });

const ofThisVersion = lazily(() => z.record(z.string(), z.array(Stated)).parse(data));

/** The tariffs of a procedure that come with this version of the system, for a catalogue that does not state them. */
export const tariffsStatedFor = (procedureCode: string): Tariff[] => ofThisVersion()[procedureCode] ?? [];

/** Whatever is charged by tariffs, oldest first. */
type Charged = { readonly tariffs: readonly Tariff[] };

/** The tariff in force on a local day; undefined where none is entered: then an officer names the sum. */
export const tariffOn = (procedure: Charged | undefined, day: LocalDate): Tariff | undefined =>
  procedure?.tariffs.findLast(({ since }) => since <= day);

/** A line of fees by its id, as the newest tariff that has it calls it. */
export const feeLineOf = (procedure: Charged | undefined, id: string): Tariff['lines'][number] | undefined =>
  procedure?.tariffs
    .toReversed()
    .flatMap(({ lines }) => lines)
    .find((line) => line.id === id);
