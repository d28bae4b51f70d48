import { randomUUID } from 'node:crypto';
import { localDateOf, systemNow } from '../../shared/clock.ts';
import { loadCounter } from '../../shared/dossier/code.ts';
import { actorOf, requireDraft } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { submitDossier } from '../../shared/filing/contracts/submit-dossier.ts';
import { submission } from '../../shared/filing/submission.ts';
import type { Applicant } from '../../shared/http/caller.ts';
import { putAnswer, requestHash } from '../../shared/http/idempotency.ts';
import { randomId, randomSecret } from '../../shared/ids.ts';
import { loadMoneyOf } from '../../shared/paying/settling.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';
import type { Write } from '../../shared/table/transaction.ts';
import type { ReadyDraft } from './drafts.ts';

/** Points the clients of `shared/aws.ts` straight at DynamoDB Local, without the door between. */
export function connectRaw(endpoint: string, tableName: string): void {
  Object.assign(process.env, {
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    TABLE_NAME: tableName,
  });
}

/**
 * The transactions that submitting these drafts of one agency would write, one after the other: the same items with
 * the same conditions, the kept answer among them. They hold as long as nobody else files with the agency.
 */
export async function rawSubmissions(
  drafts: readonly ReadyDraft[],
  caller: Applicant,
): Promise<readonly (readonly Write[])[]> {
  const transactions: (readonly Write[])[] = [];
  let numbersGiven: number | undefined;
  for (const { dossierId } of drafts) {
    const before = await loadFile(dossierId, caller);
    const draft = requireDraft(before.dossier);
    const at = systemNow();
    const day = localDateOf(at);
    numbersGiven ??= await loadCounter(draft.procedure.agency, day);
    const { file, receipt, writes } = submission(
      {
        draft,
        file: before,
        procedure: await recallProcedure(draft.procedure.code, systemNow),
        numbersGiven,
        newSecret: randomSecret,
      },
      caller,
      {
        at,
        actor: actorOf(caller),
        newId: randomId,
        correlationId: randomUUID(),
        money: await loadMoneyOf({ ...before, dossier: draft }, day),
      },
    );
    numbersGiven += 1;
    const body = submitDossier.output?.parse({ dossier: viewOf(file, caller, day), receipt });
    const call = {
      subject: caller.subject,
      key: randomUUID(),
      requestHash: requestHash(submitDossier.id, dossierId),
    };
    const headers = { 'content-type': 'application/json', etag: `"${file.dossier.version}"` };
    transactions.push([
      putAnswer(call, { status: submitDossier.status, headers, body: JSON.stringify(body) }, at),
      ...writes,
    ]);
  }
  return transactions;
}
