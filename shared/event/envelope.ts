import * as z from 'zod';
import { lazily } from '../lazily.ts';

/** The province as a source of events (CloudEvents 1.0 `source`). */
export const EVENT_SOURCE = 'urn:motcua:H25';

const PREFIX = 'vn.gov.hanam.motcua.';

/**
 * The CloudEvents `type` of an event, with its version: 1, unless the short name says another. So `dossier.done.v2` would
 * travel beside `dossier.done`, for as long as somebody reads the first.
 */
export const eventType = (name: string): string => `${PREFIX}${name}${/\.v\d+$/.test(name) ? '' : '.v1'}`;

/** The type of an event that is kept by its short name; what was written before names are kept has the whole. */
export const typeOfKept = (kept: string): string => (kept.startsWith(PREFIX) ? kept : eventType(kept));

/** The short name of a type of ours: what subscriptions filter by. */
export const nameOfType = (type: string): string => type.slice(PREFIX.length).replace(/\.v1$/, '');

/** What an event is filtered by besides its type, as far as its data tells it. */
type Filtered = Readonly<
  Partial<Record<'agency' | 'procedureCode' | 'field' | 'delivery', string | undefined>>
>;

/** What subscriptions filter by: attributes that travel beside the body. */
export const attributesOf = ({
  type,
  data: { agency, procedureCode, field, delivery },
}: {
  readonly type: string;
  readonly data: Filtered;
}): Readonly<Record<string, string>> => ({
  type: nameOfType(type),
  ...(agency && { agency }),
  ...(procedureCode && { procedure: procedureCode }),
  ...(field && { field }),
  ...(delivery && { delivery }),
});

export const envelope = {
  specversion: z.literal('1.0'),
  id: z.string().min(1).meta({ description: 'The same however often the event comes.' }),
  source: z.literal(EVENT_SOURCE),
  subject: z.uuid().meta({ description: 'Id of the dossier.' }),
  time: z.iso.datetime().meta({ description: 'When it was recorded.' }),
  datacontenttype: z.literal('application/json'),
  sequence: z
    .int()
    .min(1)
    .meta({ description: 'Place in the history of its dossier: 1, 2, 3 … without a gap.' }),
  correlationid: z.string().meta({
    description: 'Of the request that caused it; every log line down to the last consumer carries it.',
  }),
};

const Typed = z.object({ type: z.string() });

/** An event as it travels (CloudEvents 1.0, structured JSON), with its short name for switching on. */
export type CloudEventOf<Name extends string, Data> = z.output<z.ZodObject<typeof envelope>> & {
  readonly name: Name;
  readonly type: string;
  readonly data: Data;
};

type Shapes = Readonly<Record<string, z.ZodRawShape>>;

/**
 * The events that leave the system, each by its short name.
 * @param common what the data of every event tells
 * @param told what the data of each tells besides
 */
export const catalogueOf = <Common extends z.ZodRawShape, Told extends Shapes>(
  common: Common,
  told: Told,
) => {
  type Event = {
    [Name in keyof Told & string]: CloudEventOf<Name, z.output<z.ZodObject<Common & Told[Name]>>>;
  }[keyof Told & string];
  const names = Object.keys(told);
  // Each is made when the first event of its kind comes, for most functions meet one kind at most.
  const kinds = new Map(
    names.map((name) => {
      const type = eventType(name);
      const schema = () =>
        z.object({ ...envelope, type: z.literal(type), data: z.object({ ...common, ...told[name] }) });
      return [type, { name, schema: lazily(schema) }];
    }),
  );
  return {
    names,
    /** What each event must be, by its type. */
    schemas: () => new Map([...kinds].map(([type, { schema }]) => [type, schema()])),
    /**
     * Reads an event. Its short `name` is added; it is not part of the wire form.
     * @throws ZodError when the envelope or the data does not fit the catalogue
     */
    parse(value: unknown): Event {
      const { type } = Typed.parse(value);
      const kind = kinds.get(type);
      if (!kind) throw new Error(`unknown event type ${type}`);
      return { name: kind.name, ...kind.schema().parse(value) } as Event;
    },
  };
};

/** The wire form of an event. */
export const toWire = ({ name: _, ...wire }: CloudEventOf<string, unknown>): string => JSON.stringify(wire);
