import * as z from 'zod';
import { withVietnamOffset } from '../../clock.ts';
import { Problem } from '../../http/problems.ts';
import { action } from '../action.ts';
import { StepId, stepDue } from '../step.ts';

/** A step inside the agency is not done in its time: told once, however long it lasts. */
export const tellStepOverdue = action({
  name: 'tellStepOverdue',
  from: {
    received: { by: ['system'], to: 'received' },
    processing: { by: ['system'], to: 'processing' },
  },
  clock: 'none',
  input: {},
  event: {
    name: 'dossier.step-overdue',
    data: {
      step: StepId,
      /** By when it was to be done. */
      stepDueAt: z.iso.datetime({ offset: true }),
    },
  },
  effect: ({ file: { dossier }, at }) => {
    const late = stepDue(dossier);
    if (!late || at <= late.dueAt) throw new Problem('transition-not-allowed');
    const { step, dueAt } = late;
    return { change: { lateStep: step }, data: { step, stepDueAt: withVietnamOffset(dueAt) } };
  },
});
