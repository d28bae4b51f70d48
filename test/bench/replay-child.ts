import { publishedProcedures } from '../../infra/replay/procedures.ts';
import { replay } from '../../infra/replay/replaying.ts';
import { startBenchTable } from './bench-table.ts';
import type { ReplayTaken } from './replay.ts';
import { timed } from './submissions.ts';

// Takes one dossier of the article for as many as its argument says into the statistics, and tells its parent what that took.
const [, , scale] = process.argv;

const procedures = publishedProcedures();
const table = await startBenchTable(async (dynamodbUrl) => dynamodbUrl, procedures);
let taken = { dossiers: 0, events: 0 };
let peakBytes = 0;
const onProgress = (): boolean => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  return true;
};
const milliseconds = await timed(async () => {
  taken = await replay({ procedures, scale: Number(scale), log: false, onProgress });
});
const told = { ...taken, seconds: milliseconds / 1000, peakMebibytes: peakBytes / 2 ** 20 };
process.send?.(told satisfies ReplayTaken, () => {
  void table.stop().then(() => process.exit());
});
