import { submitDossier } from '../../shared/filing/contracts/submit-dossier.ts';
import { api } from '../../shared/operations.ts';
import type { ColdStart } from './cold-start.ts';
import type { Measured } from './functions.ts';
import { PAGE } from './recorded-call.ts';
import { ms, type Row } from './row.ts';

const WARM = 1.3;
const COLD = 1.1;
const COLD_SUBMIT = 1.3;
const MEMORY = 1.1;

type Ratio = { readonly id: string; readonly ratio: number; readonly target: number };

const coldRatio = (call: Measured['call'], { ms: own, bareMs }: ColdStart): Ratio => ({
  id: call.id,
  ratio: own / bareMs,
  target: call.id === submitDossier.id ? COLD_SUBMIT : COLD,
});

/** The least and the greatest of some ratios, and how many miss their target. */
function rowOf(what: string, target: string, ratios: readonly Ratio[]): Row {
  const sorted = ratios.toSorted((one, other) => one.ratio - other.ratio);
  const missed = sorted.filter((one) => one.ratio > one.target).length;
  const [least, greatest] = [sorted.at(0), sorted.at(-1)];
  return {
    what,
    measured: `${least?.ratio.toFixed(2)} to ${greatest?.ratio.toFixed(2)} (\`${greatest?.id}\`), ${missed} of ${ratios.length} above`,
    target,
    met: missed === 0,
  };
}

/** Queries of a page, and items they read, as DynamoDB says; who is away is asked besides, once in half a minute. */
function worklistRow({ call, warm }: Measured): Row {
  const answers = call.exchanges
    .filter(({ body }) => JSON.parse(body).IndexName === 'worklist')
    .map(({ answer }) => JSON.parse(answer) as { readonly ScannedCount: number });
  const items = answers.reduce((sum, { ScannedCount }) => sum + ScannedCount, 0);
  return {
    what: `a worklist page of ${PAGE} among 10,000 open dossiers: queries, items read, CPU`,
    measured: `${answers.length}, ${items}, ${ms(warm.ms)}`,
    target: `1, ≤ ${2 * PAGE}`,
    met: answers.length === 1 && items <= 2 * PAGE,
  };
}

/** What is measured of functions by themselves, in short. */
export function functionRows(measured: readonly Measured[]): readonly Row[] {
  const asking = measured.flatMap(({ call, warm }) =>
    warm.bare ? [{ id: call.id, ...warm, bare: warm.bare }] : [],
  );
  const onTable = measured.filter(({ warm }) => warm.bare);
  const worklist = measured.find(({ call }) => call.id === api.listWorklist.id);
  const cold = `≤ ${COLD}, submit ≤ ${COLD_SUBMIT}`;
  return [
    rowOf(
      'CPU of a warm call, to the same calls by the bare SDK',
      `≤ ${WARM}`,
      asking.map(({ id, ms: own, bare }) => ({ id, ratio: own / bare.ms, target: WARM })),
    ),
    rowOf(
      'CPU of a cold start (import and first call) of a function that uses the table, to a bare `DynamoDBClient` that makes one call',
      cold,
      onTable.map(({ call, asUsual }) => coldRatio(call, asUsual)),
    ),
    rowOf(
      'the same, with the code of both compiled when they were built',
      cold,
      onTable.map(({ call, compiled }) => coldRatio(call, compiled)),
    ),
    rowOf(
      'memory after 50 calls, to the bare SDK',
      `≤ ${MEMORY}`,
      asking.map(({ id, memory, bare }) => ({ id, ratio: memory / bare.memory, target: MEMORY })),
    ),
    ...(worklist ? [worklistRow(worklist)] : []),
  ];
}

const against = (own: number, bare: number): string => `${ms(own)}, ${(own / bare).toFixed(2)} ×`;

/** All of it, a line for each operation. */
export function operationTable(measured: readonly Measured[]): string {
  const lines = measured.map(({ call, warm, asUsual, compiled }) =>
    [
      call.id,
      warm.bare ? against(warm.ms, warm.bare.ms) : ms(warm.ms),
      against(asUsual.ms, asUsual.bareMs),
      against(compiled.ms, compiled.bareMs),
      warm.bare ? `${(warm.memory / warm.bare.memory).toFixed(2)} ×` : '',
    ].join(' | '),
  );
  const head = 'operation | warm | cold | cold, compiled | memory';
  return [head, '--- | --- | --- | --- | ---', ...lines].map((line) => `| ${line} |`).join('\n');
}
