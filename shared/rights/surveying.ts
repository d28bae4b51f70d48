import { ownersOf } from '../applicant/owner.ts';
import type { Filed } from '../dossier/dossier.ts';
import { filedStatuses } from '../dossier/status.ts';
import { loadPartition } from '../dossier/store.ts';
import type { Applicant } from '../http/caller.ts';
import { closedOn, loadKeptFor, overFrom, yearsOf } from '../retention/due.ts';
import { Fact } from '../statistics/fact.ts';
import { loadItems } from '../table/batch.ts';
import { factKey } from '../table/keys.ts';
import { freeDraft } from './deletion.ts';
import type { DeletionView, KeptDossiers } from './deletion-view.ts';
import { ownedBy } from './owned.ts';

/** Until when each of these dossiers is kept, as far as that is known today. */
async function stayOf(dossiers: readonly Filed[]): Promise<readonly Omit<KeptDossiers, 'dossiers'>[]> {
  const closed = dossiers.filter(({ status }) => !filedStatuses[status].open);
  const [keptFor, facts] = await Promise.all([
    loadKeptFor(closed),
    loadItems(closed.map(({ procedure, code }) => factKey(procedure.agency, code))),
  ]);
  const days = new Map(facts.map((item) => Fact.parse(item)).map((fact) => [fact.dossierId, closedOn(fact)]));
  return dossiers.map((dossier) => {
    const day = days.get(dossier.id);
    if (filedStatuses[dossier.status].open || !day) return { why: 'open' };
    const years = yearsOf(dossier, keptFor(dossier));
    return years === undefined ? { why: 'permanent' } : { why: 'years', until: overFrom(day, years) };
  });
}

/** What an account owns, as it is when it asks what would go: what it filed for others is theirs. */
export async function surveyOf(caller: Applicant): Promise<Pick<DeletionView, 'drafts' | 'filed'>> {
  const owners = ownersOf(caller);
  const { filed, drafts: begun } = await ownedBy(owners);
  const drafts: DeletionView['drafts'] = { go: [], stay: [] };
  for (const id of begun) {
    const items = await loadPartition(id);
    if (items.length > 0) drafts[freeDraft(items, owners) ? 'go' : 'stay'].push(id);
  }
  const own = [...filed.values()].filter(({ owner }) => owners.includes(owner));
  const counts = Map.groupBy(await stayOf(own), ({ why, until }) => `${why} ${until ?? ''}`);
  return {
    drafts,
    filed: [...counts.values()].flatMap(([first, ...others]) =>
      first ? [{ ...first, dossiers: others.length + 1 }] : [],
    ),
  };
}
