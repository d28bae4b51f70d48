import * as z from 'zod';
import type { Action, Role, Step } from './action.ts';
import { answerSupplement } from './actions/answer-supplement.ts';
import { approve } from './actions/approve.ts';
import { assign } from './actions/assign.ts';
import { claim } from './actions/claim.ts';
import { closeUnanswered } from './actions/close-unanswered.ts';
import { closeUnpaid } from './actions/close-unpaid.ts';
import { confirmWithdrawal } from './actions/confirm-withdrawal.ts';
import { consult } from './actions/consult.ts';
import { correctCharge } from './actions/correct-charge.ts';
import { correctResult } from './actions/correct-result.ts';
import { countSilence } from './actions/count-silence.ts';
import { declineWithdrawal } from './actions/decline-withdrawal.ts';
import { extend } from './actions/extend.ts';
import { finish } from './actions/finish.ts';
import { giveOpinion } from './actions/give-opinion.ts';
import { issueResult } from './actions/issue-result.ts';
import { moveDueDate } from './actions/move-due-date.ts';
import { payOnDelivery } from './actions/pay-on-delivery.ts';
import { propose } from './actions/propose.ts';
import { reappoint } from './actions/reappoint.ts';
import { receive } from './actions/receive.ts';
import { recordCollection } from './actions/record-collection.ts';
import { recordPayment } from './actions/record-payment.ts';
import { refuse } from './actions/refuse.ts';
import { release } from './actions/release.ts';
import { remindOfSupplement } from './actions/remind-of-supplement.ts';
import { requestPayment } from './actions/request-payment.ts';
import { requestSupplement } from './actions/request-supplement.ts';
import { requestWithdrawal } from './actions/request-withdrawal.ts';
import { returnResult } from './actions/return-result.ts';
import { revokeResult } from './actions/revoke-result.ts';
import { sendBack } from './actions/send-back.ts';
import { startProcessing } from './actions/start-processing.ts';
import { stop } from './actions/stop.ts';
import { submit } from './actions/submit.ts';
import { takeBackWithdrawal } from './actions/take-back-withdrawal.ts';
import { takeIn } from './actions/take-in.ts';
import { takeInSupplement } from './actions/take-in-supplement.ts';
import { takeResult } from './actions/take-result.ts';
import { tellOverdue } from './actions/tell-overdue.ts';
import { tellStepOverdue } from './actions/tell-step-overdue.ts';
import { waiveCharge } from './actions/waive-charge.ts';
import { warnDueSoon } from './actions/warn-due-soon.ts';
import { withdrawConsultation } from './actions/withdraw-consultation.ts';
import type { Status } from './status.ts';

/**
 * All that may happen to a dossier, in the order of its life. Gathered from here: the guard, the actions an answer
 * offers, what each asks of its actor, the events, the diagram in the README, and the test that walks every cell.
 */
const stated = [
  submit,
  takeIn,
  receive,
  refuse,
  assign,
  claim,
  release,
  startProcessing,
  consult,
  withdrawConsultation,
  giveOpinion,
  countSilence,
  requestSupplement,
  answerSupplement,
  takeInSupplement,
  remindOfSupplement,
  closeUnanswered,
  requestPayment,
  correctCharge,
  waiveCharge,
  recordPayment,
  payOnDelivery,
  closeUnpaid,
  extend,
  reappoint,
  moveDueDate,
  tellStepOverdue,
  warnDueSoon,
  tellOverdue,
  requestWithdrawal,
  takeBackWithdrawal,
  declineWithdrawal,
  confirmWithdrawal,
  propose,
  sendBack,
  approve,
  stop,
  issueResult,
  finish,
  recordCollection,
  returnResult,
  takeResult,
  correctResult,
  revokeResult,
] as const;

/** Each action with its own types, for what is gathered from them. */
export type Stated = (typeof stated)[number];
export type ActionName = Stated['name'];

type AnyAction = Action<ActionName, z.ZodRawShape, Stated['event']['name']>;

export const actions: readonly AnyAction[] = stated;
export const actionNames = stated.map(({ name }) => name);
export const ActionName = z.enum(actionNames);

const byName = new Map(actions.map((action) => [action.name, action]));

/** The action of this name. */
export function actionOf(name: ActionName): AnyAction {
  const action = byName.get(name);
  if (!action) throw new Error(`no action ${name}`);
  return action;
}

/** The step that somebody may take from a status in this role, or undefined. */
export function stepFrom(name: ActionName, status: Status, role: Role): Step | undefined {
  const step = actionOf(name).from[status];
  return step?.by.includes(role) ? step : undefined;
}

/** The actions that somebody may take from a status in this role, as far as the table alone decides. */
export const actionsFrom = (status: Status, role: Role): readonly ActionName[] =>
  actionNames.filter((name) => stepFrom(name, status, role));
