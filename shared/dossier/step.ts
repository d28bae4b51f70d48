import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import type { Assignee } from './assignee.ts';
import type { FiledStatus } from './status.ts';

/** The steps of an agency's own process, in their order (TT 01/2018/TT-VPCP, quy trình nội bộ). */
export const stepIds = ['assign', 'appraise', 'approve', 'issue'] as const;
export const StepId = z.enum(stepIds);
export type StepId = z.infer<typeof StepId>;

/** By when each step is to be done. The last is left out: it ends with the result, which has a due day of its own. */
export const StepsDue = z
  .object({ assign: StoredInstant, appraise: StoredInstant, approve: StoredInstant, issue: StoredInstant })
  .partial();
export type StepsDue = z.infer<typeof StepsDue>;

/** At which step an agency is; at none while it waits for its applicant. */
export function stepAt({
  status,
  stage,
  assignee,
}: {
  readonly status: FiledStatus | 'draft';
  readonly stage?: 'proposed' | 'approved' | undefined;
  readonly assignee?: Assignee | undefined;
}): StepId | undefined {
  if (status === 'received') return assignee?.subject === undefined ? 'assign' : 'appraise';
  if (status !== 'processing') return undefined;
  if (stage === undefined) return 'appraise';
  return stage === 'proposed' ? 'approve' : 'issue';
}

/**
 * The step that an agency is at, and by when it is to be done, unless it was told that this step, or one after it, is
 * late: what its leader sends back is not told of twice.
 */
export function stepDue(
  dossier: Parameters<typeof stepAt>[0] & {
    readonly steps?: StepsDue | undefined;
    readonly lateStep?: StepId | undefined;
  },
): { readonly step: StepId; readonly dueAt: Instant } | undefined {
  const step = stepAt(dossier);
  const dueAt = step && dossier.steps?.[step];
  if (!dueAt) return undefined;
  const isTold = dossier.lateStep && stepIds.indexOf(step) <= stepIds.indexOf(dossier.lateStep);
  return isTold ? undefined : { step, dueAt };
}
