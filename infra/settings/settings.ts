import { local } from './local.ts';
import { production } from './production.ts';
import { Settings, type Stage } from './shape.ts';
import { staging } from './staging.ts';

/**
 * The settings of a stage, checked.
 * @param basePort first of the ports that the local run takes; the other stages have none
 * @throws ZodError when a value does not fit
 */
export function settingsOf(stage: Stage, basePort: number): Settings {
  const byStage = { local: local(basePort), staging, production };
  return Settings.parse(byStage[stage]);
}
