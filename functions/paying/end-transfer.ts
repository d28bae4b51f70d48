import { actorOf } from '../../shared/dossier/rules.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { endTransfer } from '../../shared/paying/contracts/end-transfer.ts';
import { endedCredit } from '../../shared/paying/crediting.ts';

export const handler = serveChange(
  endTransfer,
  async ({ params, body, caller, correlationId }, { now, newId }) => {
    const occasion = { at: now(), actor: actorOf(caller), newId, correlationId };
    const writes = await endedCredit(params.transaction, body, occasion);
    return { writes, body: { ended: true as const } };
  },
);
