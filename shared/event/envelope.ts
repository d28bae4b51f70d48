import * as z from 'zod';

/** The province as a source of events (CloudEvents 1.0 `source`). */
export const EVENT_SOURCE = 'urn:motcua:H25';

/** The CloudEvents `type` of an event; the major version is part of it. */
export const eventType = (name: string): string => `vn.gov.hanam.motcua.${name}.v1`;

/** The short name of a type of ours: what subscriptions filter by. */
export const nameOfType = (type: string): string => type.slice('vn.gov.hanam.motcua.'.length, -'.v1'.length);

export const envelope = {
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.literal(EVENT_SOURCE),
  /** The dossier. */
  subject: z.uuid(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  /** Place in the history of its dossier: 1, 2, 3 … without a gap. */
  sequence: z.int().min(1),
  /** Of the request that caused it; every log line down to the last consumer carries it. */
  correlationid: z.string(),
};

/** An event as it travels (CloudEvents 1.0, structured JSON), with its short name for switching on. */
export type CloudEventOf<Name extends string, Data> = z.output<z.ZodObject<typeof envelope>> & {
  readonly name: Name;
  readonly type: string;
  readonly data: Data;
};

/** The events that leave the system, each by its short name. */
export const catalogueOf = <Schemas extends Record<string, z.ZodObject>>(schemas: Schemas) => {
  type Event = { [N in keyof Schemas & string]: CloudEventOf<N, z.output<Schemas[N]>> }[keyof Schemas &
    string];
  const names = Object.keys(schemas);
  const nameByType = new Map(names.map((name) => [eventType(name), name]));
  return {
    names,
    /**
     * Reads an event. Its short `name` is added; it is not part of the wire form.
     * @throws ZodError when the envelope or the data does not fit the catalogue
     */
    parse(value: unknown): Event {
      const { type } = z.object({ type: z.string() }).parse(value);
      const name = nameByType.get(type);
      const data = name === undefined ? undefined : schemas[name];
      if (name === undefined || !data) throw new Error(`unknown event type ${type}`);
      return { name, ...z.object({ ...envelope, type: z.string(), data }).parse(value) } as Event;
    },
  };
};

/** The wire form of an event. */
export const toWire = ({ name: _, ...wire }: CloudEventOf<string, unknown>): string => JSON.stringify(wire);
