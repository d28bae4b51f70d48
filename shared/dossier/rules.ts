import type { Actor } from '../actor.ts';
import { ownersOf } from '../applicant/owner.ts';
import type { LocalDate } from '../clock.ts';
import type { Applicant, Caller } from '../http/caller.ts';
import { Problem, type ProblemCode } from '../http/problems.ts';
import type { Role, Standing, Step } from './action.ts';
import { type ActionName, actionOf, actionsFrom, stepFrom } from './actions.ts';
import { type Hold, holdOf } from './assignee.ts';
import type { Dossier, DossierFile, Draft, Filed } from './dossier.ts';
import { deciding } from './roles.ts';

/** A dossier as far as it decides what may be done with it. */
export type Judged =
  | Standing
  | (Pick<Draft, 'status' | 'owner' | 'proxy' | 'channel' | 'receiving'> & {
      readonly procedure: { readonly agency: string };
    });

/** Whether an account files this dossier for another. */
const isProxy = ({ proxy }: Pick<Judged, 'proxy'>, { subject }: Applicant): boolean => proxy === subject;

/**
 * In which role a caller acts on a dossier that it can see, or undefined. A proxy acts in its owner's part. Officers act
 * for the deciding agency, those of a desk for what it takes in, those of an agency that is asked for its answer; a draft
 * is its owner's, or its desk's. That the caller can see it was decided by the query.
 */
export function roleOf(dossier: Judged, caller: Caller): Role | undefined {
  switch (caller.kind) {
    case 'applicant':
      return ownersOf(caller).includes(dossier.owner) || isProxy(dossier, caller) ? 'owner' : undefined;
    case 'officer': {
      const isDesk = caller.agency === dossier.receiving && caller.role === 'deskOfficer';
      const decides = caller.agency === dossier.procedure.agency && dossier.status !== 'draft';
      if (isDesk || decides) return caller.role;
      const asked = dossier.status !== 'draft' && dossier.consulted?.includes(caller.agency);
      return asked && deciding.some((role) => role === caller.role) ? 'consulted' : undefined;
    }
    case 'partner':
      return caller.partner;
    case 'anonymous':
      return undefined;
  }
}

/** Who made a change, as the log keeps it: on a dossier that is filed for another its proxy as such. @throws Error for someone who may make none */
export function actorOf(caller: Caller, dossier: Pick<Judged, 'proxy'> = {}): Actor {
  switch (caller.kind) {
    case 'applicant':
      return { kind: isProxy(dossier, caller) ? 'proxy' : 'applicant', subject: caller.subject };
    case 'officer': {
      const { subject, name, role, agency } = caller;
      return { kind: 'officer', subject, name, role, agency };
    }
    case 'partner':
      return { kind: 'partner', partner: caller.partner };
    case 'anonymous':
      throw new Error('nobody changes a dossier without a name');
  }
}

/** How an officer stands to a dossier, and whether it is at work; what is nobody else's for all who are no officer. */
export type Hands = { readonly hold: Hold; readonly away: boolean };
const own: Hands = { hold: 'own', away: false };

/** How this caller stands to the dossier. */
export const handsOf = (dossier: Judged, caller: Caller): Hands =>
  caller.kind === 'officer' && dossier.status !== 'draft'
    ? { hold: holdOf(dossier.assignee, caller), away: caller.away === true }
    : own;

/** By which an officer takes something on: who is away comes back first, for a cover may be at work on it. */
const takings: readonly ActionName[] = ['claim', 'startProcessing'];

/** What forbids a step to an officer who has the dossier not in hand, or is away. */
function misplaced(name: ActionName, role: Role, { hold, away }: Hands): ProblemCode | undefined {
  const { hands } = actionOf(name);
  if (away && takings.includes(name)) return 'officer-away';
  if (hands === 'free' && hold === 'own') return 'transition-not-allowed';
  if (hands === 'free') return hold === 'free' ? undefined : 'not-in-your-hands';
  if (role !== 'caseOfficer' || hold === 'own') return undefined;
  return hold === 'others' || hands === 'own' ? 'not-in-your-hands' : undefined;
}

