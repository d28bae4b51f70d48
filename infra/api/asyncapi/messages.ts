import { events } from '../../../shared/dossier/events.ts';
import { attributesOf, nameOfType } from '../../../shared/event/envelope.ts';
import { TEST_TYPE, TestEvent, testEvent } from '../../../shared/feed/test-event.ts';
import { eventLines } from '../../../shared/tracking/words.ts';
import { sampleEvents } from '../../events/sample-events.ts';
import type { JsonSchema, SchemaBook } from '../openapi/schemas.ts';

const headersOf = (name: string): JsonSchema => ({
  type: 'object',
  required: ['type', 'agency', 'procedure', 'delivery'],
  properties: {
    type: { const: name, description: 'Short name of the type.' },
    agency: { type: 'string', description: 'The deciding agency, by which a queue is filtered.' },
    procedure: { type: 'string', description: 'Code of the procedure.' },
    field: { type: 'string', description: 'Its field of law, where it was noted.' },
    delivery: { type: 'string', description: 'How the result is to be returned.' },
  },
});

/** An event as it travels, with what it is filtered by beside it. */
type Example = {
  readonly summary?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Parameters<typeof attributesOf>[0];
};

/** Each event of a dossier by its short name, as it travels, with examples. @throws Error when one has no example */
export const messagesOf = (book: SchemaBook) =>
  Object.fromEntries(
    [...events.schemas()].map(([type, schema]) => {
      const name = nameOfType(type);
      const samples = sampleEvents.filter(({ event }) => event.type === type);
      const [first] = samples;
      if (!first) throw new Error(`${name} has no example`);
      const { status, occurredAt } = first.event.data;
      const { vi, en } = eventLines[first.event.name].text({ status, occurredAt });
      const message = {
        name: type,
        title: name,
        summary: vi,
        description: `${vi}. *${en}.* So its applicant reads it.`,
        tags: [{ name: name.split('.')[0] }],
        correlationId: { location: '$message.payload#/correlationid' },
        headers: headersOf(name),
        // As it is read: what older events lack, which may be sent again, has a default or may be missing.
        payload: book.write(schema, 'input'),
        examples: samples.map(({ event, what }): Example => {
          const { name: _, ...payload } = event;
          return { ...(what && { summary: what }), headers: attributesOf(event), payload };
        }),
      };
      return [name, message];
    }),
  );

/** By what a department tries its reading: the one event that is of no dossier, and comes into its queue past the topic. */
export function testMessageOf(book: SchemaBook) {
  const name = nameOfType(TEST_TYPE);
  const payload = testEvent({
    id: '0d9e4a51-7b1c-4f0e-9a55-3c2f1e8d7b60',
    subject: '7c1b8f0a-52d3-4a76-8e19-6f4d2b9c0a13',
    agency: 'H25.03',
    at: new Date('2021-10-12T02:20:00.000Z'),
    correlationId: 'b0b5c1a2-0000-4000-8000-000000000001',
  });
  const example: Example = { headers: attributesOf(payload), payload };
  const message = {
    name: TEST_TYPE,
    title: name,
    summary: 'Sự kiện thử',
    description: 'Sự kiện thử. *A department sent it to itself: let it pass.*',
    tags: [{ name: name.split('.')[0] }],
    correlationId: { location: '$message.payload#/correlationid' },
    headers: {
      type: 'object',
      required: ['type', 'agency'],
      properties: {
        type: { const: name, description: 'Short name of the type.' },
        agency: { type: 'string', description: 'The agency that tries its reading.' },
      },
    },
    payload: book.write(TestEvent, 'input'),
    examples: [example],
  };
  return { [name]: message };
}
