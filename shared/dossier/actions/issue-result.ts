import * as z from 'zod';
import { action } from '../action.ts';
import { whileAsking } from '../consulted.ts';
import { undecided } from '../judged.ts';

/** What is told of a result that was signed; where its file stands, is not. */
export const signedResult = { resultCode: z.string(), sha256: z.string() };

/**
 * The agency signs a result and enters it in its register, before the dossier is finished with it. An operation of its
 * own, for it is a file that is signed; who heads the agency signs (NĐ 30/2020/NĐ-CP Điều 13).
 */
export const issueResult = action({
  name: 'issueResult',
  from: {
    received: { by: ['agencyLeader'], to: 'received' },
    processing: { by: ['agencyLeader'], to: 'processing' },
  },
  clock: 'none',
  input: {},
  event: { name: 'dossier.result-issued', data: signedResult },
  forbids: (dossier) => {
    const { status, procedure } = dossier;
    if (status === 'received' && procedure.processing.unit !== 'sameDay') return 'transition-not-allowed';
    return undecided(dossier) ?? whileAsking(dossier);
  },
});
