import { type App, Tags, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { operations, workers } from '../shared/operations.ts';
import { ApiStack } from './api/api-stack.ts';
import { EdgeStack } from './api/edge-stack.ts';
import { DataStack } from './data/data-stack.ts';
import { EventsStack } from './events/events-stack.ts';
import { contracts, isIn } from './functions/contract.ts';
import { OperationsStack } from './functions/operations-stack.ts';
import { WorkersStack } from './functions/workers-stack.ts';
import { EDGE_REGION, type Settings } from './settings/shape.ts';

/** Puts the stacks of one stage into an app. A finding of the checks that no one answered for stops the synthesis. */
export function addStacks(app: App, settings: Settings): void {
  const { stage, region, account, live, province } = settings;
  const name = (part: string) => `motcua-${stage}-${part}`;
  const env = { region, ...(account && { account }) };
  const stateful = { env, terminationProtection: live };
  const has = isIn(settings);
  const data = new DataStack(app, name('data'), { ...stateful, settings, contracts: contracts.filter(has) });
  const events = new EventsStack(app, name('events'), { ...stateful, settings, workers });
  const { handlers } = new OperationsStack(app, name('operations'), {
    env,
    settings,
    data,
    events,
    operations: operations.filter(has),
  });
  new WorkersStack(app, name('workers'), { env, settings, data, events, workers: workers.filter(has) });
  new ApiStack(app, name('api'), { env, settings, key: data.key, alarms: events.alarms, handlers });

  const { edge, domain } = settings;
  if (edge && domain)
    new EdgeStack(app, name('edge'), {
      env: { ...env, region: EDGE_REGION },
      settings: { ...settings, edge, domain },
    });

  Tags.of(app).add('Project', 'motcua');
  Tags.of(app).add('Stage', stage);
  Tags.of(app).add('Province', province.code);
  Tags.of(app).add('DataClassification', 'personal');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
