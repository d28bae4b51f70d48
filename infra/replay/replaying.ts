import { localDateOf } from '../../shared/clock.ts';
import type { CloudEvent } from '../../shared/dossier/events.ts';
import { chained, putEvent } from '../../shared/event/outbox.ts';
import type { Procedure } from '../../shared/procedure/procedure.ts';
import { countedEvents } from '../../shared/statistics/fact.ts';
import { project } from '../../shared/statistics/projection.ts';
import { commit, MOST_WRITES } from '../../shared/table/transaction.ts';
import { stories } from './dossiers.ts';

/** Dossiers of one transaction: with the tallies that they share they stay below its hundred writes. */
const TOGETHER = 70;

export type Replay = {
  readonly procedures: readonly Procedure[];
  /** One dossier for so many of the article. */
  readonly scale: number;
  /** How many dossiers an earlier run has taken in. */
  readonly after?: number;
  /** Whether the log of events is written too, from which statistics can be rebuilt. */
  readonly log: boolean;
  /** Told after each transaction. @returns whether to go on */
  readonly onProgress?: (dossiers: number) => boolean;
};

export type Replayed = { readonly dossiers: number; readonly events: number };

const counted = new Set<string>(countedEvents);

/**
 * Takes the dossiers of the article into the statistics of the table, by the projection that hears of real ones. It keeps no
 * more than one transaction in memory. Running it again over the same table changes nothing.
 */
export async function replay({
  procedures,
  scale,
  after = 0,
  log,
  onProgress = () => true,
}: Replay): Promise<Replayed> {
  let dossiers = 0;
  let told = 0;
  let waiting: CloudEvent[] = [];
  let together = 0;
  const take = async (): Promise<boolean> => {
    if (log) await writeLog(waiting);
    const heard = waiting.filter(({ name }) => counted.has(name));
    await project(heard);
    told += heard.length;
    waiting = [];
    together = 0;
    return onProgress(dossiers);
  };
  for (const story of stories(procedures, scale)) {
    dossiers += 1;
    if (dossiers <= after) continue;
    waiting.push(...story);
    together += 1;
    if (together === TOGETHER && !(await take())) return { dossiers, events: told };
  }
  await take();
  return { dossiers, events: told };
}

const actor = { kind: 'system', worker: 'replay' } as const;

/** The events as the log keeps them; what is there already is there again. */
async function writeLog(events: readonly CloudEvent[]): Promise<void> {
  const byDossier = Map.groupBy(events, ({ subject }) => subject);
  const entries = [...byDossier.values()].flatMap((story) => chained(story, actor, undefined));
  const writes = entries.flatMap((entry) => {
    const day = localDateOf(new Date(entry.event.time));
    const write = putEvent(entry, { agency: entry.event.data.agency, day });
    return 'put' in write ? [{ put: write.put }] : [];
  });
  for (let from = 0; from < writes.length; from += MOST_WRITES)
    await commit(writes.slice(from, from + MOST_WRITES));
}
