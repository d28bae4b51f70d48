import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Loads a bundle as Lambda does and calls it, in a fresh process, and tells its parent what that took; then calls it as often as
// it is told. It is bundled itself, so that nothing of ours is loaded before.
const [, , folder = '', input = '', kind = ''] = process.argv;

const said = readFileSync(input, 'utf8');
const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 };

/** Bytes go over the wire as base64. */
const bytes = (name: string, value: unknown) =>
  name === 'B' && typeof value === 'string' ? Buffer.from(value, 'base64') : value;
/** The input of the bare SDK stands ready; an event is parsed for each call, as Lambda does. */
const ready = kind === 'bare' ? JSON.parse(said, bytes) : undefined;

const load = createRequire(__filename);
const atStart = process.cpuUsage();
const { handler } = load(folder);
const call = () => handler(ready ?? JSON.parse(said), context);

/** Milliseconds of CPU since then. */
function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

void call().then((answer: { statusCode?: number } | undefined) => {
  const cpuMs = cpuSince(atStart);
  if ((answer?.statusCode ?? 200) >= 400) throw new Error(`${folder}: ${JSON.stringify(answer)}`);
  process.send?.({ cpuMs });
});

process.on('message', async (calls: number) => {
  const before = process.cpuUsage();
  for (let count = 0; count < calls; count++) await call();
  process.send?.({ cpuMs: cpuSince(before) / calls, memory: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit());
