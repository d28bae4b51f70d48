import path from 'node:path';
import { parseArgs } from 'node:util';
import { releaseLock, takeLock } from './lock.ts';
import { basePortOf, PORT_RULE } from './ports.ts';
import type { Running } from './run.ts';

/** `npm start`: runs motcua on this machine until Ctrl-C. */
const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    port: { type: 'string', default: '4800' },
  },
});
const directory = path.resolve(import.meta.dirname, '..', '..', '.motcua');

const say = (line: string): void => console.log(line);
const fail = (sentence: string): never => {
  console.error(sentence);
  process.exit(1);
};

const basePort = basePortOf(values.port) ?? fail(PORT_RULE);
const other = takeLock(directory, basePort);
if (other) fail(`Motcua already runs at http://127.0.0.1:${other.basePort} (process ${other.pid}).`);
process.on('exit', () => releaseLock(directory));

const begun = performance.now();
say('Starting motcua …');
// Loaded only now: its libraries take a second, and who waits should see something at once.
const { startMotcua } = await import('./run.ts');

let ending = false;
const starting = startMotcua({
  basePort,
  dataDirectory: path.join(directory, 'data'),
  logDirectory: path.join(directory, 'logs'),
  fresh: values.fresh,
  onProgress: (line) => say(`  ${line}`),
  onError: (functionName, error) =>
    console.error(`  ${functionName}: ${error instanceof Error ? error.message : JSON.stringify(error)}`),
});

const end = async (): Promise<void> => {
  // A second Ctrl-C does not wait.
  if (ending) process.exit(1);
  ending = true;
  say('\nStopping …');
  await starting.then((running) => running.stop()).catch(() => undefined);
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);

const running = await starting.catch((error) => fail(error instanceof Error ? error.message : String(error)));
say(`Ready after ${((performance.now() - begun) / 1000).toFixed(1)} s.\n`);
say(await welcome(running));

async function welcome({
  apiUrl,
  doorUrl,
  inboxUrl,
  identityUrl,
  postalUrl,
  departments,
  assembly,
}: Running) {
  const [department] = departments;
  const token = (person: string): string => `curl -sX POST ${identityUrl}/people/${person}/token`;
  return `  API               ${apiUrl}
  API reference     ${apiUrl}/reference
  Sign in as        ${identityUrl}
  Mail inbox        ${inboxUrl}
  Postal operator   ${postalUrl}
  AWS endpoint      ${doorUrl}
  Logs              ${path.join('.motcua', 'logs')}

Tokens: a citizen, an officer at the desk, one who decides (npm run token lists everybody)
  CITIZEN=$(${token('hoa')})
  DESK=$(${token('stp.mot-cua')})
  LEADER=$(${token('stp.lanh-dao')})

To try
  curl -s '${apiUrl}/v1/procedures?text=ly+lich+tu+phap'
  curl -s -H "Authorization: Bearer $CITIZEN" ${apiUrl}/v1/dossiers
  curl -s -H "Authorization: Bearer $DESK" '${apiUrl}/v1/worklist?status=received'
  AWS_ACCESS_KEY_ID=${department?.accessKeyId} AWS_SECRET_ACCESS_KEY=${department?.secretAccessKey} \\
    aws sqs receive-message --endpoint-url ${doorUrl} --region ${assembly.context.region} --queue-url ${department?.queueUrl}
  npm run demo

Ctrl-C stops everything; what was filed is kept (npm start -- --fresh forgets it).`;
}
