import { Problem, type ProblemCode } from '../http/problems.ts';
import { type Proposal, putJudged } from '../proposal/proposal.ts';
import { accessTo } from './access.ts';
import type { Situation, Standing } from './action.ts';
import type { DossierFile, Filed } from './dossier.ts';

/** The leader's word on the newest proposal: as a part of the dossier, and as its own item. */
export function judged(
  { file: { dossier, proposals }, at, actor }: Situation,
  word: Pick<Proposal, 'verdict' | 'note'>,
) {
  const newest = proposals.at(-1);
  if (!newest) throw new Error('a leader judges what nobody has proposed');
  const proposal: Proposal = { ...newest, ...word, judgedAt: at, judgedBy: actor };
  return {
    parts: { proposals: proposals.map((one) => (one === newest ? proposal : one)) },
    writes: [putJudged(dossier.id, proposal, accessTo(dossier))],
  };
}

/** What forbids to decide a dossier: its procedure wants a leader's approval, or one is waited for. */
export const undecided = ({ stage, procedure }: Standing): ProblemCode | undefined =>
  stage === 'proposed' || (procedure.approval && stage !== 'approved') ? 'approval-required' : undefined;

/** Where something was approved, it is this. @throws Problem `approval-required` */
export function requireApproved(
  { dossier, proposals }: DossierFile<Filed>,
  outcome: Proposal['outcome'],
): void {
  if (dossier.stage && proposals.at(-1)?.outcome !== outcome) throw new Problem('approval-required');
}
