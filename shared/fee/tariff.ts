import * as z from 'zod';
import { LocalDate } from '../clock.ts';
import { lazily } from '../lazily.ts';
import { ProcedureCode } from '../procedure/procedure.ts';
import { Text } from '../text.ts';
import data from './tariffs.json' with { type: 'json' };

const Id = z.string().regex(/^[a-z][a-z-]{1,40}$/);

/** In đồng, which has no smaller unit. */
const Amount = z.int().min(0);

/** A charge of a tariff: `PHI` pays for a service, `LE_PHI` is fixed by the state (Luật Phí và lệ phí 97/2015/QH13). */
const Line = z.strictObject({
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
const Relief = z.strictObject({
  id: Id,
  name: Text,
  proof: Text,
  /** What lines are then, by their ids; the others stay. */
  amounts: z.record(Id, Amount),
});

/** What the law charges for a procedure from a day on, until another tariff follows. */
const Tariff = z
  .strictObject({
    version: z.string().regex(/^[\w.-]{1,60}$/),
    since: LocalDate,
    source: z.string().min(1),
    /** `unverified`: nobody has read the text for it yet. */
    certainty: z.enum(['seen', 'unverified']),
    lines: z.array(Line).min(1),
    /** The question of the procedure's form that says of how many pieces. */
    countedBy: z
      .string()
      .regex(/^[a-z][A-Za-z0-9]*$/)
      .optional(),
    reliefs: z.array(Relief).default([]),
  })
  .refine(
    ({ lines, reliefs }) =>
      reliefs.every(({ amounts }) =>
        Object.keys(amounts).every((id) => lines.some((line) => line.id === id)),
      ),
    'a relief names a line that is there',
  );
export type Tariff = z.infer<typeof Tariff>;

/** Tariffs by procedure, each in the order of their days. */
const Tariffs = z.record(ProcedureCode, z.array(Tariff).min(1));

const tariffs = lazily(() => Tariffs.parse(data));

/** All tariffs of a procedure, oldest first. */
export const tariffsOf = (procedureCode: string): readonly Tariff[] => tariffs()[procedureCode] ?? [];

/** The tariff of a procedure on a local day; undefined where none is entered: then an officer names the sum. */
export const tariffOn = (procedureCode: string, day: LocalDate): Tariff | undefined =>
  tariffsOf(procedureCode).findLast(({ since }) => since <= day);

/** A line of fees of a procedure by its id, as the newest tariff that has it calls it. */
export const feeLineOf = (procedureCode: string, id: string): Tariff['lines'][number] | undefined =>
  tariffsOf(procedureCode)
    .toReversed()
    .flatMap(({ lines }) => lines)
    .find((line) => line.id === id);
