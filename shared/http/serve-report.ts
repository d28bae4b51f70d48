import type * as z from 'zod';
import { log } from '../log.ts';
import { untilUndisturbed } from '../table/transaction.ts';
import { answerOf } from './answer.ts';
import { chain, type Sources, sources } from './chain.ts';
import { correlationIdOf } from './headers.ts';
import type { Operation } from './operation.ts';

/** What a partner sent, not parsed yet: what proves it stands among its fields. */
export type Sent = { readonly query: unknown; readonly body: unknown; readonly correlationId: string };

/**
 * Serves a report in a partner's own format, which proves itself by what stands in it and is told everything in the
 * partner's own words, with status 200 whatever came of it. It changes nothing a second time, so no answer is kept.
 * @param failed what the partner is told when our side fails: it reports again
 */
export const serveReport = <O extends z.ZodType>(
  operation: Operation<undefined, z.ZodType | undefined, z.ZodType | undefined, O>,
  hear: (sent: Sent, sources: Sources) => Promise<z.input<O>>,
  failed: z.input<O>,
) =>
  chain(operation, async (event) => {
    const { queryStringParameters: query = {}, body } = event;
    const sent = { query, body, correlationId: correlationIdOf(event) };
    try {
      return answerOf(operation, { body: await untilUndisturbed(() => hear(sent, sources)) });
    } catch (error) {
      log.error('REPORT_FAILED', error);
      return answerOf(operation, { body: failed });
    }
  });
