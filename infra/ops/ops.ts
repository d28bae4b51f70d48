import { parseArgs } from 'node:util';
import * as z from 'zod';
import { exportCalendarCommand, importCalendarCommand } from './calendar.ts';
import { exportCatalogueCommand, importCatalogueCommand } from './catalogue.ts';
import { checkPostalCommand } from './check-postal.ts';
import { type Command, Unready, UsageError } from './command.ts';
import { importItemCodesCommand } from './import-item-codes.ts';
import { importSignerCommand } from './import-signer.ts';
import { preflightCommand } from './preflight.ts';
import { previewMessagesCommand } from './preview-messages.ts';
import { rebuildStatisticsCommand } from './rebuild-statistics.ts';
import { relistCommand } from './relist.ts';
import { republishCommand } from './republish.ts';
import { verifyLogCommand } from './verify-log.ts';

/** Every command of the ops team, by name. */
const commands: ReadonlyMap<string, Command> = new Map([
  ['import-catalogue', importCatalogueCommand],
  ['export-catalogue', exportCatalogueCommand],
  ['import-calendar', importCalendarCommand],
  ['export-calendar', exportCalendarCommand],
  ['import-item-codes', importItemCodesCommand],
  ['import-signer', importSignerCommand],
  ['check-postal', checkPostalCommand],
  ['preflight', preflightCommand],
  ['preview-messages', previewMessagesCommand],
  ['republish', republishCommand],
  ['relist', relistCommand],
  ['rebuild-statistics', rebuildStatisticsCommand],
  ['verify-log', verifyLogCommand],
]);

const usageOf = (name: string, { summary, options }: Command): string => {
  const lines = Object.entries(options.shape).map(([option, schema]) => {
    const given = schema.safeParse(undefined);
    const usual = !given.success
      ? 'required'
      : given.data === undefined
        ? 'optional'
        : `default ${given.data}`;
    return `    --${option.padEnd(10)} ${schema.description} (${usual})`;
  });
  return [`  ${name}`, `    ${summary}`, ...lines].join('\n');
};

const usage = (): string =>
  [
    'Usage: npm run ops -- <command> [options]',
    ...[...commands].map(([name, command]) => usageOf(name, command)),
  ].join('\n\n');

/** Whether an option is said or not said, and takes no value. */
const isSwitch = (schema: z.core.$ZodType): boolean =>
  z.safeParse(schema, true).success && !z.safeParse(schema, '1').success;

function optionsOf(command: Command, args: readonly string[]): unknown {
  const options = Object.fromEntries(
    Object.entries(command.options.shape).map(
      ([name, schema]) => [name, { type: isSwitch(schema) ? 'boolean' : 'string' }] as const,
    ),
  );
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function textOf(error: unknown): string {
  if (error instanceof Unready) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Where a command says what: what it did, why it could not, and meanwhile how far it is. */
type Said = {
  readonly done: (text: string) => void;
  readonly failed: (text: string) => void;
  readonly meanwhile?: (text: string) => void;
};

/** Runs one command line. The exit code is 0 when done, 1 when it failed, 2 when the command line is wrong. */
export async function ops([name, ...args]: readonly string[], say: Said): Promise<0 | 1 | 2> {
  try {
    const command = name === undefined ? undefined : commands.get(name);
    if (!command)
      throw new UsageError(name === undefined ? 'Which command?' : `There is no command ${name}.`);
    say.done(await command.run(optionsOf(command, args), say.meanwhile ?? (() => {})));
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      say.failed(`${error.message}\n\n${usage()}`);
      return 2;
    }
    say.failed(textOf(error));
    return 1;
  }
}

/** Says how far a command is, on one line of a terminal; without a text it takes that line away. */
function showOnTerminal(text = ''): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}

if (import.meta.main)
  process.exitCode = await ops(process.argv.slice(2), {
    done: (text) => {
      showOnTerminal();
      console.log(text);
    },
    failed: (text) => {
      showOnTerminal();
      console.error(text);
    },
    meanwhile: showOnTerminal,
  });
