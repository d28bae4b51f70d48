import * as z from 'zod';
import { nameOf } from '../applicant/applicant.ts';
import type { Instant } from '../clock.ts';
import type { DossierFile } from '../dossier/dossier.ts';
import { requireFiled } from '../dossier/rules.ts';
import { loadFile, loadFileIfThere } from '../dossier/store.ts';
import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import { Refund } from '../payment/refund.ts';
import { loadPaying } from '../payment/store.ts';
import { loadIndexed } from '../table/batch.ts';
import { dossierIdOf, OPEN_REFUNDS_PK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';

/** Money of a draft that its provider does not return, and whom the control of procedures returns it to. */
type OpenRefund = {
  readonly dossierId: string;
  readonly number: number;
  readonly provider: string;
  readonly reference: string;
  /** The provider's own number of the payment. */
  readonly transaction: string | undefined;
  readonly amountVnd: number;
  readonly owedAt: Instant;
  readonly payer: { readonly name: string; readonly phone: string } | undefined;
};

const Kept = Refund.extend({ PK: z.string() });

async function withPayer({ PK, attempt, ...refund }: z.infer<typeof Kept>): Promise<OpenRefund> {
  const dossierId = dossierIdOf(PK);
  const [file, { attempts }] = await Promise.all([loadFileIfThere(dossierId), loadPaying(dossierId)]);
  const { provider, reference, amountVnd, owedAt } = refund;
  const applicant = file?.dossier.form?.applicant;
  return {
    dossierId,
    number: attempt,
    provider,
    reference,
    transaction: attempts.find(({ number }) => number === attempt)?.transaction,
    amountVnd,
    owedAt,
    payer: applicant && { name: nameOf(applicant), phone: applicant.phone },
  };
}

/** Money of drafts that is to be returned by hand, the longest owed first. */
export async function loadOpenRefunds(most: number): Promise<readonly OpenRefund[]> {
  const entries = await queryItems(
    {
      IndexName: 'find',
      KeyConditionExpression: 'findPK = :open',
      ExpressionAttributeValues: { ':open': OPEN_REFUNDS_PK },
    },
    most,
  );
  const refunds = (await loadIndexed(entries)).map((item) => Kept.parse(item));
  return Promise.all(refunds.filter(({ state }) => state === 'refused').map(withPayer));
}

/**
 * The dossier whose money an officer returns by hand: the desk's own, or for the control of procedures one whose draft is
 * owed money.
 * @throws Problem `dossier-not-found` also when it is neither; `transition-not-allowed` for the desk's own draft
 */
export async function loadToReturn(dossierId: string, officer: Officer): Promise<DossierFile> {
  if (officer.role !== 'procedureControl') return requireFiled(await loadFile(dossierId, officer));
  const [file, { refunds }] = await Promise.all([loadFileIfThere(dossierId), loadPaying(dossierId)]);
  if (!file || !refunds.some(({ ofDraft }) => ofDraft)) throw new Problem('dossier-not-found');
  return file;
}
