import { serveCallback } from '../../shared/http/serve-callback.ts';
import { receiveBankCallback } from '../../shared/paying/contracts/receive-bank-callback.ts';
import { heardCredit } from '../../shared/paying/crediting.ts';

/** Takes a signed report of a transfer, which is the truth of it. */
export const handler = serveCallback(
  receiveBankCallback,
  async ({ body, caller: { partner }, correlationId }, { now, newId }) => {
    const occasion = { at: now(), actor: { kind: 'partner', partner } as const, newId, correlationId };
    return { writes: await heardCredit(body, occasion), body: { accepted: true as const } };
  },
);
