import type { Actor } from '../actor.ts';
import { type Instant, type LocalDate, localDateOf, toInstant } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import type { Fees } from '../fee/fees.ts';
import { Problem } from '../http/problems.ts';
import type { NewSecret } from '../ids.ts';
import { newChargeCode, putChargeCode } from '../payment/charge-code.ts';
import { type Payment, putChangedPayment, putPayment } from '../payment/payment.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Write } from '../table/transaction.ts';
import { accessTo } from './access.ts';
import { declaredFees, feesDueOn } from './charge.ts';
import type { DossierFile, Draft, Filed } from './dossier.ts';
import { expiryOf } from './draft.ts';
import { formToFile } from './form.ts';
import { putDossier } from './store.ts';

/*
 * The charge of a draft that is paid before it is submitted: a request for payment like any other, in the draft's partition,
 * which its applicant asks for. It is `open`, then `held` once the money is there, and `paid` by the submission.
 */

/** So long may who asks take to pay and to submit, both in one: the money is held for no longer. No law says it. */
const DAYS_TO_SUBMIT = 10;

/**
 * So long after a charge has ended a draft is kept: as long as files of its days are asked for (`reconciling.ts`), and
 * whatever they tell of finds whom to give it back to.
 */
const KEPT_DAYS = 30;

/** The charge that stands, if one does: it waits for its money, or holds it. */
export const standingCharge = (payments: readonly Payment[]): Payment | undefined =>
  payments.findLast(({ state }) => state === 'open' || state === 'held');

/** The last local day on which a draft may be submitted for which it is asked today what it costs: its papers are there. */
const lastDayOf = (draft: Draft, day: LocalDate): LocalDate => {
  const papersUntil = addDays(localDateOf(new Date(expiryOf(draft) * 1000)), -1);
  const inTime = addDays(day, DAYS_TO_SUBMIT);
  if (papersUntil < inTime) return papersUntil;
  return inTime;
};

/**
 * Whether two charges come to the same: as many and for whom pays as little, or by one tariff as much. A tariff that changes
 * meanwhile changes no charge that stands.
 */
const isSame = (one: Fees, other: Fees): boolean =>
  one.relief?.id === other.relief?.id &&
  (one.quantity === other.quantity || (one.tariff === other.tariff && one.amountVnd === other.amountVnd));

/** Whether a charge is still that of the form. */
export const isOfForm = ({ fees }: Payment, { form }: Draft, procedure: Procedure, day: LocalDate): boolean =>
  fees !== undefined && form !== undefined && isSame(fees, declaredFees(form, procedure, day));

/** The charge of a draft, fixed by its form and the tariff of the day, and the draft kept for it. */
type Asked = { readonly file: DossierFile<Draft>; readonly writes: readonly Write[] };

/**
 * What a draft is charged from now on, as its applicant asks for it.
 * @throws Problem `transition-not-allowed` when its procedure is not paid before submission, or it is not submitted but sent by post
 * @throws Problem `form-invalid`; `payment-not-open` for who is exempt, and when no day is left to submit
 */
export function askedCharge(
  file: DossierFile<Draft>,
  procedure: Procedure,
  { at, actor, newSecret }: { readonly at: Date; readonly actor: Actor; readonly newSecret: NewSecret },
): Asked {
  const { dossier: draft, payments } = file;
  const day = localDateOf(at);
  if (draft.channel === 'post' || feesDueOn(procedure, day) !== 'beforeSubmission')
    throw new Problem('transition-not-allowed');
  const fees = declaredFees(formToFile(procedure, draft.form), procedure, day);
  const deadline = lastDayOf(draft, day);
  if (fees.amountVnd === 0 || deadline < day) throw new Problem('payment-not-open');
  const given = payments[0]?.code;
  const code = given ?? newChargeCode(newSecret);
  const payment: Payment = {
    v: 1,
    number: payments.length + 1,
    amountVnd: fees.amountVnd,
    fees,
    deadline,
    requestedAt: toInstant(at),
    requestedBy: actor,
    state: 'open',
    code,
  };
  const { expiresAt: _, ...kept } = draft;
  const after: Draft = { ...kept, version: draft.version + 1, changedBy: actor };
  return {
    file: { ...file, dossier: after, payments: [...payments, payment] },
    writes: [
      ...putDossier(draft, after),
      putPayment(draft.id, payment, accessTo(after)),
      ...(given ? [] : [putChargeCode(code, draft.id)]),
    ],
  };
}

/** The charge of a draft that holds the money from now on, on condition that it still waits for it. */
export const putHeldCharge = (draft: Draft, charge: Payment): Write =>
  putChangedPayment(draft.id, charge, { ...charge, state: 'held' }, accessTo(draft));

/** When it is looked at next whether a draft can go. */
const nextLook = (draft: Draft, at: Date): Instant => {
  const later = at.getTime() + KEPT_DAYS * 86_400_000;
  return toInstant(new Date(Math.max(later, expiryOf(draft) * 1000)));
};

/** A charge that ends without a submission, on condition that it is as it was read. */
export function droppedCharge(
  draft: Draft,
  charge: Payment,
  { state, at, by }: { readonly state: 'unpaid' | 'withdrawn'; readonly at: Date; readonly by: Actor },
): { readonly payment: Payment; readonly write: Write } {
  const ended = { state, settledAt: toInstant(at), settledBy: by, lookAt: nextLook(draft, at) };
  const payment: Payment = { ...charge, ...ended };
  return { payment, write: putChangedPayment(draft.id, charge, payment, accessTo(draft)) };
}

/** One that has ended, to be looked at again. */
export const putKeptCharge = (draft: Draft, ended: Payment, at: Date): Write =>
  putChangedPayment(draft.id, ended, { ...ended, lookAt: nextLook(draft, at) }, accessTo(draft));

/** One that had ended before its draft was filed: a part of the dossier, which is kept as long as that is. */
export const putFiledCharge = (dossier: Filed, { lookAt: _, ...ended }: Payment): Write =>
  putChangedPayment(dossier.id, ended, ended, accessTo(dossier));
