import type { CloudEvent } from '../dossier/events.ts';
import { loadItems } from '../table/batch.ts';
import { factKey } from '../table/keys.ts';
import {
  absent,
  type Condition,
  commit,
  MOST_WRITES,
  untilUndisturbed,
  type Write,
} from '../table/transaction.ts';
import { Fact, heard } from './fact.ts';
import { Growth } from './tally.ts';

/** A fact before and after some events. */
type Change = { readonly before: Fact | undefined; readonly after: Fact };

const keyOf = ({ agency, dossierCode }: Pick<Fact, 'agency' | 'dossierCode'>) => factKey(agency, dossierCode);

/** What a fact knows is its version. */
const unchanged = ({ moments }: Fact): Condition => ({
  expression: 'moments = :known',
  values: { ':known': moments },
});

/** The fact, unless another has written it meanwhile. */
const putFact = ({ before, after }: Change): Write => ({
  put: { ...keyOf(after), ...after },
  when: before ? unchanged(before) : absent,
});

async function changesBy(events: readonly CloudEvent[]): Promise<readonly Change[]> {
  const told = Map.groupBy(events, ({ subject }) => subject);
  const keys = [...told.values()].flatMap(([event]) => (event ? [keyOf(event.data)] : []));
  const known = (await loadItems(keys)).map((item) => Fact.parse(item));
  const facts = new Map(known.map((fact) => [fact.dossierId, fact]));
  return [...told].flatMap(([dossierId, ofDossier]) => {
    const before = facts.get(dossierId);
    const after = ofDossier.reduce<Fact | undefined>(heard, before);
    return after && after !== before ? [{ before, after }] : [];
  });
}

/** The facts and, by what they differ in, the tallies: so that a tally is always the sum over the facts. */
export function projected(changes: readonly Change[]): readonly Write[] {
  const growth = new Growth();
  for (const { before, after } of changes) {
    if (before) growth.addFact(before, -1);
    growth.addFact(after);
  }
  return [...changes.map(putFact), ...growth.writes()];
}

/** In as many transactions as it takes; nothing is written of what was heard already. */
async function projectInParts(events: readonly CloudEvent[]): Promise<void> {
  const changes = await changesBy(events);
  if (changes.length === 0) return;
  const writes = projected(changes);
  if (writes.length <= MOST_WRITES || events.length === 1) return commit(writes);
  const half = events.length >> 1;
  await projectInParts(events.slice(0, half));
  return projectInParts(events.slice(half));
}

/**
 * Takes events into the statistics, of several dossiers in one transaction: each once in effect, whatever comes twice, late
 * or side by side.
 * @throws Superseded when the facts stay busy
 */
export const project = (events: readonly CloudEvent[]): Promise<void> =>
  untilUndisturbed(() => projectInParts(events));
