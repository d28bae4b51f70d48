import type { DossierSummary } from '../../shared/dossier/view.ts';
import { api } from '../../shared/operations.ts';
import { type FiledDossier, type Scene, take, tellDueDate } from './scene.ts';
import { expectSame } from './steps.ts';
import { until } from './until.ts';
import { prefix } from './wording.ts';

/** The desk receives what was filed online; its clock starts. */
export async function receive(scene: Scene, filed: FiledDossier, desk: string): Promise<void> {
  const { step, tell } = scene;
  await step(
    'Bộ phận Một cửa tiếp nhận',
    'the desk officer finds it in the worklist and receives it',
    async () => {
      const found = await findInWorklist(scene, desk, { list: 'reception', code: filed.receipt.code });
      tell('Danh sách · worklist', `${found.code} ${found.applicantName}`);
      tellDueDate(scene, await take(scene, filed, desk, { action: 'receive' }));
      await openReceipt(scene, filed);
    },
  );
}

/** The applicant opens form 01, which says what was received and when the result is due. */
export async function openReceipt({ client, as, tell }: Scene, filed: FiledDossier): Promise<void> {
  const params = { dossierId: filed.dossierId, sheet: 'receipt' };
  const { body } = await client.call(api.openSheet, { token: await as(filed.person), params });
  const pdf = await fetch(body.url);
  expectSame('the size of the receipt', (await pdf.arrayBuffer()).byteLength, body.sizeBytes);
  tell('Giấy tiếp nhận · form 01', `PDF ${body.sizeBytes} byte, SHA-256 ${prefix(body.sha256)}`);
}

type Entry = { readonly list: 'reception' | 'unassigned' | 'mine'; readonly code: string };

/** Looks for a dossier in a worklist until it stands there: an index lags behind the table. @throws Error when it does not */
export const findInWorklist = (scene: Scene, person: string, entry: Entry): Promise<DossierSummary> =>
  until(`${entry.code} in the worklist ${entry.list}`, () => lookThrough(scene, person, entry));

/** Looks through a worklist page by page. */
async function lookThrough({ client, as }: Scene, person: string, { list, code }: Entry) {
  const token = await as(person);
  let cursor: string | undefined;
  do {
    const query = { list, ...(cursor && { cursor }) };
    const { body } = await client.call(api.listWorklist, { token, query });
    const found = body.items.find((item) => item.code === code);
    if (found) return found;
    cursor = body.nextCursor;
  } while (cursor);
  return undefined;
}
