import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import type { Now } from '../clock.ts';
import { Problem } from '../http/problems.ts';
import { environment } from '../resources.ts';
import { loadItems } from '../table/batch.ts';
import { type Key, procedureKey } from '../table/keys.ts';
import { KeptProcedure, type Procedure } from './procedure.ts';

/** What was imported before versions bears none. */
const ProcedureItem = z.object({ v: z.literal(1).optional(), procedure: KeptProcedure });

/** A procedure as the table holds it. */
export const procedureItem = (procedure: Procedure): z.input<typeof ProcedureItem> & Key => ({
  ...procedureKey(procedure.code),
  v: 1,
  procedure,
});

/** The procedure with this code, or undefined. */
async function findProcedure(code: string): Promise<Procedure | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: procedureKey(code) }),
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
export const CATALOGUE_KEPT_MS = 60_000;

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
  if (procedure) keptProcedures.set(code, { until: time + CATALOGUE_KEPT_MS, procedure });
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

/** The procedures with these codes, as far as they are in the catalogue, by code. */
export async function loadProcedures(codes: readonly string[]): Promise<ReadonlyMap<string, Procedure>> {
  const items = await loadItems([...new Set(codes)].map(procedureKey));
  return new Map(
    items.map((item) => {
      const { procedure } = ProcedureItem.parse(item);
      return [procedure.code, procedure];
    }),
  );
}
