import * as z from 'zod';
import type { LocalDate } from '../clock.ts';
import { type Fees, feesOf } from '../fee/fees.ts';
import { type Tariff, tariffOn } from '../fee/tariff.ts';
import { fault } from '../http/faults.ts';
import { Problem } from '../http/problems.ts';
import { personal } from '../personal.ts';
import type { FeesDue, Procedure } from '../procedure/procedure.ts';
import type { Filed } from './dossier.ts';
import type { KeptForm } from './form.ts';

/**
 * What an officer says of a charge: by a tariff how much of it and who pays less, never the sum; without one the sum.
 */
export const saidOfCharge = {
  /** In đồng. */
  amountVnd: z.int().min(1000).max(2_000_000_000).optional(),
  /** Pieces: copies, sheets. */
  quantity: z.int().min(1).max(1000).optional(),
  /** Who pays less by the tariff, and the paper by which that was shown. */
  relief: z
    .strictObject({ id: z.string().max(60), proof: personal(z.string().trim().min(3).max(200), 'words') })
    .optional(),
};
type Said = z.output<z.ZodObject<typeof saidOfCharge>>;

const refuse = (field: string, code: string): never => {
  throw new Problem('invalid-request', { faults: [fault('body', `/${field}`, code)] });
};

/** Fees by a tariff, as an officer says how many and who pays less. @throws Problem `invalid-request` where it knows no such relief */
const feesSaid = (
  tariff: Tariff,
  { channel }: Filed,
  { quantity = 1, relief }: Pick<Said, 'quantity' | 'relief'>,
) =>
  feesOf(tariff, { quantity, relief: relief?.id, filedOnline: channel === 'online' }) ??
  refuse('relief', 'relief-unknown');

/**
 * What a dossier is charged, and by the tariff of the day how that comes about.
 * @throws Problem `invalid-request` when a sum is said where the tariff says it, or none where nobody else does; when the
 *   tariff knows no such relief; when nothing is left to be paid
 */
export function chargeOf(
  dossier: Filed,
  { amountVnd, quantity, relief }: Said,
  tariff: Tariff | undefined,
): { readonly amountVnd: number; readonly fees?: Fees } {
  if (!tariff) return { amountVnd: amountVnd ?? refuse('amountVnd', 'required') };
  if (amountVnd !== undefined) return refuse('amountVnd', 'sum-by-tariff');
  const fees = feesSaid(tariff, dossier, { quantity, relief });
  if (fees.amountVnd === 0) return refuse('relief', 'nothing-to-pay');
  return { amountVnd: fees.amountVnd, fees: { ...fees, ...(relief && { relief }) } };
}

/**
 * That a dossier is charged nothing: by the tariff of the day, or where none is entered by the word of the officer.
 * @throws Problem `invalid-request` when the tariff knows no such relief, or leaves something to be paid
 */
export function requireExempt(
  dossier: Filed,
  said: Pick<Said, 'quantity' | 'relief'>,
  tariff: Tariff | undefined,
): void {
  if (tariff && feesSaid(tariff, dossier, said).amountVnd > 0) refuse('relief', 'something-to-pay');
}

/** By what a relief is shown that is claimed with a submission: a paper that no procedure lists. */
export const RELIEF_PROOF = {
  id: 'relief-proof',
  name: { vi: 'Giấy tờ chứng minh đối tượng được miễn, giảm phí', en: 'Proof of who pays less' },
};

/** When a procedure is paid by whoever files it online on a local day: without a tariff an officer names the sum, and does so later. */
export const feesDueOn = (procedure: Procedure, day: LocalDate): FeesDue =>
  (tariffOn(procedure, day) && procedure.feesDue) ?? 'beforeResult';

/** How many pieces an applicant asks for, as the form says it. */
const piecesIn = ({ answers }: KeptForm, { countedBy = '' }: Tariff): number =>
  Number(answers[countedBy] ?? 1);

/**
 * What a dossier that is filed online on a local day is charged by what its applicant declares: how many pieces, and which
 * relief is claimed. An officer judges that before reception.
 * @throws Problem `form-invalid` when the tariff has no such relief
 */
export function declaredFees(form: KeptForm, procedure: Procedure, day: LocalDate): Fees {
  const tariff = tariffOn(procedure, day);
  if (!tariff) throw new Error(`no tariff of ${procedure.code} says what is to be paid`);
  const fees = feesOf(tariff, { quantity: piecesIn(form, tariff), relief: form.relief, filedOnline: true });
  if (!fees) throw new Problem('form-invalid', { faults: [fault('body', '/relief', 'relief-unknown')] });
  return fees;
}

/** Whether nothing is to be paid for a dossier on a local day because of the relief that its form claims. */
export function isExempt(
  { form, channel }: Filed,
  procedure: Procedure | undefined,
  day: LocalDate,
): boolean {
  const tariff = tariffOn(procedure, day);
  if (!tariff || form.relief === undefined) return false;
  const charged = {
    quantity: piecesIn(form, tariff),
    relief: form.relief,
    filedOnline: channel === 'online',
  };
  return feesOf(tariff, charged)?.amountVnd === 0;
}
