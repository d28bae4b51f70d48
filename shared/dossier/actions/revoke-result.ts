import * as z from 'zod';
import { RESULT_CODE } from '../../result/code.ts';
import { requireValid } from '../../result/result.ts';
import { putChangedResult } from '../../result/store.ts';
import { Words } from '../../text.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';
import { Reason } from '../reason.ts';

/** A result that was given out should not have been: it stays to be read, and no longer holds, by which article is said. */
export const revokeResult = action({
  name: 'revokeResult',
  from: {
    done: { by: ['agencyLeader'], to: 'done' },
    returned: { by: ['agencyLeader'], to: 'returned' },
  },
  clock: 'none',
  input: { resultCode: z.string().regex(RESULT_CODE), reason: Reason, legalBasis: Reason },
  event: {
    name: 'dossier.result-revoked',
    data: { resultCode: z.string(), reason: Words, legalBasis: z.string() },
  },
  effect: ({ file: { dossier, results }, input: { resultCode, reason, legalBasis }, at, actor }) => {
    const before = requireValid(results, resultCode);
    const after = { ...before, end: { kind: 'revoked' as const, at, by: actor, reason, legalBasis } };
    return {
      parts: { results: results.map((result) => (result === before ? after : result)) },
      writes: [putChangedResult(before, after, accessTo(dossier))],
      data: { resultCode, reason, legalBasis },
    };
  },
});
