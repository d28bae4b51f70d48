import * as z from 'zod';
import { settingsOf } from '../settings/settings.ts';
import { stages } from '../settings/shape.ts';
import { command, Unready } from './command.ts';
import { accountToLookAt } from './preflight/account.ts';
import type { Check, Connection, Finding, Place } from './preflight/check.ts';
import { checks } from './preflight/checks.ts';

/** What came of a check: its finding, or why there is none. */
type Answer = Finding | { readonly verdict: 'not allowed to look' | 'could not look'; readonly says: string };

const isDenied = (error: unknown): boolean => error instanceof Error && /^AccessDenied/.test(error.name);

async function answerOf({ look, needs }: Check, place: Place): Promise<Answer> {
  try {
    return await look(place);
  } catch (error) {
    if (isDenied(error))
      return { verdict: 'not allowed to look', says: `AccessDenied: it takes ${needs.join(' and ')}.` };
    return { verdict: 'could not look', says: String(error) };
  }
}

const lineOf = (name: string, answer: Answer): string =>
  [
    `${answer.verdict.padEnd(19)}  ${name}: ${answer.says}`,
    ...('command' in answer ? [`${' '.repeat(19)}  ${answer.command}`] : []),
  ].join('\n');

/**
 * Looks at all that must be there before a deploy.
 * @returns a line for each check
 * @throws Unready with the same lines, when something is missing or could not be seen
 */
export async function preflight(place: Place): Promise<string> {
  const answers = await Promise.all(
    checks.map(async (check) => ({ name: check.name, answer: await answerOf(check, place) })),
  );
  const { settings, account, connection } = place;
  const amiss = answers.filter(({ answer: { verdict } }) => verdict !== 'ok' && verdict !== 'ask').length;
  const report = [
    `${settings.stage}, account ${account}, ${connection.region}:`,
    ...answers.map(({ name, answer }) => lineOf(name, answer)),
    amiss === 0 ? 'Nothing is missing.' : `Not ready: ${amiss} of ${answers.length}.`,
  ].join('\n');
  if (amiss > 0) throw new Unready(report);
  return report;
}

export const preflightCommand = command({
  summary:
    'Say what is missing before a stage can be deployed, and the command that mends it; changes nothing',
  options: z.strictObject({
    stage: z
      .enum(stages, 'is staging or production')
      .exclude(['local'])
      .describe('stage to be deployed: staging or production'),
    profile: z.string().min(1).optional().describe('profile of the AWS configuration'),
  }),
  run: async ({ stage, profile }) => {
    const settings = settingsOf(stage, 0);
    const connection: Connection = { region: settings.region, ...(profile && { profile }) };
    const account = await accountToLookAt(settings, connection);
    return preflight({ settings, account, connection });
  },
});
