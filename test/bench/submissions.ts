import { setTimeout as sleep } from 'node:timers/promises';
import { portsOf, urlAt } from '../../infra/machine.ts';
import { type Client, clientOf } from '../../shared/client/client.ts';
import { submitDossier } from '../../shared/filing/contracts/submit-dossier.ts';
import type { Applicant } from '../../shared/http/caller.ts';
import { commit } from '../../shared/table/transaction.ts';
import { leanProcedures, prepareDraft, type ReadyDraft } from './drafts.ts';
import { connectRaw, rawSubmissions } from './raw-submission.ts';
import type { LocalRun } from './run.ts';

/** One block of submissions: what each took in milliseconds, and all together in seconds. */
export type Block = { readonly milliseconds: readonly number[]; readonly seconds: number };

/** Blocks of submissions over HTTP and of raw transactions, in turns. */
export type Submissions = { readonly http: readonly Block[]; readonly raw: readonly Block[] };

/** Each files with an agency of its own, so that none waits for another's number. */
const CLIENTS = 8;
const BLOCKS = 4;
const PER_CLIENT = 7;
/** Blocks before the first that counts: they load the functions and warm the emulators up. */
const WARM_UP = 2;

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Runs the jobs of each client one after the other, the clients side by side. */
async function block(jobs: readonly (readonly (() => Promise<unknown>)[])[]): Promise<Block> {
  const milliseconds: number[] = [];
  const whole = await timed(() =>
    Promise.all(
      jobs.map(async (ofClient) => {
        for (const job of ofClient) milliseconds.push(await timed(job));
      }),
    ),
  );
  return { milliseconds, seconds: whole / 1000 };
}

/** Waits until what earlier submissions set off is over: no call but looks into empty queues. */
export async function quiet(run: LocalRun): Promise<void> {
  const work = async () =>
    (await run.counts())
      .filter(({ operation }) => !/Receive|GetRecords|Get\w+Iterator|Describe/.test(operation))
      .reduce((sum, { calls }) => sum + calls, 0);
  for (let before = -1, now = await work(); now !== before; now = await work()) {
    before = now;
    await sleep(1500);
  }
}

/**
 * Submits dossiers over HTTP, and writes the very same transactions straight into the same DynamoDB Local, in turns
 * and from the same process. The publisher stands still meanwhile: its consumers would take from the slower of the
 * two, which runs longer, the greater share of a machine that on AWS is another.
 */
export async function submissions(
  run: LocalRun,
  { basePort, caller, token }: { basePort: number; caller: Applicant; token: string },
): Promise<Submissions> {
  const client = clientOf(run.apiUrl);
  connectRaw(urlAt(portsOf(basePort).dynamodb), run.table);
  const rounds = 2 * (WARM_UP + BLOCKS);
  const prepared = await Promise.all(
    leanProcedures(CLIENTS).map(async (procedure) => {
      const drafts: ReadyDraft[] = [];
      for (let count = 0; count < rounds * PER_CLIENT; count++)
        drafts.push(await prepareDraft(client, token, procedure));
      return drafts;
    }),
  );
  const next = () => prepared.map((drafts) => drafts.splice(0, PER_CLIENT));
  const http: Block[] = [];
  const raw: Block[] = [];
  await quiet(run);
  await run.publish(false);
  for (let round = 0; round < WARM_UP + BLOCKS; round++) {
    http.push(await block(next().map((drafts) => drafts.map((draft) => submitted(client, token, draft)))));
    const transactions = await Promise.all(next().map((drafts) => rawSubmissions(drafts, caller)));
    raw.push(await block(transactions.map((ofClient) => ofClient.map((writes) => () => commit(writes)))));
  }
  await run.publish(true);
  await quiet(run);
  return { http: http.slice(WARM_UP), raw: raw.slice(WARM_UP) };
}

export const submitted =
  (client: Client, token: string, { dossierId, etag }: ReadyDraft) =>
  () =>
    client.call(submitDossier, { token, params: { dossierId }, etag });
