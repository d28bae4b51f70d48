import { api } from '../../shared/operations.ts';
import type { FiledDossier, Scene } from './scene.ts';
import { expectSame } from './steps.ts';

/** The national portal shows the dossier with the next run; the control of procedures need not wait for its turn. */
export async function sendToPortal(
  { client, as, portalUrl, step, tell }: Scene,
  { dossierId, receipt: { code } }: FiledDossier,
): Promise<void> {
  await step('Cổng Dịch vụ công quốc gia', 'what the national portal shows', async () => {
    const token = await as('vpub.kiem-soat');
    const { body } = await client.call(api.mendDrift, { token, body: { dossierIds: [dossierId] } });
    expectSame('what is sent', body.dossiers, 1);
    tell('Trong năm phút · within 5 minutes', `${portalUrl}/dossiers/${encodeURIComponent(code)}`);
  });
}
