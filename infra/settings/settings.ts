import * as z from 'zod';
import { local } from './local.ts';
import { production } from './production.ts';
import { Settings, type Stage } from './shape.ts';
import { staging } from './staging.ts';

/** The settings do not let a stage be made: the message says what to enter. */
export class SettingsError extends Error {}

/**
 * The settings of a stage, checked.
 * @param basePort first of the ports that the local run takes; the other stages have none
 * @throws SettingsError when a value does not fit
 */
export function settingsOf(stage: Stage, basePort: number): Settings {
  const byStage = { local: local(basePort), staging, production };
  const settings = Settings.safeParse(byStage[stage]);
  if (settings.success) return settings.data;
  throw new SettingsError(`infra/settings/${stage}.ts:\n${z.prettifyError(settings.error)}`);
}

/** @throws SettingsError when the stage names no account, so that it would be deployed to whichever the caller has */
export function requireAccount({ stage, account }: Settings): void {
  if (!account)
    throw new SettingsError(
      `infra/settings/${stage}.ts names no account: enter as \`account\` what \`aws sts get-caller-identity\` says in the account that the stage is deployed to. Only \`npm run synth\` needs none.`,
    );
}
