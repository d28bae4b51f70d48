import { mkdirSync } from 'node:fs';
import { App } from 'aws-cdk-lib/core';
import cdk from '../../cdk.json' with { type: 'json' };
import { ApiStack } from '../../infra/api/api-stack.ts';
import { openApi } from '../../infra/api/openapi.ts';
import { bundleFolder } from '../../infra/build/build.ts';
import { DataStack } from '../../infra/data/data-stack.ts';
import { EventsStack } from '../../infra/events/events-stack.ts';
import { pascalCase } from '../../infra/functions/contract.ts';
import { OperationsStack } from '../../infra/functions/operations-stack.ts';
import { settingsOf } from '../../infra/settings/settings.ts';
import { actionNames, actionOf, actionsFrom } from '../../shared/dossier/actions.ts';
import { events } from '../../shared/dossier/events.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { operations } from '../../shared/operations.ts';
import { needs } from '../infra/needs.ts';
import { stateDiagram } from '../support/state-diagram.ts';

// Prints what follows from the tree in which this file stands, as JSON: `what-follows.ts <action> <operation>`.
const [, , action = '', id = ''] = process.argv;

const { paths, components } = openApi(operations, { title: 'Motcua', serverUrl: '/' });

/** What the stacks make of one operation: every resource of its function and its route, by type. */
function deployed(operation: Operation): Readonly<Record<string, readonly unknown[]>> {
  mkdirSync(bundleFolder(operation), { recursive: true });
  const app = new App({ context: cdk.context, analyticsReporting: false });
  const settings = settingsOf('local', 4800);
  const env = { region: settings.region, account: '000000000000' };
  const data = new DataStack(app, 'data', { env, settings, contracts: [operation] });
  const made = new EventsStack(app, 'events', { env, settings, workers: [] });
  const { handlers } = new OperationsStack(app, 'operations', {
    env,
    settings,
    data,
    events: made,
    operations: [operation],
  });
  new ApiStack(app, 'api', { env, settings, key: data.key, alarms: made.alarms, handlers });
  const assembly = app.synth();
  const resources = ['operations', 'api'].flatMap((stack) =>
    Object.entries<{ Type: string; Properties: unknown }>(assembly.getStackByName(stack).template.Resources),
  );
  const name = pascalCase(operation.id);
  const own = resources.filter(
    ([logicalId, { Properties }]) => logicalId.includes(name) || JSON.stringify(Properties).includes(name),
  );
  const byType = Map.groupBy(own, ([, { Type }]) => Type);
  return Object.fromEntries(
    [...byType].map(([type, resources]) => [type, resources.map(([, { Properties }]) => Properties)]),
  );
}

const name = actionNames.find((one) => one === action);
const operation = operations.find((one) => one.id === id);

console.log(
  JSON.stringify({
    steps: name && actionOf(name).from,
    offered: actionsFrom('supplementRequested', 'deskOfficer'),
    events: events.names,
    diagram: stateDiagram(),
    acts: components.schemas.Act ?? components.schemas.ActInput,
    transitions: paths['/v1/dossiers/{dossierId}/transitions'],
    described: operation && paths[operation.path],
    deployed: operation && deployed(operation),
    needs: needs[id],
  }),
);
