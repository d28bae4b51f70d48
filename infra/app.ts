import { App } from 'aws-cdk-lib/core';
import * as z from 'zod';
import cdk from '../cdk.json' with { type: 'json' };
import { build } from './build/build.ts';
import { requireAccount, SettingsError, settingsOf } from './settings/settings.ts';
import { stages } from './settings/shape.ts';
import { addStacks } from './stacks.ts';

/** What `cdk -c name=value` may say. Without a stage it is the one that no account can be harmed by. */
const Context = z.object({
  stage: z.enum(stages).default('local'),
  basePort: z.coerce.number().int().min(1024).max(65_000).default(4800),
  /** Templates that fit any account, to be looked at. */
  anyAccount: z.stringbool().default(false),
});

// The CLI would read the context of cdk.json itself; so the result is the same without it.
const app = new App({ context: cdk.context, analyticsReporting: false });
try {
  const context = Context.safeParse(
    Object.fromEntries(Object.keys(Context.shape).map((name) => [name, app.node.tryGetContext(name)])),
  );
  if (!context.success) throw new SettingsError(z.prettifyError(context.error));
  const settings = settingsOf(context.data.stage, context.data.basePort);
  if (!context.data.anyAccount) requireAccount(settings);
  await build();
  addStacks(app, settings);
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
