import * as z from 'zod';
import type { Action } from './transitions.ts';

const Reason = z.string().trim().min(5).max(1000);
const Day = z.iso.date();

const nothing = <A extends Action>(action: A) => z.strictObject({ action: z.literal(action) });
const withReason = <A extends Action>(action: A) =>
  z.strictObject({ action: z.literal(action), reason: Reason });

/** An action on a filed dossier with what its actor has to say: every row of the transition table after `submit`. */
export const Act = z
  .discriminatedUnion('action', [
    nothing('receive'),
    withReason('refuse'),
    nothing('startProcessing'),
    z.strictObject({
      action: z.literal('requestSupplement'),
      reason: Reason,
      items: z
        .array(
          z.strictObject({ name: z.string().trim().min(2).max(300), paperId: z.string().max(60).optional() }),
        )
        .min(1)
        .max(30),
      deadline: Day,
    }),
    nothing('answerSupplement'),
    withReason('closeUnanswered'),
    z.strictObject({
      action: z.literal('requestPayment'),
      amountVnd: z.int().min(1000).max(2_000_000_000),
      deadline: Day,
    }),
    z.strictObject({ action: z.literal('recordPayment'), receiptNo: z.string().trim().min(1).max(40) }),
    withReason('requestWithdrawal'),
    nothing('confirmWithdrawal'),
    withReason('stop'),
    nothing('finish'),
    nothing('returnResult'),
  ])
  .meta({ id: 'Act' });
export type Act = z.infer<typeof Act>;
