import { localDateOf, withVietnamOffset } from '../clock.ts';
import { type Consultation, isOpen } from '../consultation/consultation.ts';
import type { Opinion } from '../dossier/act.ts';
import { act, type Occasion } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { actorOf, requireStep, roleOf } from '../dossier/rules.ts';
import { type Work, workOf } from '../dossier/work.ts';
import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import type { Write } from '../table/transaction.ts';

/** How a consultation ended that takes no answer any more. */
const ends = {
  answered: { vi: 'đã trả lời', en: 'was answered' },
  silent: {
    vi: 'quá hạn không trả lời, được coi là đã đồng ý',
    en: 'passed in silence, which counts as consent',
  },
  withdrawn: { vi: 'được rút lại', en: 'was withdrawn' },
} as const;

/** @throws Problem `consultation-ended` that says how and when, unless the newest question is open */
function requireOpen(asked: readonly Consultation[]): void {
  const newest = asked.at(-1);
  if (newest && isOpen(newest)) return;
  if (!newest || newest.state === 'open' || !newest.endedAt) throw new Problem('consultation-ended');
  const { vi, en } = ends[newest.state];
  const at = withVietnamOffset(newest.endedAt);
  throw new Problem('consultation-ended', {
    detail: { vi: `Việc lấy ý kiến ${vi} lúc ${at}.`, en: `The consultation ${en} at ${at}.` },
  });
}

/**
 * The answer of an agency, as the writes of one transaction.
 * @param asked what it was asked about this dossier, oldest first
 * @throws Problem `consultation-ended`, `transition-not-allowed`
 */
export function answered(
  file: DossierFile<Filed>,
  asked: readonly Consultation[],
  opinion: Omit<Opinion, 'action'>,
  caller: Officer,
  occasion: Omit<Occasion, 'actor'>,
): { readonly consultation: Work['consultations'][number]; readonly writes: readonly Write[] } {
  requireOpen(asked);
  const { dossier } = file;
  const step = requireStep('giveOpinion', dossier, roleOf(dossier, caller), localDateOf(occasion.at));
  const input = { action: 'giveOpinion', ...opinion } as const;
  const acted = act(file, input, step, { ...occasion, actor: actorOf(caller) });
  const consultation = workOf(acted.file).consultations.findLast(
    ({ consulted }) => consulted === caller.agency,
  );
  if (!consultation) throw new Error('an answer to nothing');
  return { consultation, writes: acted.writes };
}
