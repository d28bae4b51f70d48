import { type Operation, partnerOf } from '../../../shared/http/operation.ts';
import { ProblemBody } from '../../../shared/http/problem-body.ts';
import { PROBLEM_TYPE_BASE, type ProblemCode, problems } from '../../../shared/http/problems.ts';

/** Whether a call bears a token, which API Gateway then checks. */
export const bearsToken = ({ callers }: Operation): boolean => callers !== 'public' && !partnerOf(callers);

/** Whether a call carries an `Idempotency-Key`; a partner's callback is known by its `eventId` instead. */
export const bearsKey = ({ writes }: Operation): boolean => writes === 'create' || writes === 'change';

/** Every problem an operation can answer with: its own, and those that follow from its shape. */
export function problemsOf(operation: Operation): readonly ProblemCode[] {
  if (operation.content) return operation.problems;
  const { params, query, body, writes, touches } = operation;
  const keyed = bearsKey(operation);
  const reports = writes === 'report';
  const all: ProblemCode[] = [
    // The size of a body is looked at whether one is wanted or not.
    'body-too-large',
    ...(body ? (['malformed-json', 'body-not-json'] as const) : []),
    // One faulty header alone has a problem of its own, two together have not.
    ...(!reports && (params || query || body || writes === 'change') ? (['invalid-request'] as const) : []),
    ...(keyed ? (['idempotency-key-required'] as const) : []),
    ...(writes && !reports ? (['idempotency-key-reused'] as const) : []),
    ...(writes === 'change' ? (['if-match-required', 'version-stale'] as const) : []),
    // Of those who need no token, it meets who goes around the edge of a stage that has one.
    'caller-not-allowed',
    ...(partnerOf(operation.callers) && !reports ? (['signature-invalid'] as const) : []),
    ...(touches.limits ? (['too-many-calls'] as const) : []),
    ...operation.problems,
    'internal',
    // Only the table is asked too fast, or by two at once.
    ...(!reports && (touches.table || touches.indexes) ? (['busy'] as const) : []),
  ];
  return [...new Set(all)];
}

const exampleFaults: Partial<Record<string, ProblemBody['errors']>> = {
  'invalid-request': [
    { in: 'body', field: '/owner/phone', code: 'phone', message: 'Số điện thoại không đúng' },
    { in: 'query', field: 'limit', code: 'too-big', message: 'Không quá 100' },
  ],
  'form-invalid': [{ in: 'body', field: '/form/purpose', code: 'required', message: 'Bắt buộc phải có' }],
  'papers-incomplete': [
    { in: 'document', field: 'TP02', code: 'paper-missing', message: 'Thiếu giấy tờ bắt buộc' },
  ],
};

/** How each problem reads in Vietnamese, by its code. */
export const problemExamples = (): Record<string, { readonly value: ProblemBody }> =>
  Object.fromEntries(
    Object.entries(problems).map(([code, { status, title }]) => [
      code,
      {
        value: ProblemBody.parse({
          type: `${PROBLEM_TYPE_BASE}/${code}`,
          title: title.vi,
          status,
          code,
          correlationId: '0b8f6c7e-7a53-4a0e-9d0f-5f2c1f6f3c52',
          errors: exampleFaults[code],
        }),
      },
    ]),
  );
