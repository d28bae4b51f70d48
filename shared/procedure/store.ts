import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import type { Now } from '../clock.ts';
import { Problem } from '../http/problems.ts';
import { environment } from '../resources.ts';
import { CATALOGUE_PK, catalogueKey, SUMMARY_PREFIX } from '../table/keys.ts';
import { Procedure, ProcedureSummary } from './procedure.ts';

const ProcedureItem = z.object({ procedure: Procedure });
const SummaryItem = z.object({ summary: ProcedureSummary });

/** The procedure with this code, or undefined. */
async function findProcedure(code: string): Promise<Procedure | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: catalogueKey(code) }),
  );
  return Item && ProcedureItem.parse(Item).procedure;
}

/**
 * The procedure with this code.
 * @throws Problem `procedure-not-found`
 */
export async function loadProcedure(code: string): Promise<Procedure> {
  const procedure = await findProcedure(code);
  if (!procedure) throw new Problem('procedure-not-found');
  return procedure;
}

/** How long a change of the catalogue may stay unseen: it changes daily at most. */
const KEPT_MS = 60_000;

const keptProcedures = new Map<string, { readonly until: number; readonly procedure: Procedure }>();

/**
 * The procedure with this code, at most a minute old, or undefined where it is no longer in the catalogue: dossiers
 * outlive their procedures.
 */
export async function recallIfThere(code: string, now: Now): Promise<Procedure | undefined> {
  const time = now().getTime();
  const kept = keptProcedures.get(code);
  if (kept && kept.until > time) return kept.procedure;
  const procedure = await findProcedure(code);
  if (procedure) keptProcedures.set(code, { until: time + KEPT_MS, procedure });
  return procedure;
}

/**
 * The procedure with this code, at most a minute old: every step of a filing needs it, and none should read it anew.
 * @throws Problem `procedure-not-found`
 */
export async function recallProcedure(code: string, now: Now): Promise<Procedure> {
  const procedure = await recallIfThere(code, now);
  if (!procedure) throw new Problem('procedure-not-found');
  return procedure;
}

async function querySummaries(): Promise<readonly ProcedureSummary[]> {
  const pages = paginateQuery(
    { client: table },
    {
      TableName: environment('TABLE_NAME'),
      KeyConditionExpression: 'PK = :catalogue AND begins_with(SK, :summary)',
      ExpressionAttributeValues: { ':catalogue': CATALOGUE_PK, ':summary': SUMMARY_PREFIX },
    },
  );
  const summaries: ProcedureSummary[] = [];
  for await (const { Items = [] } of pages)
    summaries.push(...Items.map((item) => SummaryItem.parse(item).summary));
  return summaries;
}

let kept: { readonly until: number; readonly summaries: readonly ProcedureSummary[] } | undefined;

/**
 * All procedures in short, at most a minute old. They are kept in memory: all 2,067 of the province are 0.6 MB,
 * and reading them for each search would cost some 80 read units of one partition, which gives 3,000 a second.
 */
export async function listProcedureSummaries(now: Now): Promise<readonly ProcedureSummary[]> {
  const time = now().getTime();
  if (kept === undefined || kept.until <= time) {
    kept = { until: time + KEPT_MS, summaries: await querySummaries() };
  }
  return kept.summaries;
}
