import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { ses } from '../aws.ts';
import type { CloudEvent } from '../dossier/events.ts';
import { partnerSecret } from '../partner-secret.ts';
import { environment, partnerVariable } from '../resources.ts';
import { signatureHeaders } from '../signature.ts';
import type { Email } from './email.ts';
import type { Sms } from './sms.ts';
import { messageReferenceOf } from './sms-report.ts';

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/** An event that is told. */
type Told = Pick<CloudEvent, 'id' | 'subject' | 'sequence'>;

/** Sends an e-mail as the province's sender. @returns the id that SES gives it */
export async function sendEmail(to: string, { subject, text, html }: Email, told: Told): Promise<string> {
  const { MessageId } = await ses.send(
    new SendEmailCommand({
      FromEmailAddress: environment('EMAIL_SENDER'),
      ConfigurationSetName: environment('EMAIL_CONFIGURATION_SET'),
      // What SES reports of this e-mail carries them; unlike headers of ours they need no right to send raw messages.
      EmailTags: [
        { Name: 'event', Value: told.id },
        { Name: 'dossier', Value: told.subject },
        { Name: 'sequence', Value: String(told.sequence) },
      ],
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

/** Longest wait for the provider; the queue tries again later. */
const TIMEOUT_MS = 10_000;

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
  const body = JSON.stringify({ reference, to, text, encoding });
  const response = await fetch(`${environment(partnerVariable('sms', 'URL'))}/v1/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': reference,
      ...signatureHeaders(await partnerSecret('sms', now), body, now),
    },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 422) throw new NumberRefused();
  if (response.status !== 200 && response.status !== 201)
    throw new Error(`The SMS provider answered ${response.status} to the message ${reference}`);
  return Accepted.parse(await response.json()).messageId;
}
