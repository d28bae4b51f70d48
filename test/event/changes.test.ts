import { describe, expect, it } from 'vitest';
import { changesOf, Schema } from './changes.ts';
import { eventsNow, recordedEvents } from './published.ts';

const before = {
  type: 'object',
  required: ['id', 'data'],
  properties: {
    id: { type: 'string' },
    data: {
      type: 'object',
      required: ['agency', 'items'],
      properties: {
        agency: { type: 'string', description: 'The deciding agency.' },
        reason: { type: 'string' },
        channel: { type: 'string', enum: ['desk', 'online'], default: 'online' },
        count: { type: 'integer', minimum: 1, maximum: 10 },
        items: {
          type: 'array',
          items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
        },
      },
    },
  },
};

/** The schema with its data changed so. */
const changed = (change: (data: typeof before.properties.data) => object) => ({
  ...before,
  properties: { ...before.properties, data: change(structuredClone(before.properties.data)) },
});
const withField = (name: string, schema: object | undefined) =>
  changed(({ properties, ...data }) => ({ ...data, properties: { ...properties, [name]: schema } }));

const events = (schema: object) =>
  new Map([['dossier.done.v1', Schema.parse(JSON.parse(JSON.stringify(schema)))]]);
const becomes = (schema: object) => changesOf(events(before), events(schema));

describe('a change of an event that breaks who reads it', () => {
  it.each([
    ['a field is gone', withField('reason', undefined), ['.data.reason is gone']],
    [
      'a field of a part is gone',
      withField('items', { type: 'array', items: { type: 'object' } }),
      ['.data.items[].name is gone'],
    ],
    [
      'a field has another type',
      withField('reason', { type: 'integer' }),
      ['.data.reason: type was "string", is "integer"'],
    ],
    [
      'a field may be null',
      withField('reason', { anyOf: [{ type: 'string' }, { type: 'null' }] }),
      [
        '.data.reason: type was "string", is undefined',
        '.data.reason: anyOf was undefined, is [{"type":"string"},{"type":"null"}]',
      ],
    ],
    [
      'a value never comes again',
      withField('channel', { type: 'string', enum: ['online'], default: 'online' }),
      ['.data.channel is never desk'],
    ],
    [
      'any value may come',
      withField('channel', { type: 'string', default: 'online' }),
      ['.data.channel has no list of values'],
    ],
    [
      'only some values come',
      withField('agency', { type: 'string', enum: ['H25.03'] }),
      ['.data.agency has a list of values'],
    ],
    [
      'a missing value stands for another',
      withField('channel', { type: 'string', enum: ['desk', 'online'], default: 'desk' }),
      ['.data.channel: default was "online", is "desk"'],
    ],
    [
      'a limit moves',
      withField('count', { type: 'integer', minimum: 1, maximum: 11 }),
      ['.data.count: maximum was 10, is 11'],
    ],
    [
      'a format is promised',
      withField('reason', { type: 'string', format: 'date' }),
      ['.data.reason: format was undefined, is "date"'],
    ],
    [
      'what was sure may be missing',
      changed((data) => ({ ...data, required: ['items'] })),
      ['.data.agency may be missing'],
    ],
    [
      'what older events lack is promised',
      changed((data) => ({ ...data, required: [...data.required, 'reason'] })),
      ['.data.reason is required, which older events lack'],
    ],
    [
      'a new field is promised, which they lack too',
      changed(({ properties, required, ...data }) => ({
        ...data,
        required: [...required, 'place'],
        properties: { ...properties, place: { type: 'string' } },
      })),
      ['.data.place is new and required'],
    ],
    [
      'a list holds anything',
      withField('items', { type: 'array' }),
      ['.data.items: what its list holds is said otherwise'],
    ],
  ])('is found: %s', (_, schema, whats) => {
    expect(becomes(schema)).toEqual(whats.map((what) => ({ what: `dossier.done.v1${what}`, breaks: true })));
  });

  it('is found: the event is gone', () => {
    expect(changesOf(events(before), new Map())).toEqual([{ what: 'dossier.done.v1 is gone', breaks: true }]);
  });
});

describe('a change of an event that breaks nobody', () => {
  it.each([
    ['a field that may be missing', withField('place', { type: 'string' }), ['.data.place is new']],
    [
      'one in a part',
      withField('items', {
        type: 'array',
        items: {
          type: 'object',
          required: ['name'],
          properties: { name: { type: 'string' }, note: { type: 'string' } },
        },
      }),
      ['.data.items[].note is new'],
    ],
    [
      'a further value',
      withField('channel', { type: 'string', enum: ['desk', 'online', 'post'], default: 'online' }),
      ['.data.channel may be post'],
    ],
    ['other words', withField('agency', { type: 'string', title: 'Agency', description: 'It decides.' }), []],
    [
      'another order',
      changed(({ properties, ...data }) => ({
        ...data,
        required: data.required.toReversed(),
        properties: Object.fromEntries(Object.entries(properties).toReversed()),
      })),
      [],
    ],
  ])('is let through: %s', (_, schema, whats) => {
    expect(becomes(schema)).toEqual(whats.map((what) => ({ what: `dossier.done.v1${what}`, breaks: false })));
  });

  it('is let through: another version beside the first', () => {
    const both = new Map([...events(before), ['dossier.done.v2', Schema.parse({ type: 'object' })] as const]);
    expect(changesOf(events(before), both)).toEqual([
      { what: 'dossier.done.v2 is published', breaks: false },
    ]);
  });
});

describe('the events as they are described', () => {
  const changes = changesOf(recordedEvents(), eventsNow());

  it('break nobody who reads those that are published: what would is a new version of its type', () => {
    expect(recordedEvents().size).toBeGreaterThan(40);
    expect(changes.filter(({ breaks }) => breaks)).toEqual([]);
  });

  it('are on record, and their changes in the changelog: `npm run events` writes both', () => {
    expect(changes).toEqual([]);
  });
});
