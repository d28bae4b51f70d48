import * as z from 'zod';
import type { Place } from '../../iam/authorize.ts';
import type { Backend } from '../backend.ts';
import { inputOf, parsed, type Understand } from '../call.ts';
import { unsupported } from '../wire.ts';

const email = z.object({
  FromEmailAddress: z.string(),
  ConfigurationSetName: z.string(),
  Destination: z.object({ ToAddresses: z.tuple([z.string()]) }),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
});
/** Mail that was taken, in the terms of `SendEmail`. */
export type SentMail = z.infer<typeof email>;

/** SES: mail goes in the name of the domain it comes from, as the configuration set says. */
export const ses =
  (backend: Backend, { region, accountId }: Place, onMail: (mail: SentMail) => void): Understand =>
  (request) => {
    const what = `${request.method} ${request.path}`;
    if (what !== 'POST /v2/email/outbound-emails') throw unsupported('ses', what);
    const mail = parsed(email, inputOf(request));
    const { FromEmailAddress: from, ConfigurationSetName: set } = mail;
    const address = /<([^>]+)>\s*$/.exec(from)?.[1] ?? from;
    return {
      service: 'ses',
      operation: 'ses:SendEmail',
      needs: [`identity/${address.replace(/^.*@/, '')}`, `configuration-set/${set}`].map((resource) => ({
        action: 'ses:SendEmail',
        resource: `arn:aws:ses:${region}:${accountId}:${resource}`,
        context: { 'ses:FromAddress': address },
      })),
      act: async () => {
        const answer = await backend.send(request);
        if (answer.status === 200) onMail(mail);
        return answer;
      },
    };
  };
