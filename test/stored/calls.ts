import { vi } from 'vitest';
import * as z from 'zod';
import { handler as answerFeedback } from '../../functions/control/answer-feedback.ts';
import { handler as answerConsultation } from '../../functions/desk/answer-consultation.ts';
import { handler as applyTransition } from '../../functions/desk/apply-transition.ts';
import { handler as openIntake } from '../../functions/desk/open-intake.ts';
import { handler as receiveIntake } from '../../functions/desk/receive-intake.ts';
import { handler as recordAbsence } from '../../functions/desk/record-absence.ts';
import { handler as createDraft } from '../../functions/filing/create-draft.ts';
import { handler as declareDocument } from '../../functions/filing/declare-document.ts';
import { handler as fillForm } from '../../functions/filing/fill-form.ts';
import { handler as removeDocument } from '../../functions/filing/remove-document.ts';
import { handler as submitDossier } from '../../functions/filing/submit-dossier.ts';
import { handler as declareResult } from '../../functions/issuing/declare-result.ts';
import { handler as reuseResult } from '../../functions/issuing/reuse-result.ts';
import { handler as signResult } from '../../functions/issuing/sign-result.ts';
import { handler as startPayment } from '../../functions/paying/start-payment.ts';
import { handler as bookConsignment } from '../../functions/postal/book-consignment.ts';
import { handler as changeDelivery } from '../../functions/postal/change-delivery.ts';
import { handler as receivePostalCallback } from '../../functions/postal/receive-postal-callback.ts';
import { handler as rateByReceipt } from '../../functions/tracking/rate-by-receipt.ts';
import { handler as rateDossier } from '../../functions/tracking/rate-dossier.ts';
import { handler as sendFeedback } from '../../functions/tracking/send-feedback.ts';
import { systemNow } from '../../shared/clock.ts';
import { api } from '../../shared/operations.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { type Answered, call } from '../support/call.ts';

// What is kept of a result does not depend on how it is signed.
vi.mock('../../shared/issuing/signature.ts', () => ({ resultSigner: () => async () => Buffer.from('%PDF') }));

/** The operations that change a dossier. */
const handlers = {
  createDraft,
  fillForm,
  declareDocument,
  removeDocument,
  submitDossier,
  openIntake,
  receiveIntake,
  applyTransition,
  declareResult,
  signResult,
  reuseResult,
  answerConsultation,
  recordAbsence,
  startPayment,
  bookConsignment,
  changeDelivery,
  receivePostalCallback,
  sendFeedback,
  answerFeedback,
  rateDossier,
  rateByReceipt,
};

/** A call that changes something, as its client keeps it to send it again. */
export const SaidCall = z.object({
  operation: z.enum(Object.keys(handlers) as readonly (keyof typeof handlers)[]),
  claims: z.record(z.string(), z.string()).optional(),
  params: z.record(z.string(), z.string()).optional(),
  key: z.string().optional(),
  etag: z.string().optional(),
  body: z.unknown().optional(),
});
export type SaidCall = z.infer<typeof SaidCall>;

/** The same, with how it was answered. */
export const KeptCall = SaidCall.extend({
  answer: z.object({ status: z.int(), etag: z.string().optional() }),
});
export type KeptCall = z.infer<typeof KeptCall>;

/** The key shared with every partner. */
export const partnerSecret = 'khóa chung với bưu điện';

/** Sends a call; what the post says is signed at the moment. */
export const send = ({ operation, ...said }: SaidCall): Promise<Answered> =>
  call(api[operation], handlers[operation], {
    ...said,
    ...(operation === 'receivePostalCallback' && {
      headers: signatureHeaders(partnerSecret, JSON.stringify(said.body), systemNow()),
    }),
  });
