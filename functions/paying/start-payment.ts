import { withVietnamOffset } from '../../shared/clock.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { loadCharged } from '../../shared/paying/asking.ts';
import { attemptFor, urlOf } from '../../shared/paying/beginning.ts';
import { startPayment } from '../../shared/paying/contracts/start-payment.ts';
import { putChangedAttempt } from '../../shared/payment/store.ts';
import { environment } from '../../shared/resources.ts';

export const handler = serveChange(
  startPayment,
  async ({ params, body, caller, correlationId, sourceIp }, { now, newId, newSecret }) => {
    const file = await loadCharged(params.dossierId, caller, { now, newSecret });
    const asking = { now, newId, correlationId };
    const attempt = await attemptFor(file, body.provider, asking);
    const returnUrl = `${environment('PUBLIC_URL')}/tracking`;
    const url = await urlOf(file, attempt, { sourceIp, returnUrl }, asking);
    const { reference, amountVnd, expiresAt } = attempt;
    return {
      writes: attempt.url ? [] : [putChangedAttempt(params.dossierId, attempt, { ...attempt, url })],
      body: {
        reference,
        provider: body.provider,
        amountVnd,
        expiresAt: withVietnamOffset(expiresAt),
        url,
      },
    };
  },
);
