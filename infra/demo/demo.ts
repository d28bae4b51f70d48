import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { api } from '../../shared/operations.ts';
import { basePortOf, PORT_RULE, USUAL_PORT } from '../machine.ts';
import { showFigures } from './figures.ts';
import { type Place, placeAt } from './place.ts';
import { narrator, StepFailed } from './steps.ts';
import { stories } from './stories.ts';
import { until } from './until.ts';

/** `npm run demo` tells all stories, `npm run demo -- <name>` one, and then the dashboard's figures; motcua is started for them when none runs. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: String(USUAL_PORT) } },
});

/** A first start fetches tools and fills the table. */
const LONGEST_START_SECONDS = 180;

const say = (line: string): void => console.log(line);

const answers = ({ client }: Place): Promise<boolean> =>
  client.call(api.listAgencies).then(
    () => true,
    () => false,
  );

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

/** Starts motcua as `npm start` does. @throws Error when it ends instead of answering; it has said why itself */
async function start(place: Place, port: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '..', 'start.ts'), '--port', port], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await until(
    `motcua to answer at ${place.apiUrl}`,
    async () => {
      if (hasEnded(child)) throw new Error('Không khởi động được · motcua could not be started');
      return (await answers(place)) ? true : undefined;
    },
    LONGEST_START_SECONDS,
  );
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
}

/** The stories of these names, or all. @throws Error that lists them for who names another */
function storiesCalled(names: readonly string[]) {
  const unknown = names.find((name) => !stories.some((story) => story.name === name));
  if (unknown === undefined) return stories.filter(({ name }) => names.length === 0 || names.includes(name));
  const lines = stories.map(({ name, title }) => `  ${name.padEnd(22)}${title.vi} · ${title.en}`);
  throw new Error(
    [`Không có chuyện "${unknown}", chỉ có · there is no such story, only:`, ...lines].join('\n'),
  );
}

async function demo(port: string, names: readonly string[]): Promise<void> {
  const told = storiesCalled(names);
  const basePort = basePortOf(port);
  if (basePort === undefined) throw new Error(PORT_RULE);
  const place = placeAt(basePort);
  const running = await answers(place);
  say(
    running
      ? `Motcua đang chạy ở ${place.apiUrl} · it runs already`
      : `Khởi động motcua ở ${place.apiUrl} · starting it …`,
  );
  const child = running ? undefined : await start(place, port);
  try {
    for (const { title, play } of told) {
      say(`\n${styleText(['bold', 'underline'], title.vi)} ${styleText('dim', `· ${title.en}`)}`);
      await play({ ...place, ...narrator(say) });
    }
    await showFigures({ ...place, ...narrator(say) });
    say('\nMọi bước đều đúng · every step held.');
  } finally {
    if (child) await end(child);
  }
}

try {
  await demo(values.port, positionals);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(
    error instanceof StepFailed ? `\nBước không đúng · a step did not hold: ${message}` : message,
  );
  process.exitCode = 1;
}
