import { type Answered, answerOf } from './answer.ts';
import { chain, type Sources, sources } from './chain.ts';
import type { Callers, Operation } from './operation.ts';
import { type Request, requestOf, type Schema } from './request.ts';

/** Serves an operation that changes nothing. */
export const serveRead = <
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  O extends Schema,
  Who extends Callers,
>(
  operation: Operation<P, Q, B, O, Who>,
  useCase: (request: Request<P, Q, B, Who>, sources: Sources) => Promise<Answered<O>>,
) =>
  chain(operation, async (event) => answerOf(operation, await useCase(requestOf(operation, event), sources)));
