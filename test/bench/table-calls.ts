import type { Client } from '../../infra/demo/client.ts';
import { aPdf } from '../../infra/demo/files.ts';
import { declarationOf } from '../../infra/demo/papers.ts';
import { pascalCase } from '../../infra/functions/contract.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { api } from '../../shared/operations.ts';
import { leanProcedures, prepareDraft } from './drafts.ts';
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
  readonly unitsPerDossier: { readonly read: number; readonly write: number };
};

const measured: readonly Operation[] = [
  api.createDraft,
  api.fillForm,
  api.declareDocument,
  api.removeDocument,
  api.submitDossier,
  api.applyTransition,
];

const DOSSIERS = 20;

const READS = /^dynamodb:(GetItem|Query|BatchGetItem|TransactGetItems)$/;
const WRITES = /^dynamodb:(TransactWriteItems|PutItem|UpdateItem|DeleteItem)$/;

type Tokens = { readonly applicant: string; readonly desk: string; readonly caseOfficer: string };

/** One dossier from its draft to its return, with a paper that is taken back. */
async function journey(client: Client, { applicant, desk, caseOfficer }: Tokens): Promise<void> {
  const [procedure] = leanProcedures(1);
  if (!procedure) throw new Error('the catalogue has no procedure to file online');
  const draft = await prepareDraft(client, applicant, procedure);
  const params = { dossierId: draft.dossierId };
  const [paper] = procedure.papers;
  const { body } = await client.call(api.declareDocument, {
    token: applicant,
    params,
    body: declarationOf(paper?.id ?? '', aPdf('thua.pdf', draft.dossierId)),
  });
  const removed = await client.call(api.removeDocument, {
    token: applicant,
    params: { ...params, documentId: body.document.documentId },
  });
  let { etag } = await submitted(client, applicant, { ...draft, etag: removed.etag })();
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

const sumOf = (counts: readonly Count[], pattern: RegExp, what: 'calls' | 'capacity', role = ''): number =>
  counts
    .filter(({ principal, operation }) => principal.includes(role) && pattern.test(operation))
    .reduce((sum, count) => sum + count[what], 0);

/** Files some dossiers one after the other with warm functions, and looks at what the door counted. */
export async function tableCalls(run: LocalRun, client: Client, tokens: Tokens): Promise<TableCalls> {
  await quiet(run);
  const before = await run.counts();
  const counted = counting(client);
  for (let count = 0; count < DOSSIERS; count++) await journey(counted.client, tokens);
  await quiet(run);
  const after = await run.counts();
  const grown = (...of: [RegExp, 'calls' | 'capacity', string?]): number =>
    sumOf(after, ...of) - sumOf(before, ...of);
  return {
    perChange: measured.map(({ id }) => {
      const calls = counted.called.get(id) ?? 0;
      const role = `${pascalCase(id)}Role`;
      return {
        id,
        reads: grown(READS, 'calls', role) / calls,
        transactions: grown(WRITES, 'calls', role) / calls,
      };
    }),
    unitsPerDossier: {
      read: grown(READS, 'capacity') / DOSSIERS,
      write: grown(WRITES, 'capacity') / DOSSIERS,
    },
  };
}
