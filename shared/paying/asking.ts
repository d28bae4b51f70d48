import type { DossierFile } from '../dossier/dossier.ts';
import { askedCharge, standingCharge } from '../dossier/draft-charge.ts';
import { actorOf } from '../dossier/rules.ts';
import { loadFile } from '../dossier/store.ts';
import type { Applicant } from '../http/caller.ts';
import type { Sources } from '../http/chain.ts';
import { recallProcedure } from '../procedure/store.ts';
import { commit } from '../table/transaction.ts';

/**
 * The dossier that somebody is about to pay for. A draft that nobody has asked the charge of is charged with that, on record
 * before a provider or the payer hears of the sum.
 * @throws Problem `dossier-not-found`, `transition-not-allowed`, `form-invalid`, `payment-not-open`
 */
export async function loadCharged(
  dossierId: string,
  caller: Applicant,
  { now, newSecret }: Pick<Sources, 'now' | 'newSecret'>,
): Promise<DossierFile> {
  const file = await loadFile(dossierId, caller);
  const { dossier } = file;
  if (dossier.status !== 'draft' || standingCharge(file.payments)) return file;
  const procedure = await recallProcedure(dossier.procedure.code, now);
  const occasion = { at: now(), actor: actorOf(caller, dossier), newSecret };
  const asked = askedCharge({ ...file, dossier }, procedure, occasion);
  await commit(asked.writes);
  return asked.file;
}
