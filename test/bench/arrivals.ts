import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { until } from '../../infra/demo/until.ts';
import type { Client } from '../../shared/client/client.ts';
import { systemNow } from '../../shared/clock.ts';
import { events } from '../../shared/dossier/events.ts';
import { leanProcedures, prepareDraft, type ReadyDraft } from './drafts.ts';
import type { LocalRun } from './run.ts';
import { submitted } from './submissions.ts';

const EVENTS = 120;
/** Between two submissions: some seven a second, a hundred times what the province sees at its busiest hour. */
const EVERY_MS = 150;

/** Notes for each dossier how long after its event's time the event came, until the signal. */
async function listen(
  { queueUrl: QueueUrl, accessKeyId, secretAccessKey }: LocalRun['departments'][number],
  arrived: Map<string, number>,
  signal: AbortSignal,
): Promise<void> {
  const sqs = new SQSClient({
    endpoint: new URL(QueueUrl).origin,
    region: 'ap-southeast-1',
    credentials: { accessKeyId, secretAccessKey },
  });
  while (!signal.aborted) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    const at = systemNow().getTime();
    for (const { Body = '' } of Messages) {
      const { subject, time } = events.parse(JSON.parse(Body));
      arrived.set(subject, at - new Date(time).getTime());
    }
    if (Messages.length > 0)
      await sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl,
          Entries: Messages.map(({ ReceiptHandle }, entry) => ({ Id: String(entry), ReceiptHandle })),
        }),
      );
  }
  sqs.destroy();
}

/**
 * Milliseconds from the event's own time, which is just before the commit, to its arrival at the department that
 * looks for it, at a steady rate of submissions.
 */
export async function arrivals(run: LocalRun, client: Client, token: string): Promise<readonly number[]> {
  const arrived = new Map<string, number>();
  const end = new AbortController();
  const [procedure] = leanProcedures(1);
  const department = run.departments.find(({ agency }) => agency === procedure?.agency);
  if (!procedure || !department) throw new Error('the first agency of the catalogue has no queue');
  const drafts: ReadyDraft[] = [];
  while (drafts.length < EVENTS) drafts.push(await prepareDraft(client, token, procedure));
  const listening = listen(department, arrived, end.signal);
  const submitting = drafts.map(async (draft, index) => {
    await sleep(index * EVERY_MS);
    await submitted(client, token, draft)();
  });
  await Promise.all(submitting);
  const expected = drafts.map(({ dossierId }) => dossierId);
  const times = await until('the events of all submissions', () => {
    const seen = expected.flatMap((dossierId) => arrived.get(dossierId) ?? []);
    return seen.length === expected.length ? seen : undefined;
  });
  end.abort();
  await listening;
  return times;
}
