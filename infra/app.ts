import { App } from 'aws-cdk-lib/core';
import * as z from 'zod';
import cdk from '../cdk.json' with { type: 'json' };
import { build } from './build/build.ts';
import { settingsOf } from './settings/settings.ts';
import { stages } from './settings/shape.ts';
import { addStacks } from './stacks.ts';

/** What `cdk -c name=value` may say. Without a stage it is the one that no account can be harmed by. */
const Context = z.object({
  stage: z.enum(stages).default('local'),
  basePort: z.coerce.number().int().min(1024).max(65_000).default(4800),
});

// The CLI would read the context of cdk.json itself; so the result is the same without it.
const app = new App({ context: cdk.context, analyticsReporting: false });
const context = Context.safeParse({
  stage: app.node.tryGetContext('stage'),
  basePort: app.node.tryGetContext('basePort'),
});
if (context.success) {
  await build();
  addStacks(app, settingsOf(context.data.stage, context.data.basePort));
  app.synth();
} else {
  console.error(z.prettifyError(context.error));
  process.exitCode = 1;
}
