import * as z from 'zod';
import { type ProblemCode, problems } from './problems.ts';

/** One fault of a request, its message already in the caller's language. */
const FaultBody = z
  .object({
    in: z.enum(['path', 'query', 'header', 'body', 'document']),
    field: z
      .string()
      .meta({ description: 'JSON pointer inside the body, or the name of a header or parameter.' }),
    code: z.string().meta({ description: 'Stable code of what is wrong, e.g. `required`.' }),
    message: z.string(),
  })
  .meta({ id: 'Fault', description: 'One fault of a request. All faults are reported at once.' });

/** What a client reads when a call fails: `application/problem+json` (RFC 9457). */
export const ProblemBody = z
  .object({
    type: z.url().meta({ description: 'Names the problem; stable.' }),
    title: z
      .string()
      .meta({ description: 'The problem in the language of Accept-Language: vi (default) or en.' }),
    status: z.int().min(400).max(599),
    detail: z.string().optional().meta({ description: 'What is particular to this case.' }),
    instance: z.string().optional().meta({ description: 'What the call was about.' }),
    code: z
      .enum(Object.keys(problems) as ProblemCode[])
      .meta({ description: 'The last part of `type`, to branch on.' }),
    correlationId: z
      .string()
      .meta({ description: 'Quote it to the help desk: every log line of this call carries it.' }),
    errors: z.array(FaultBody).optional(),
  })
  .meta({ id: 'Problem', description: 'A problem as RFC 9457 describes it.' });
export type ProblemBody = z.infer<typeof ProblemBody>;
