import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { releaseLock, takeLock } from './lock.ts';
import { basePortOf, departmentsFile, directoryOf, PORT_RULE, USUAL_PORT, urlAt } from './machine.ts';
import type { Running } from './run-locally.ts';
import { stages } from './settings/shape.ts';

/** `npm start`: runs motcua on this machine until Ctrl-C. */
const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    port: { type: 'string', default: String(USUAL_PORT) },
    stage: { type: 'string', default: 'local' },
  },
});

const say = (line: string): void => console.log(line);
const fail = (sentence: string): never => {
  console.error(sentence);
  process.exit(1);
};

const basePort = basePortOf(values.port) ?? fail(PORT_RULE);
const stage =
  stages.find((name) => name === values.stage) ?? fail(`--stage takes one of ${stages.join(', ')}.`);
const directory = directoryOf(basePort);
const other = takeLock(directory);
if (other !== undefined) fail(`Motcua already runs at ${urlAt(basePort)} (process ${other}).`);
process.on('exit', () => releaseLock(directory));

/** The commit that runs, where this is a clone. */
function commit(): string {
  try {
    const described = execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return ` (${described.trim()})`;
  } catch {
    return '';
  }
}

const begun = performance.now();
say(`Starting motcua ${packageJson.version}${commit()}, stage ${stage}, on Node ${process.versions.node} …`);
// Loaded only now: its libraries take a second, and who waits should see something at once.
const { startMotcua } = await import('./run-locally.ts');

let ending = false;
const starting = startMotcua({
  stage,
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
writeFileSync(departmentsFile(basePort), JSON.stringify(running.departments), { mode: 0o600 });
say(`Ready after ${((performance.now() - begun) / 1000).toFixed(1)} s: ${running.versions.join(', ')}.\n`);
say(welcome(running));

function welcome({
  apiUrl,
  doorUrl,
  inboxUrl,
  identityUrl,
  postalUrl,
  smsUrl,
  pushUrl,
  vnpayUrl,
  dvcqgUrl,
  bankUrl,
  portalUrl,
  departments: [department],
}: Running) {
  const token = (person: string): string => `curl -sX POST ${identityUrl}/people/${person}/token`;
  const queue = department
    ? `
  AWS_ACCESS_KEY_ID=${department.accessKeyId} AWS_SECRET_ACCESS_KEY=${department.secretAccessKey} \\
    aws sqs receive-message --endpoint-url ${doorUrl} --region ${department.region} --queue-url ${department.queueUrl}`
    : '';
  return `  API               ${apiUrl}
  API reference     ${apiUrl}/reference
  Sign in as        ${identityUrl}
  Mail inbox        ${inboxUrl}
  Postal operator   ${postalUrl}
  SMS provider      ${smsUrl}
  Messaging app     ${pushUrl}
  VNPAY             ${vnpayUrl}
  National payments ${dvcqgUrl}
  Bank of the fees  ${bankUrl}
  National portal   ${portalUrl}
  AWS endpoint      ${doorUrl}
  Logs              ${path.relative(process.cwd(), path.join(directory, 'logs'))}

Tokens: a citizen, an officer at the desk, one who decides (npm run token lists everybody)
  CITIZEN=$(${token('hoa')})
  DESK=$(${token('stp.mot-cua')})
  LEADER=$(${token('stp.lanh-dao')})

To try
  curl -s '${apiUrl}/v1/procedures?text=ly+lich+tu+phap'
  curl -s -H "Authorization: Bearer $CITIZEN" ${apiUrl}/v1/dossiers
  curl -s -H "Authorization: Bearer $DESK" '${apiUrl}/v1/worklist?list=unassigned'${queue}
  npm run demo

Ctrl-C stops everything; what was filed is kept (npm start -- --fresh forgets it).`;
}
