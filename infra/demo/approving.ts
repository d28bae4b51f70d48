import { api } from '../../shared/operations.ts';
import { type Issuing, issuedToday } from './deciding.ts';
import { findInWorklist } from './receiving.ts';
import { type FiledDossier, type Scene, take } from './scene.ts';
import { expectSame } from './steps.ts';

type Assigning = {
  readonly leader: string;
  readonly to: { readonly subject: string; readonly name: string };
};

/** The head of the agency has one of its officers work on it, who finds it among the own ones. */
export async function assign(scene: Scene, filed: FiledDossier, { leader, to }: Assigning): Promise<void> {
  const { client, as, step, tell } = scene;
  await step('Lãnh đạo phân công', 'the leader assigns it', async () => {
    const body = { dossierIds: [filed.dossierId], to };
    const assigned = await client.call(api.assignDossiers, { token: await as(leader), body });
    expectSame('the outcome', assigned.body.outcomes[0]?.outcome, 'assigned');
    const found = await findInWorklist(scene, to.subject, { list: 'mine', code: filed.receipt.code });
    tell('Việc của tôi · mine', `${found.code} → ${to.name}`);
  });
}

/** Appraised and proposed by its officer, approved by the leader, numbered and stamped. */
export async function approve(
  scene: Scene,
  filed: FiledDossier,
  approving: Issuing & { readonly leader: string; readonly appraisal: string },
): Promise<void> {
  const { step, tell } = scene;
  const { officer, leader, appraisal } = approving;
  await step('Thẩm định, phê duyệt, ban hành', 'proposed, approved, numbered and stamped', async () => {
    await take(scene, filed, officer, { action: 'propose', outcome: 'issue', appraisal });
    tell('Đề xuất · proposal', appraisal);
    await take(scene, filed, leader, { action: 'approve' });
    const done = await take(scene, filed, officer, { action: 'finish', decision: issuedToday(approving) });
    expectSame('the national status', done.nationalStatus?.code, 9);
    tell('Số, ký hiệu · number', `${approving.number}, ${approving.signer.name}`);
  });
}
