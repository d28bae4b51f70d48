import * as z from 'zod';
import { transitions } from './transitions.ts';

/** An action on a filed dossier with what its actor says: one row of the transition table. */
export const Act = z
  .discriminatedUnion('action', [
    transitions.receive.input.extend({ action: z.literal('receive') }),
    transitions.refuse.input.extend({ action: z.literal('refuse') }),
    transitions.startProcessing.input.extend({ action: z.literal('startProcessing') }),
    transitions.requestSupplement.input.extend({ action: z.literal('requestSupplement') }),
    transitions.answerSupplement.input.extend({ action: z.literal('answerSupplement') }),
    transitions.closeUnanswered.input.extend({ action: z.literal('closeUnanswered') }),
    transitions.requestPayment.input.extend({ action: z.literal('requestPayment') }),
    transitions.recordPayment.input.extend({ action: z.literal('recordPayment') }),
    transitions.requestWithdrawal.input.extend({ action: z.literal('requestWithdrawal') }),
    transitions.confirmWithdrawal.input.extend({ action: z.literal('confirmWithdrawal') }),
    transitions.stop.input.extend({ action: z.literal('stop') }),
    transitions.finish.input.extend({ action: z.literal('finish') }),
    transitions.returnResult.input.extend({ action: z.literal('returnResult') }),
  ])
  .meta({ id: 'Act' });
export type Act = z.infer<typeof Act>;
