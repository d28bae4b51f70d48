import { serveCallback } from '../../shared/http/serve-callback.ts';
import { receiveSmsCallback } from '../../shared/notification/contracts/receive-sms-callback.ts';
import { messageHeardOf } from '../../shared/notification/following.ts';

/** Takes a signed report of the SMS provider; of a message that failed the desk learns in the same transaction. */
export const handler = serveCallback(receiveSmsCallback, ({ body }, { now }) =>
  messageHeardOf('sms', body, now),
);
