import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { ses } from '../aws.ts';
import { environment } from '../resources.ts';
import type { Email } from './email.ts';

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/** Sends an e-mail as the province's sender. @returns the id that SES gives it */
export async function sendEmail(
  to: string,
  { subject, text, html }: Email,
  eventId: string,
): Promise<string> {
  const { MessageId } = await ses.send(
    new SendEmailCommand({
      FromEmailAddress: environment('EMAIL_SENDER'),
      ConfigurationSetName: environment('EMAIL_CONFIGURATION_SET'),
      // What SES reports of this e-mail carries it; unlike a header of ours it needs no right to send raw messages.
      EmailTags: [{ Name: 'event', Value: eventId }],
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
