import { Problem } from '../../shared/http/problems.ts';
import { serveCallback } from '../../shared/http/serve-callback.ts';
import { receiveSmsCallback } from '../../shared/notification/contracts/receive-sms-callback.ts';
import { smsReported } from '../../shared/notification/following.ts';
import { toldBy } from '../../shared/notification/sms-report.ts';

/** Takes a signed report of the SMS provider; of a message that failed the desk learns in the same transaction. */
export const handler = serveCallback(receiveSmsCallback, async ({ body, caller }, { now }) => {
  const told = toldBy(body.reference);
  const writes = told && (await smsReported(told, body, { kind: 'partner', partner: caller.partner }, now));
  if (!writes) throw new Problem('message-not-found');
  return { writes, body: { accepted: true as const } };
});
