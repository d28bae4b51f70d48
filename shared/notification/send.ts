import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { ses } from '../aws.ts';
import type { CloudEvent } from '../dossier/events.ts';
import { lineToPartner, sendSigned } from '../partner-call.ts';
import { environment } from '../resources.ts';
import type { PhoneChannel } from './announcement.ts';
import type { Email } from './email.ts';
import { messageReferenceOf } from './message-report.ts';
import type { Push } from './push.ts';
import type { Sms } from './sms.ts';

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/** An event that is told. */
type Told = Pick<CloudEvent, 'id' | 'subject' | 'sequence'>;

/** By what SES's reports of an e-mail about an event find its record. @param copy id of the further address that it goes to */
export const tagsOf = ({ id, subject, sequence }: Told, copy?: string): Readonly<Record<string, string>> => ({
  event: id,
  dossier: subject,
  sequence: String(sequence),
  ...(copy && { copy }),
});

/**
 * Sends an e-mail as the province's sender.
 * @param tags what SES's reports of it say; without them it is of no record
 * @returns the id that SES gives it
 */
export async function sendEmail(
  to: string,
  { subject, text, html }: Email,
  tags?: Readonly<Record<string, string>>,
): Promise<string> {
  const { MessageId } = await ses.send(
    new SendEmailCommand({
      FromEmailAddress: environment('EMAIL_SENDER'),
      ConfigurationSetName: environment('EMAIL_CONFIGURATION_SET'),
      // What SES reports of this e-mail carries them; unlike headers of ours they need no right to send raw messages.
      ...(tags && { EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })) }),
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: utf8(subject),
          Body: { Text: utf8(text), Html: utf8(html) },
        },
      },
    }),
  );
  return MessageId ?? '';
}

const Accepted = z.object({ messageId: z.string().min(1).max(100) });

/** The provider does not take this number, or nobody has its app there: no retry mends that. */
export class NumberRefused extends Error {
  constructor(channel: PhoneChannel) {
    super(`The provider of ${channel} does not take this number`);
    this.name = 'NumberRefused';
  }
}

/** What goes to a telephone, as the provider of each channel takes it. */
export type PhoneMessage =
  | { readonly channel: 'sms'; readonly content: Omit<Sms, 'parts'> }
  | { readonly channel: 'push'; readonly content: Push };

/** An SMS as its provider takes it, which counts the parts itself. */
export const smsMessage = ({ text, encoding }: Sms): PhoneMessage => ({
  channel: 'sms',
  content: { text, encoding },
});

/**
 * Sends a message about an event to a telephone. The event is the provider's key of it: asking again sends nothing again, nor does asking
 * in other words, as of a later edition or without the event that was told with it, of which somebody was told before.
 * @returns the id that the provider gives it; none where it has the message in other words
 * @throws NumberRefused
 * @throws Error when the provider does not answer, or not as agreed: to be tried again
 */
export async function sendToPhone(
  to: string,
  { channel, content }: PhoneMessage,
  told: Told,
  now: Date,
): Promise<string | undefined> {
  const reference = messageReferenceOf(told);
  const line = await lineToPartner(channel, now);
  const response = await sendSigned('/v1/messages', reference, { reference, to, ...content }, line);
  if (response.status === 422) throw new NumberRefused(channel);
  if (response.status === 409) return undefined;
  if (response.status !== 200 && response.status !== 201)
    throw new Error(`The provider of ${channel} answered ${response.status} to the message ${reference}`);
  return Accepted.parse(await response.json()).messageId;
}
