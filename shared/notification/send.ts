import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { ses } from '../aws.ts';
import type { CloudEvent } from '../dossier/events.ts';
import { lineToPartner, sendSigned } from '../partner-call.ts';
import { environment } from '../resources.ts';
import type { Email } from './email.ts';
import type { Sms } from './sms.ts';
import { messageReferenceOf } from './sms-report.ts';

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

/** The provider does not take this number: no retry mends that. */
export class NumberRefused extends Error {
  constructor() {
    super('The SMS provider does not take this number');
    this.name = 'NumberRefused';
  }
}

/**
 * Sends an SMS about an event, which is the provider's key of it: asking again sends nothing again.
 * @returns the id that the provider gives it
 * @throws NumberRefused
 * @throws Error when the provider does not answer, or not as agreed: to be tried again
 */
export async function sendSms(to: string, { text, encoding }: Sms, told: Told, now: Date): Promise<string> {
  const reference = messageReferenceOf(told);
  const line = await lineToPartner('sms', now);
  const response = await sendSigned('/v1/messages', reference, { reference, to, text, encoding }, line);
  if (response.status === 422) throw new NumberRefused();
  if (response.status !== 200 && response.status !== 201)
    throw new Error(`The SMS provider answered ${response.status} to the message ${reference}`);
  return Accepted.parse(await response.json()).messageId;
}
