import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Language } from '../text.ts';
import type { ProblemBody } from './problem-body.ts';
import { PROBLEM_TYPE_BASE, type Problem, problems } from './problems.ts';

/** Where nothing else is known: what is busy may be so for a moment. */
const MOMENT_SECONDS = 1;

/** A problem as `application/problem+json` in the language asked for. */
export function problemAnswer(
  problem: Problem,
  { language, correlationId }: { language: Language; correlationId: string },
): APIGatewayProxyStructuredResultV2 {
  const { status, title } = problems[problem.code];
  const retryAfter = problem.retryAfterSeconds ?? (status === 503 ? MOMENT_SECONDS : undefined);
  const body: ProblemBody = {
    type: `${PROBLEM_TYPE_BASE}/${problem.code}`,
    title: title[language],
    status,
    ...(problem.detail && { detail: problem.detail[language] }),
    code: problem.code,
    correlationId,
    ...(problem.faults.length > 0 && {
      errors: problem.faults.map(({ message, ...fault }) => ({ ...fault, message: message[language] })),
    }),
  };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      'cache-control': 'no-store',
      'x-correlation-id': correlationId,
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify(body),
  };
}
