import * as z from 'zod';
import type { Place } from '../../iam/authorize.ts';
import type { Backend } from '../backend.ts';
import { inputOf, parsed, type Understand } from '../call.ts';
import { unsupported } from '../wire.ts';

const email = z.object({ FromEmailAddress: z.string(), ConfigurationSetName: z.string() });

/** SES: mail goes in the name of the domain it comes from, as the configuration set says. */
export const ses =
  (backend: Backend, { region, accountId }: Place): Understand =>
  (request) => {
    const what = `${request.method} ${request.path}`;
    if (what !== 'POST /v2/email/outbound-emails') throw unsupported('ses', what);
    const { FromEmailAddress, ConfigurationSetName } = parsed(email, inputOf(request));
    const address = /<([^>]+)>\s*$/.exec(FromEmailAddress)?.[1] ?? FromEmailAddress;
    const domain = address.slice(address.lastIndexOf('@') + 1);
    return {
      service: 'ses',
      operation: 'ses:SendEmail',
      needs: [`identity/${domain}`, `configuration-set/${ConfigurationSetName}`].map((resource) => ({
        action: 'ses:SendEmail',
        resource: `arn:aws:ses:${region}:${accountId}:${resource}`,
        context: { 'ses:FromAddress': address },
      })),
      act: () => backend.send(request),
    };
  };
