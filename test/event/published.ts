import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { asyncApi } from '../../infra/api/asyncapi.ts';
import { type Published, Schema } from './changes.ts';

/** What is on record as published: an event in each line. */
export const recordFile = path.join(import.meta.dirname, 'published.jsonl');

const Line = z.object({ type: z.string(), schema: Schema });

/** The events as they were last recorded. */
export const recordedEvents = (): Published =>
  new Map(
    readFileSync(recordFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const { type, schema } = Line.parse(JSON.parse(line));
        return [type, schema];
      }),
  );

/** The events as they are described now, each schema whole. */
export function eventsNow(): Published {
  const { messages, schemas } = asyncApi({ title: '' }).components;
  const whole = (schema: unknown): unknown =>
    JSON.parse(JSON.stringify(schema), (_, value) =>
      typeof value?.$ref === 'string' ? whole(schemas[value.$ref.split('/').at(-1)]) : value,
    );
  return new Map(Object.values(messages).map(({ name, payload }) => [name, Schema.parse(whole(payload))]));
}

/** The record as it is written: without what is said to people only. */
export const recordOf = (events: Published): string =>
  [...events]
    .map(([type, schema]) => {
      const bare = JSON.stringify({ type, schema }, (key, value) =>
        key === 'description' ? undefined : value,
      );
      return `${bare}\n`;
    })
    .join('');
