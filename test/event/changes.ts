import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';

/** A JSON Schema as far as it is compared part by part; all else it says stands beside, and is compared as a whole. */
export const Schema = z.looseObject({
  get properties() {
    return z.record(z.string(), Schema).default({});
  },
  required: z.array(z.string()).default([]),
  enum: z.array(z.unknown()).optional(),
  get items() {
    return Schema.optional();
  },
});
export type Schema = z.infer<typeof Schema>;

/** Published events: the schema of each by its type. */
export type Published = ReadonlyMap<string, Schema>;

/** One thing that became another, and whether it may within a version of a type. */
export type Change = { readonly what: string; readonly breaks: boolean };

const harmless = (what: string): Change => ({ what, breaks: false });
const breaking = (what: string): Change => ({ what, breaks: true });

/** What a schema says to people only. */
const words = ['$comment', 'description', 'examples', 'title'];

/** Whatever else a schema says: its type, limits, format, alternatives, what stands for a missing value. */
const otherwise = ({ properties: _, required: __, enum: ___, items: ____, ...rest }: Schema) =>
  Object.fromEntries(Object.entries(rest).filter(([keyword]) => !words.includes(keyword)));

/** New values may come, as a reader must expect; one that no longer does would be waited for in vain. */
function changedValues(place: string, before: Schema, after: Schema): readonly Change[] {
  if (before.enum === undefined && after.enum === undefined) return [];
  if (before.enum === undefined) return [breaking(`${place} has a list of values`)];
  if (after.enum === undefined) return [breaking(`${place} has no list of values`)];
  const { enum: old } = before;
  const { enum: now } = after;
  return [
    ...old.filter((value) => !now.includes(value)).map((value) => breaking(`${place} is never ${value}`)),
    ...now.filter((value) => !old.includes(value)).map((value) => harmless(`${place} may be ${value}`)),
  ];
}

/**
 * A field is added if it may be missing, for events that were sent before lack it, and may be sent again. What was there stays,
 * and stays as surely there.
 */
function changedFields(place: string, before: Schema, after: Schema): readonly Change[] {
  const names = Object.keys({ ...before.properties, ...after.properties });
  return names.flatMap((name): readonly Change[] => {
    const [old, now] = [before.properties[name], after.properties[name]];
    const [field, wasSure, isSure] = [
      `${place}.${name}`,
      before.required.includes(name),
      after.required.includes(name),
    ];
    if (now === undefined) return [breaking(`${field} is gone`)];
    if (old === undefined)
      return [isSure ? breaking(`${field} is new and required`) : harmless(`${field} is new`)];
    return [
      ...(wasSure && !isSure ? [breaking(`${field} may be missing`)] : []),
      ...(isSure && !wasSure ? [breaking(`${field} is required, which older events lack`)] : []),
      ...changedSchema(field, old, now),
    ];
  });
}

function changedSchema(place: string, before: Schema, after: Schema): readonly Change[] {
  const [old, now] = [otherwise(before), otherwise(after)];
  const keywords = Object.keys({ ...old, ...now });
  return [
    ...keywords
      .filter((keyword) => !isDeepStrictEqual(old[keyword], now[keyword]))
      .map((keyword) =>
        breaking(
          `${place}: ${keyword} was ${JSON.stringify(old[keyword])}, is ${JSON.stringify(now[keyword])}`,
        ),
      ),
    ...changedValues(place, before, after),
    ...changedFields(place, before, after),
    ...(before.items && after.items ? changedSchema(`${place}[]`, before.items, after.items) : []),
    ...(!before.items === !after.items ? [] : [breaking(`${place}: what its list holds is said otherwise`)]),
  ];
}

/**
 * What became of published events. What breaks who reads an event, and what would make events untrue that were sent before
 * and may be sent again, needs a new version of its type.
 */
export const changesOf = (published: Published, now: Published): readonly Change[] => [
  ...[...now.keys()].filter((type) => !published.has(type)).map((type) => harmless(`${type} is published`)),
  ...[...published].flatMap(([type, before]) => {
    const after = now.get(type);
    return after ? changedSchema(type, before, after) : [breaking(`${type} is gone`)];
  }),
];
