import { Parser } from '@asyncapi/parser';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { asyncApi } from '../../infra/api/asyncapi.ts';
import { sampleEvents } from '../../infra/events/sample-events.ts';
import { type CloudEvent, events } from '../../shared/dossier/events.ts';
import { nameOfType, toWire } from '../../shared/event/envelope.ts';
import { readLog } from '../../shared/event/outbox.ts';
import { messageAttributesOf } from '../../shared/event/publish.ts';
import { fixturesOf, versions } from '../stored/fixtures.ts';

const description = asyncApi({ title: 'Một cửa' });
const { messages, schemas } = description.components;

/** What speaks against an event, by the schema that is published of its type. */
const faultsOf = (() => {
  const ajv = addFormats
    .default(new Ajv({ strict: false, allErrors: true }))
    .addSchema({ components: { schemas } }, 'asyncapi');
  const validators = new Map(
    Object.values(messages).map(({ name, payload }) => {
      const referring = JSON.stringify(payload).replaceAll('"#/components', '"asyncapi#/components');
      return [name, ajv.compile(JSON.parse(referring))];
    }),
  );
  return (event: { readonly type: string }): string | undefined => {
    const { type } = event;
    const validate = validators.get(type);
    if (!validate) return `${type} is not published`;
    return validate(event) ? undefined : `${type}: ${ajv.errorsText(validate.errors)}`;
  };
})();

const wire = (event: CloudEvent) => JSON.parse(toWire(event));
const received = sampleEvents.flatMap(({ event }) =>
  event.name === 'dossier.received' ? [wire(event)] : [],
);

describe('the AsyncAPI description', () => {
  it('is valid: the official parser has nothing against it', { timeout: 60_000 }, async () => {
    const { document, diagnostics } = await new Parser().parse(JSON.stringify(description));
    expect(document?.version()).toBe('3.0.0');
    // That there is a newer version of AsyncAPI is no fault.
    expect(diagnostics.filter(({ code }) => code !== 'asyncapi-latest-version')).toEqual([]);
    expect(document?.allMessages().all()).toHaveLength(events.names.length + 1);
  });

  it('is of each event, with its version, its words in two languages and an example', () => {
    expect(Object.keys(messages)).toEqual([...events.names, 'subscription.tested']);
    expect(messages['dossier.done']).toMatchObject({
      name: 'vn.gov.hanam.motcua.dossier.done.v1',
      summary: 'Đã có kết quả',
      description: 'Đã có kết quả. *The result is ready.* So its applicant reads it.',
      payload: { properties: { data: { properties: { nationalStatus: { minimum: 1, maximum: 10 } } } } },
      examples: [{ summary: 'at the desk' }, { summary: 'by post' }, { summary: 'online' }],
    });
    for (const [name, { examples }] of Object.entries(messages)) expect(examples, name).not.toEqual([]);
  });

  it('shows of each example the attributes that the topic is given to filter by', () => {
    const shown = Object.values(messages).flatMap(({ examples }) => examples);
    expect(shown).toHaveLength(sampleEvents.length + 1);
    for (const { headers, payload } of shown) {
      const given = Object.entries(messageAttributesOf(payload)).map(([name, { StringValue }]) => [
        name,
        StringValue,
      ]);
      expect(headers).toEqual(Object.fromEntries(given));
    }
  });

  it('fits every example', () => {
    expect(sampleEvents.flatMap(({ event }) => faultsOf(wire(event)) ?? [])).toEqual([]);
  });

  it('fits every event of the log that any version has written, for it may be sent again', () => {
    const logged = versions.flatMap((version) =>
      [...fixturesOf(version).values()].flatMap(({ items }) =>
        readLog(items.filter(({ SK }) => String(SK).startsWith('EVENT#'))),
      ),
    );
    expect(new Set(logged.map(({ type }) => nameOfType(type))).size).toBeGreaterThan(35);
    expect(logged.flatMap((event) => faultsOf(event) ?? [])).toEqual([]);
  });

  it('refuses an event that lacks what is told, or tells something else', () => {
    const [event] = received;
    expect(faultsOf({ ...event, data: { ...event.data, dossierCode: undefined } })).toMatch(/dossierCode/);
    expect(faultsOf({ ...event, data: { ...event.data, delivery: 'courier' } })).toMatch(/delivery/);
    expect(faultsOf({ ...event, sequence: 0 })).toMatch(/sequence/);
  });

  it('lets pass what is told besides', () => {
    const [event] = received;
    expect(faultsOf({ ...event, traceparent: '00-0af7', data: { ...event.data, weather: 'fine' } })).toBe(
      undefined,
    );
  });
});
