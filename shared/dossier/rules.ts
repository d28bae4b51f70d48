import type { Actor } from '../actor.ts';
import { ownersOf } from '../applicant/owner.ts';
import type { LocalDate } from '../clock.ts';
import type { Caller } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import type { Role, Standing, Step } from './action.ts';
import { type ActionName, actionOf, actionsFrom, stepFrom } from './actions.ts';
import type { Dossier, DossierFile, Draft, Filed } from './dossier.ts';

/** A dossier as far as it decides what may be done with it. */
export type Judged =
  | Standing
  | (Pick<Draft, 'status' | 'owner' | 'receiving'> & { readonly procedure: { readonly agency: string } });

/**
 * In which role a caller acts on a dossier that it can see, or undefined. Officers act for the deciding agency, and those
 * of a desk for what it takes in; a draft is its owner's, or its desk's. That the caller can see it was decided by the query.
 */
export function roleOf(dossier: Judged, caller: Caller): Role | undefined {
  switch (caller.kind) {
    case 'applicant':
      return ownersOf(caller).includes(dossier.owner) ? 'owner' : undefined;
    case 'officer': {
      const isDesk = caller.agency === dossier.receiving && caller.role === 'deskOfficer';
      const decides = caller.agency === dossier.procedure.agency && dossier.status !== 'draft';
      return isDesk || decides ? caller.role : undefined;
    }
    case 'partner':
      return caller.partner;
    case 'anonymous':
      return undefined;
  }
}

/** Who made a change, as the log keeps it. @throws Error for someone who may make none */
export function actorOf(caller: Caller): Actor {
  switch (caller.kind) {
    case 'applicant':
      return { kind: 'applicant', subject: caller.subject };
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

/** What forbids a step that the table would allow, if anything. */
const hindrance = (name: ActionName, dossier: Judged, day: LocalDate) =>
  dossier.status === 'draft' ? undefined : actionOf(name).forbids?.(dossier, day);

/** What this caller may do with the dossier on this local day. */
export function allowedActions(dossier: Judged, caller: Caller, day: LocalDate): readonly ActionName[] {
  const role = roleOf(dossier, caller);
  if (!role) return [];
  return actionsFrom(dossier.status, role).filter((name) => !hindrance(name, dossier, day));
}

/**
 * The step of an action in a role on this local day.
 * @throws Problem `transition-not-allowed` from this status, in this role, or not yet
 * @throws Problem `supplement-limit-reached`
 */
export function requireStep(name: ActionName, dossier: Judged, role: Role | undefined, day: LocalDate): Step {
  const step = role && stepFrom(name, dossier.status, role);
  const problem = step ? hindrance(name, dossier, day) : 'transition-not-allowed';
  if (step && !problem) return step;
  const allowed = role
    ? actionsFrom(dossier.status, role).filter((one) => !hindrance(one, dossier, day))
    : [];
  const offered = allowed.join(', ') || '-';
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
