import * as z from 'zod';
import { toInstant, withVietnamOffset } from '../clock.ts';
import { EVENT_SOURCE, envelope, eventType } from '../event/envelope.ts';

/** The type of the event by which a department tries its reading: it is about no dossier, and asks for nothing. */
export const TEST_TYPE = eventType('subscription.tested');

/** That event as it travels. */
export const TestEvent = z.object({
  ...envelope,
  type: z.literal(TEST_TYPE),
  subject: z.uuid().meta({ description: 'Of the test alone: there is no such dossier.' }),
  sequence: z.literal(1),
  data: z.object({
    agency: z.string().meta({ description: 'The agency that tries its reading, as `H25.03`.' }),
    occurredAt: z.iso.datetime({ offset: true }),
  }),
});
export type TestEvent = z.infer<typeof TestEvent>;

/** A test event of an agency. */
export const testEvent = (said: {
  readonly id: string;
  readonly subject: string;
  readonly agency: string;
  readonly at: Date;
  readonly correlationId: string;
}): TestEvent => {
  const { id, subject, agency, at, correlationId } = said;
  const time = toInstant(at);
  return {
    specversion: '1.0',
    id,
    source: EVENT_SOURCE,
    type: TEST_TYPE,
    subject,
    time,
    datacontenttype: 'application/json',
    sequence: 1,
    correlationid: correlationId,
    data: { agency, occurredAt: withVietnamOffset(time) },
  };
};
