import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { epochSeconds } from '../clock.ts';
import { environment } from '../resources.ts';
import { answerKey } from '../table/keys.ts';
import { absent, type Item, type Write } from '../table/transaction.ts';
import { answerWords } from './answer-words.ts';
import { Problem } from './problems.ts';

/** How long an answer is kept for repeats: longer than any client goes on trying. */
export const REPLAY_HOURS = 24;

/** How an answer begins: what is its own among its headers, not what every answer has. */
const Head = z.object({ status: z.int(), headers: z.record(z.string(), z.string()) });

/** An answer as it went out the first time. */
export type Answer = z.infer<typeof Head> & { readonly body: string };

const dictionary = Buffer.from(answerWords);

/**
 * An answer is the largest item of many a change, and a transaction is charged by the kilobyte: so it is kept deflated,
 * without the words that most answers have.
 */
const packed = ({ body, ...head }: Answer): Uint8Array =>
  deflateRawSync(`${JSON.stringify(head)}\n${body}`, { dictionary });

function unpacked(inflated: Buffer): Answer {
  const [head = '', body = ''] = inflated.toString().split('\n', 2);
  return { ...Head.parse(JSON.parse(head)), body };
}

const keptIn = <V extends number>(v: V, inflated: (bytes: Uint8Array) => Buffer) =>
  z.object({
    v: z.literal(v),
    requestHash: z.string(),
    answer: z.instanceof(Uint8Array).transform((bytes) => unpacked(inflated(bytes))),
  });

/** The first form was deflated without the words. */
const Kept = z.discriminatedUnion('v', [
  keptIn(1, (bytes) => inflateRawSync(bytes)),
  keptIn(2, (bytes) => inflateRawSync(bytes, { dictionary })),
]);

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
export const putAnswer = (repeatable: Repeatable, answer: Answer, now: Date): Write => ({
  put: {
    ...answerKey(repeatable.subject, repeatable.key),
    v: 2,
    requestHash: repeatable.requestHash,
    answer: packed(answer),
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
      Key: answerKey(repeatable.subject, repeatable.key),
      ConsistentRead: true,
    }),
  );
  return Item ? replayOf(Item, repeatable) : refusal;
}
