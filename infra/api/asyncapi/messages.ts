import { events } from '../../../shared/dossier/events.ts';
import { attributesOf, nameOfType } from '../../../shared/event/envelope.ts';
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

/** Each event by its short name, as it travels, with examples. @throws Error when one has no example */
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
        examples: samples.map(({ event, what }) => {
          const { name: _, ...payload } = event;
          return { ...(what && { summary: what }), headers: attributesOf(event), payload };
        }),
      };
      return [name, message];
    }),
  );
