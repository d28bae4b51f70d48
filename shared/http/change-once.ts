import type * as z from 'zod';
import { commit, Superseded, untilUndisturbed, type Write } from '../table/transaction.ts';
import { type Answered, answerOf } from './answer.ts';
import { sources } from './chain.ts';
import { type Answer, putAnswer, type Repeatable, Replay, replayInstead } from './idempotency.ts';
import type { Operation } from './operation.ts';
import { Problem } from './problems.ts';
import type { Schema } from './request.ts';

/** What a changing use case answers, and all that it writes: both are committed in one transaction. */
export type Changed<O extends Schema> = Answered<O> & { readonly writes: readonly Write[] };

/** What is kept of an answer for repeats, and where they get the rest: what is kept elsewhere, or signed for a short time. */
export type Completion<K extends z.ZodType, O extends Schema> = {
  readonly kept: K;
  readonly complete: (kept: z.output<K>) => Promise<Answered<O>['body']>;
};

/**
 * Makes a change, and keeps its answer to replay in the same transaction. A repeat gets the original answer.
 * @throws Problem `busy` when others keep overtaking it
 */
export async function changeOnce<K extends z.ZodType>(
  operation: Operation,
  repeatable: Repeatable,
  change: () => Promise<Changed<Schema>>,
  completion?: Completion<K, Schema>,
): Promise<Answer> {
  const kept = (answer: Answer, body: unknown): Answer =>
    completion ? { ...answer, body: JSON.stringify(completion.kept.parse(body)) } : answer;
  const completed = async (answer: Answer): Promise<Answer> => {
    if (!completion) return answer;
    const body = await completion.complete(completion.kept.parse(JSON.parse(answer.body)));
    return { ...answer, body: JSON.stringify(operation.output?.parse(body)) };
  };
  try {
    return await untilUndisturbed(async () => {
      const changed = await change();
      const answer = answerOf(operation, changed);
      const keeping = putAnswer(repeatable, kept(answer, changed.body), sources.now());
      await commit([keeping, ...changed.writes]);
      return answer;
    });
  } catch (error) {
    if (error instanceof Superseded) throw new Problem('busy');
    const outcome =
      error instanceof Problem &&
      error.code !== 'dossier-not-found' &&
      error.code !== 'idempotency-key-reused'
        ? await replayInstead(repeatable, error)
        : error;
    if (!(outcome instanceof Replay)) throw outcome;
    const answer = await completed(outcome.answer);
    return { ...answer, headers: { ...answer.headers, 'idempotent-replayed': 'true' } };
  }
}
