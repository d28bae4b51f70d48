import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { epochSeconds } from '../clock.ts';
import { environment } from '../resources.ts';
import { idempotencyKey } from '../table/keys.ts';
import { absent, type Item, type Write } from '../table/transaction.ts';
import { Problem } from './problems.ts';

/** How long an answer is kept for repeats: longer than any client goes on trying. */
export const REPLAY_HOURS = 24;

/** An answer as it went out the first time. */
const Answer = z.object({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type Answer = z.infer<typeof Answer>;

/** Answers are the largest items of a change, and a transaction is charged by the kilobyte: so they are kept deflated. */
const Kept = z.object({
  requestHash: z.string(),
  answer: z.object({
    status: Answer.shape.status,
    headers: Answer.shape.headers,
    body: z.instanceof(Uint8Array).transform((packed) => inflateRawSync(packed).toString()),
  }),
});

/** Which call this is a first or repeated sending of. */
export type Repeatable = {
  readonly subject: string;
  readonly key: string;
  /** SHA-256 over operation, path and body: the same key with another request is a mistake of the client. */
  readonly requestHash: string;
};

export const requestHash = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** The call was answered before: thrown out of the transaction with the answer to give again. */
export class Replay extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super('replay');
    this.name = 'Replay';
    this.answer = answer;
  }
}

/** The original answer, or the problem that this key was used for another request. */
function replayOf(kept: Item | undefined, { requestHash: hash }: Repeatable): Replay | Problem {
  const { requestHash: keptHash, answer } = Kept.parse(kept);
  return keptHash === hash ? new Replay(answer) : new Problem('idempotency-key-reused');
}

/** Keeps the answer in the very transaction of the change. */
export const keepAnswer = (repeatable: Repeatable, answer: Answer, now: Date): Write => ({
  put: {
    ...idempotencyKey(repeatable.subject, repeatable.key),
    requestHash: repeatable.requestHash,
    answer: { ...answer, body: deflateRawSync(answer.body) },
    expiresAt: epochSeconds(now) + REPLAY_HOURS * 3600,
  },
  when: absent,
  refused: (current) => replayOf(current, repeatable),
});

/**
 * Whether a refused change was refused only because it had been made before. The happy path never asks:
 * there the transaction itself finds the kept answer.
 */
export async function replayInstead(repeatable: Repeatable, refusal: Error): Promise<Error> {
  const { Item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: idempotencyKey(repeatable.subject, repeatable.key),
      ConsistentRead: true,
    }),
  );
  return Item ? replayOf(Item, repeatable) : refusal;
}
