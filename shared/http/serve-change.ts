import type * as z from 'zod';
import type { Caller } from './caller.ts';
import { chain, type Sources, sources } from './chain.ts';
import { type Changed, type Completion, changeOnce } from './change-once.ts';
import { requestHash } from './idempotency.ts';
import type { Callers, Operation } from './operation.ts';
import { openRequest, type Request, type Schema } from './request.ts';

const subjectOf = (caller: Caller): string => ('subject' in caller ? caller.subject : caller.kind);

/**
 * Serves an operation that changes something: the use case says what to write, and the wrapper commits that
 * together with the answer to replay in one transaction. A repeat gets the original answer.
 */
export const serveChange = <
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  O extends Schema,
  Who extends Callers,
  K extends z.ZodType,
>(
  operation: Operation<P, Q, B, O, Who>,
  useCase: (request: Request<P, Q, B, Who>, sources: Sources) => Promise<Changed<O>>,
  completion?: Completion<K, O>,
) =>
  chain(operation, (event, rawBody) => {
    const { caller, key, read } = openRequest(operation, event);
    const repeatable = {
      subject: subjectOf(caller),
      key,
      requestHash: requestHash(operation.id, event.rawPath, rawBody),
    };
    // Read within: what was taken once is answered as then, also when it would be refused today.
    return changeOnce(operation, repeatable, async () => useCase(read(), sources), completion);
  });
