import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { clientOf } from '../../shared/client/client.ts';
import { systemNow } from '../../shared/clock.ts';
import { consume } from '../../shared/feed/consumer.ts';
import { feedOf, missingAt } from '../../shared/feed/source.ts';
import { signIn } from '../demo/sign-in.ts';
import { basePortOf, PORT_RULE, portsOf, USUAL_PORT, urlAt } from '../machine.ts';
import { openMirror } from './mirror.ts';

/**
 * Sở Tư pháp keeps a mirror of its dossiers from its feed, of the motcua that runs on this machine, until Ctrl-C:
 * `npm run department -- <file of the mirror>`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: String(USUAL_PORT) } },
});
const basePort = basePortOf(values.port);
if (basePort === undefined) throw new Error(PORT_RULE);
const ports = portsOf(basePort);
const [path = ':memory:'] = positionals;

const client = clientOf(urlAt(ports.api));
const token = () => signIn(urlAt(ports.identity), 'stp.he-thong');
const reader = { client, agency: 'H25.03', token };
const store = openMirror(path);
for (;;) {
  const { applied, waitSeconds } = await consume({
    source: feedOf(reader),
    store,
    missing: missingAt(reader),
    report: (finding) => console.error(finding),
    now: systemNow,
  });
  console.log(`${applied} events applied, ${store.dossiers().length} dossiers`);
  await sleep(waitSeconds * 1000);
}
