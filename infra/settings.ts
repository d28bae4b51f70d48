import { local } from './settings/local.ts';
import { production } from './settings/production.ts';
import { Settings, type Stage } from './settings/shape.ts';
import { staging } from './settings/staging.ts';

/**
 * The settings of a stage, checked.
 * @param basePort first of the ports that the local run takes; the other stages have none
 * @throws ZodError when a value does not fit
 */
export function settingsOf(stage: Stage, basePort: number): Settings {
  const byStage = { local: local(basePort), staging, production };
  return Settings.parse(byStage[stage]);
}