/** What is said of an action that does not lead from here: to those who may take it elsewhere, more than that. */
function missed(name: ActionName, dossier: Judged, role: Role | undefined): ProblemCode {
  const { from, misses } = actionOf(name);
  const isTheirs = Object.values(from).some(({ by }) => role !== undefined && by.includes(role));
  return (isTheirs && dossier.status !== 'draft' && misses?.(dossier)) || 'transition-not-allowed';
}

/** What forbids a step that the table would allow, if anything. What goes by post is not submitted: it counts as filed at the desk. */
const hindrance = (
  name: ActionName,
  dossier: Judged,
  role: Role,
  day: LocalDate,
  hands: Hands,
): ProblemCode | undefined =>
  dossier.status === 'draft'
    ? dossier.channel === 'post' && name === 'submit'
      ? 'transition-not-allowed'
      : undefined
    : (misplaced(name, role, hands) ?? actionOf(name).forbids?.(dossier, day));

const allowedIn = (dossier: Judged, role: Role, day: LocalDate, hands: Hands): readonly ActionName[] =>
  actionsFrom(dossier.status, role).filter((name) => !hindrance(name, dossier, role, day, hands));

/** What this caller may do with the dossier on this local day. */
export function allowedActions(dossier: Judged, caller: Caller, day: LocalDate): readonly ActionName[] {
  const role = roleOf(dossier, caller);
  return role ? allowedIn(dossier, role, day, handsOf(dossier, caller)) : [];
}

/**
 * The step of an action in a role on this local day.
 * @param hands how an officer stands to the dossier
 * @throws Problem `transition-not-allowed` from this status, in this role, or not yet
 * @throws Problem `not-in-your-hands`, `officer-away`, and what the action `forbids` or says of where it `misses`
 */
export function requireStep(
  name: ActionName,
  dossier: Judged,
  role: Role | undefined,
  day: LocalDate,
  hands: Hands = own,
): Step {
  const step = role && stepFrom(name, dossier.status, role);
  const problem = step ? hindrance(name, dossier, role, day, hands) : missed(name, dossier, role);
  if (step && !problem) return step;
  const offered = (role ? allowedIn(dossier, role, day, hands) : []).join(', ') || '-';
  throw new Problem(problem ?? 'transition-not-allowed', {
    detail: {
      vi: `Không thể thực hiện "${name}" khi hồ sơ ở trạng thái "${dossier.status}". Thao tác có thể thực hiện: ${offered}.`,
      en: `"${name}" cannot be done while the dossier is "${dossier.status}". What can be done: ${offered}.`,
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

/** The file of a filed dossier. @throws Problem `transition-not-allowed` while it is a draft */
export function requireFiled({ dossier, ...parts }: DossierFile): DossierFile<Filed> {
  if (dossier.status !== 'draft') return { dossier, ...parts };
  throw new Problem('transition-not-allowed');
}

/** Papers come and go while it is a draft, unless they go by post, or a supplement is asked for. @throws Problem `transition-not-allowed` */
export function requireOpenForPapers({ status, channel, receiving }: Dossier): void {
  if (status === 'draft' && channel === 'post' && receiving === undefined)
    throw new Problem('transition-not-allowed', {
      detail: {
        vi: 'Giấy tờ của hồ sơ này gửi qua bưu chính, không tải lên.',
        en: 'The papers of this dossier go by post, and are not uploaded.',
      },
    });
  if (status === 'draft' || status === 'supplementRequested') return;
  throw new Problem('transition-not-allowed', {
    detail: {
      vi: 'Chỉ thêm, bớt giấy tờ khi hồ sơ còn là bản nháp hoặc đang được yêu cầu bổ sung.',
      en: 'Papers can be added or removed only in a draft or while a supplement is requested.',
    },
  });
}
