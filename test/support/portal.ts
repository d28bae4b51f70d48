import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { type PortalStandIn, startPortal } from '../../infra/partners/portal.ts';
import { systemNow } from '../../shared/clock.ts';
import { randomId, randomSecret } from '../../shared/ids.ts';

/** Shared with the portal: the password there, and what it signs by. */
export const PORTAL_KEY = 'mật khẩu ở Cổng';
const secretName = '/motcua/test/partners/portal';

/** The stand-in for the national portal, where the functions of this process find it. */
export async function playedPortal(): Promise<PortalStandIn> {
  mockClient(SSMClient)
    .on(GetParameterCommand, { Name: secretName })
    .resolves({ Parameter: { Value: PORTAL_KEY } });
  const portal = await startPortal({ port: 0, user: 'hanam', secret: PORTAL_KEY });
  Object.assign(process.env, {
    PARTNER_PORTAL_URL: portal.url,
    PARTNER_PORTAL_USER: 'hanam',
    PARTNER_PORTAL_SECRET_NAME: secretName,
  });
  return portal;
}

/** As whom the portal is told. */
export const sources = {
  worker: 'sync-portal',
  now: systemNow,
  newId: randomId,
  newSecret: randomSecret,
};
