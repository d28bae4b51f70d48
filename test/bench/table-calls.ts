import { aPdf } from '../../infra/demo/files.ts';
import { declarationOf } from '../../infra/demo/papers.ts';
import { pascalCase } from '../../infra/functions/contract.ts';
import type { Client } from '../../shared/client/client.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { api } from '../../shared/operations.ts';
import { projectEvents } from '../../shared/statistics/contracts/project-events.ts';
import { leanProcedures, prepareDraft, type ReadyDraft } from './drafts.ts';
import type { Count, LocalRun } from './run.ts';
import { quiet, submitted } from './submissions.ts';

/** What the table is asked for, as the door counts it. */
export type TableCalls = {
  /** Calls to the table per change of each operation, on average. */
  readonly perChange: readonly {
    readonly id: string;
    readonly reads: number;
    readonly transactions: number;
  }[];
  /** Capacity units of one dossier from its draft to its return, consumers included, as DynamoDB charges them. */
  readonly ofDossier: Units;
  /** Those of them that its statistics take. */
  readonly ofStatistics: Units;
  /** Those of a paper that is declared and taken back. */
  readonly ofTakenBack: Units;
};

type Units = { readonly read: number; readonly write: number };

const measured: readonly Operation[] = [
  api.createDraft,
  api.fillForm,
  api.declareDocument,
  api.removeDocument,
  api.submitDossier,
  api.applyTransition,
];

const DOSSIERS = 20;

export const READS = /^dynamodb:(GetItem|Query|BatchGetItem|TransactGetItems)$/;
export const WRITES = /^dynamodb:(TransactWriteItems|PutItem|UpdateItem|DeleteItem)$/;

type Tokens = { readonly applicant: string; readonly desk: string; readonly caseOfficer: string };

/** The procedure that asks for the fewest papers. */
function leanest() {
  const [procedure] = leanProcedures(1);
  if (!procedure) throw new Error('the catalogue has no procedure to file online');
  return procedure;
}

/** Declares a paper of a draft and takes it back. */
async function takeBack(client: Client, token: string, { dossierId }: ReadyDraft): Promise<void> {
  const params = { dossierId };
  const [paper] = leanest().papers;
  const { body } = await client.call(api.declareDocument, {
    token,
    params,
    body: declarationOf(paper?.id ?? '', aPdf('thua.pdf', dossierId)),
  });
  const { documentId } = body.document;
  await client.call(api.removeDocument, { token, params: { ...params, documentId } });
}

/** One dossier with one paper, from its draft to its return at the desk. */
async function journey(client: Client, { applicant, desk, caseOfficer }: Tokens): Promise<void> {
  const draft = await prepareDraft(client, applicant, leanest());
  const params = { dossierId: draft.dossierId };
  let { etag } = await submitted(client, applicant, draft)();
  const steps = [
    { token: desk, action: 'receive' },
    { token: caseOfficer, action: 'startProcessing' },
    { token: caseOfficer, action: 'finish' },
    { token: desk, action: 'returnResult' },
  ] as const;
  for (const { token, action } of steps)
    ({ etag } = await client.call(api.applyTransition, { token, params, etag, body: { action } }));
}

/** A client that keeps count of what it calls. */
function counting(client: Client): { client: Client; called: ReadonlyMap<string, number> } {
  const called = new Map<string, number>();
  const call: Client['call'] = (operation, said) => {
    called.set(operation.id, (called.get(operation.id) ?? 0) + 1);
    return client.call(operation, said);
  };
  return { client: { ...client, call }, called };
}

export const sumOf = (
  counts: readonly Count[],
  pattern: RegExp,
  what: 'calls' | 'capacity',
  role = '',
): number =>
  counts
    .filter(({ principal, operation }) => principal.includes(role) && pattern.test(operation))
    .reduce((sum, count) => sum + count[what], 0);

/** Files some dossiers one after the other with warm functions, and looks at what the door counted. */
export async function tableCalls(run: LocalRun, client: Client, tokens: Tokens): Promise<TableCalls> {
  const counted = counting(client);
  /** How the counts grow by some work. */
  const growth = async (work: () => Promise<unknown>) => {
    await quiet(run);
    const before = await run.counts();
    await work();
    await quiet(run);
    const after = await run.counts();
    return (...of: [RegExp, 'calls' | 'capacity', string?]): number =>
      sumOf(after, ...of) - sumOf(before, ...of);
  };
  type Grown = Awaited<ReturnType<typeof growth>>;
  const drafts: ReadyDraft[] = [];
  const prepared = await growth(async () => {
    for (let count = 0; count < DOSSIERS; count++)
      drafts.push(await prepareDraft(counted.client, tokens.applicant, leanest()));
  });
  const takenBack = await growth(async () => {
    for (const draft of drafts) await takeBack(counted.client, tokens.applicant, draft);
  });
  const lived = await growth(async () => {
    for (let count = 0; count < DOSSIERS; count++) await journey(counted.client, tokens);
  });
  const units = (grown: Grown, role?: string): Units => ({
    read: grown(READS, 'capacity', role) / DOSSIERS,
    write: grown(WRITES, 'capacity', role) / DOSSIERS,
  });
  return {
    perChange: measured.map(({ id }) => {
      const calls = counted.called.get(id) ?? 0;
      const role = `${pascalCase(id)}Role`;
      const sum = (pattern: RegExp) =>
        [prepared, takenBack, lived].reduce((all, grown) => all + grown(pattern, 'calls', role), 0);
      return { id, reads: sum(READS) / calls, transactions: sum(WRITES) / calls };
    }),
    ofDossier: units(lived),
    ofStatistics: units(lived, `${pascalCase(projectEvents.id)}Role`),
    ofTakenBack: units(takenBack),
  };
}
