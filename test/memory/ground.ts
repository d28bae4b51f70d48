import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { assemblyOfTemplates, tableIn } from '../support/table-of-template.ts';
import { layBeside } from './functions-beside.ts';

/** What functions stand on that run in memory: made once, for all processes that run them. */
export type Ground = {
  /** The table as its template states it. */
  readonly table: Pick<CreateTableCommandInput, 'GlobalSecondaryIndexes'>;
  /** Routes at which the API itself asks for a token, as `GET /v1/dossiers`. */
  readonly locked: readonly string[];
  /** Where the files lie that the build puts beside functions. */
  readonly folder: string;
};

/** Makes the ground from the templates that would be deployed. */
export async function layGround(): Promise<Ground & { readonly clear: () => Promise<void> }> {
  const assembly = await assemblyOfTemplates();
  const folder = await mkdtemp(path.join(tmpdir(), 'motcua-functions-'));
  await layBeside(folder);
  return {
    table: tableIn(assembly),
    locked: assembly
      .ofType('AWS::ApiGatewayV2::Route')
      .filter(({ properties }) => properties.AuthorizationType === 'JWT')
      .map(({ properties }) => properties.RouteKey),
    folder,
    clear: () => rm(folder, { recursive: true }),
  };
}
