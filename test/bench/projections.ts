import * as z from 'zod';
import { stories } from '../../infra/replay/dossiers.ts';
import { publishedProcedures } from '../../infra/replay/procedures.ts';
import { replay } from '../../infra/replay/replaying.ts';
import { table } from '../../shared/aws.ts';
import { type LocalDate, systemNow } from '../../shared/clock.ts';
import { grouped, loadLines, spanOf } from '../../shared/statistics/census.ts';
import { countedEvents } from '../../shared/statistics/fact.ts';
import { figuresOf } from '../../shared/statistics/figures.ts';
import { project } from '../../shared/statistics/projection.ts';
import { median } from './statistics.ts';
import { timed } from './submissions.ts';

/** One dossier for so many of the article. */
const SCALE = 200;
const READINGS = 5;
const ONE_BY_ONE = 20;

export type Projections = {
  /** Counted events that statistics take in, a second, straight at DynamoDB Local. */
  readonly eventsPerSecond: number;
  /** A year of all agencies, by agency. */
  readonly report: { readonly milliseconds: number; readonly items: number; readonly readUnits: number };
  /** Write units of a dossier in statistics, its events one by one. */
  readonly writeUnits: number;
};

type Seen = { items: number; read: number; written: number };

const Charged = z.object({ CapacityUnits: z.number() });

/**
 * Counts what calls to the table find, and what they are charged. DynamoDB charges two write units for each item of a
 * transaction up to a kilobyte (developer guide, transactions: capacity); facts are smaller, and so are most tallies.
 * @returns what was seen, and an end to it
 */
function counting(): { readonly seen: Seen; readonly stop: () => void } {
  const seen: Seen = { items: 0, read: 0, written: 0 };
  const name = 'counting';
  table.middlewareStack.add(
    (next) => async (args) => {
      const { input } = args;
      if ('TransactItems' in input) seen.written += 2 * (input.TransactItems?.length ?? 0);
      else if ('Item' in input) seen.written += 1;
      const { output, response } = await next({
        ...args,
        input: { ...input, ReturnConsumedCapacity: 'TOTAL' },
      });
      if ('Items' in output) {
        seen.items += output.Items?.length ?? 0;
        seen.read += Charged.parse(output.ConsumedCapacity).CapacityUnits;
      }
      return { output, response };
    },
    { step: 'initialize', name },
  );
  return { seen, stop: () => table.middlewareStack.remove(name) };
}

/** Takes dossiers of the article in, and reads a report of them. */
export async function projections(): Promise<Projections> {
  const procedures = publishedProcedures();
  const counted = new Set<string>(countedEvents);
  const lives = [...stories(procedures, SCALE)].slice(0, ONE_BY_ONE);
  const writing = counting();
  for (const life of lives) for (const event of life) if (counted.has(event.name)) await project([event]);
  writing.stop();
  let events = 0;
  const milliseconds = await timed(async () => {
    ({ events } = await replay({ procedures, scale: SCALE, log: false }));
  });
  const year = { from: '2020-01-01' as LocalDate, to: '2020-12-31' as LocalDate };
  const read = async () =>
    grouped(await loadLines(year, systemNow), 'agency').map(({ lines }) => figuresOf(spanOf(lines)));
  await read();
  const reading = counting();
  const times: number[] = [];
  for (let place = 0; place < READINGS; place++) times.push(await timed(read));
  reading.stop();
  return {
    eventsPerSecond: events / (milliseconds / 1000),
    report: {
      milliseconds: median(times),
      items: reading.seen.items / READINGS,
      readUnits: reading.seen.read / READINGS,
    },
    writeUnits: writing.seen.written / lives.length,
  };
}
