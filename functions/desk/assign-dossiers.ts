import { assignEach } from '../../shared/desk/assigning.ts';
import { assignDossiers } from '../../shared/desk/contracts/assign-dossiers.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

export const handler = serveChange(
  assignDossiers,
  async ({ body, caller, correlationId }, { now, newId }) => {
    const { outcomes, writes } = await assignEach(body, caller, { at: now(), newId, correlationId });
    return { writes, body: { outcomes } };
  },
);
