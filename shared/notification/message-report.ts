import * as z from 'zod';
import { toInstant } from '../clock.ts';
import type { Fate } from './announcement.ts';

/** An event that is told, as one word for a provider: `<dossier>.<number>`. The dossier's id is unguessable, so it is too. */
export const messageReferenceOf = ({
  subject,
  sequence,
}: {
  readonly subject: string;
  readonly sequence: number;
}) => `${subject}.${sequence}`;

/** The event of a reference, or undefined where it is none of ours. */
export function toldBy(
  reference: string,
): { readonly subject: string; readonly sequence: number } | undefined {
  const [, subject, sequence] = /^([0-9a-f-]{36})\.(\d{1,6})$/.exec(reference) ?? [];
  return subject && sequence ? { subject, sequence: Number(sequence) } : undefined;
}

/** What a provider reports of a message to a telephone that it took. */
export const MessageReport = z
  .object({
    /** The provider's id of this report: a repeat has the same. */
    eventId: z.string().regex(/^[\w.:-]{1,100}$/),
    /** Ours, as in the message. */
    reference: z.string().max(60),
    status: z.enum(['DELIVERED', 'FAILED']),
    occurredAt: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'MessageReport' });
export type MessageReport = z.infer<typeof MessageReport>;

/** What a report says of a message for good. */
export const fateOf = ({ status, occurredAt }: MessageReport): Fate => ({
  kind: status === 'DELIVERED' ? 'delivered' : 'bounced',
  at: toInstant(new Date(occurredAt)),
});
