import { serveCallback } from '../../shared/http/serve-callback.ts';
import { receivePushCallback } from '../../shared/notification/contracts/receive-push-callback.ts';
import { messageHeardOf } from '../../shared/notification/following.ts';

/** Takes a signed report of the messaging app; of a message that failed the desk learns in the same transaction. */
export const handler = serveCallback(receivePushCallback, ({ body }, { now }) =>
  messageHeardOf('push', body, now),
);
