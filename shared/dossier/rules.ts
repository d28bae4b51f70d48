import type { LocalDate } from '../clock.ts';
import type { Caller } from '../http/caller.ts';
import { fault } from '../http/faults.ts';
import { Problem, type ProblemCode } from '../http/problems.ts';
import type { Dossier, Draft, Filed } from './dossier.ts';
import { type Action, type Actor, actionsFrom, type Step, stepFrom } from './transitions.ts';

/** How often a supplement may be asked for, by the law in force on a local day. */
const supplementRules = [
  { since: '2018-06-21', rounds: 1, source: 'NĐ 61/2018/NĐ-CP Điều 15(3), 11(2)(c)' },
] as const satisfies readonly { since: string; rounds: number; source: string }[];

/** The most rounds of supplement on a day. */
export const supplementRounds = (day: LocalDate): number =>
  supplementRules.findLast((rule) => rule.since <= day)?.rounds ?? 0;

/**
 * In which part a caller acts on a dossier that it can see, or undefined. Officers act only for the deciding agency.
 * That it can see the dossier at all was decided by the query.
 */
export function actorOf(dossier: Dossier, caller: Caller): Actor | undefined {
  switch (caller.kind) {
    case 'applicant':
      return caller.subject === dossier.owner ? 'owner' : undefined;
    case 'officer':
      return caller.agency === dossier.procedure.agency ? caller.role : undefined;
    case 'partner':
      return caller.partner;
    case 'anonymous':
      return undefined;
  }
}

/** What forbids a step that the table would allow, if anything. */
function hindrance(action: Action, dossier: Dossier, day: LocalDate): ProblemCode | undefined {
  if (dossier.status === 'draft') return undefined;
  const { supplement } = dossier;
  if (action === 'requestSupplement' && supplement && supplement.rounds >= supplementRounds(day))
    return 'supplement-limit-reached';
  if (action === 'closeUnanswered' && supplement && day <= supplement.deadline)
    return 'transition-not-allowed';
  return undefined;
}

/** What this caller may do with the dossier on this local day. */
export function allowedActions(dossier: Dossier, caller: Caller, day: LocalDate): readonly Action[] {
  const actor = actorOf(dossier, caller);
  if (!actor) return [];
  return actionsFrom(dossier.status, actor).filter((action) => !hindrance(action, dossier, day));
}

/**
 * The step of an action, if this caller may take it on this local day.
 * @throws Problem `transition-not-allowed` from this status, for this person, or not yet
 * @throws Problem `supplement-limit-reached`
 */
export function requireStep(action: Action, dossier: Dossier, caller: Caller, day: LocalDate): Step {
  const actor = actorOf(dossier, caller);
  const step = actor && stepFrom(action, dossier.status, actor);
  const problem = step ? hindrance(action, dossier, day) : 'transition-not-allowed';
  if (step && !problem) return step;
  const allowed = allowedActions(dossier, caller, day).join(', ') || '-';
  throw new Problem(problem ?? 'transition-not-allowed', {
    detail: {
      vi: `Không thể thực hiện "${action}" khi hồ sơ ở trạng thái "${dossier.status}". Thao tác có thể thực hiện: ${allowed}.`,
      en: `"${action}" cannot be done while the dossier is "${dossier.status}". What can be done: ${allowed}.`,
    },
  });
}

/** The dossier as a draft. @throws Problem `transition-not-allowed` once it is filed */
export function requireDraft(dossier: Dossier): Draft {
  if (dossier.status === 'draft') return dossier;
  throw new Problem('transition-not-allowed', {
    detail: { vi: 'Hồ sơ đã được nộp.', en: 'The dossier has been submitted.' },
  });
}

/** The dossier as a filed one. @throws Problem `transition-not-allowed` while it is a draft */
export function requireFiled(dossier: Dossier): Filed {
  if (dossier.status !== 'draft') return dossier;
  throw new Problem('transition-not-allowed');
}

/** Papers come and go while it is a draft or a supplement is asked for. @throws Problem `transition-not-allowed` */
export function requireOpenForPapers({ status }: Dossier): void {
  if (status === 'draft' || status === 'supplementRequested') return;
  throw new Problem('transition-not-allowed', {
    detail: {
      vi: 'Chỉ thêm, bớt giấy tờ khi hồ sơ còn là bản nháp hoặc đang được yêu cầu bổ sung.',
      en: 'Papers can be added or removed only in a draft or while a supplement is requested.',
    },
  });
}

/** A deadline is a later local day than today. @throws Problem `invalid-request` */
export function requireFuture(deadline: string, today: LocalDate): void {
  if (deadline <= today)
    throw new Problem('invalid-request', { faults: [fault('body', '/deadline', 'deadline-past')] });
}
