import * as z from 'zod';
import type { LocalDate } from '../clock.ts';
import { type Fees, feesOf } from '../fee/fees.ts';
import { tariffOn } from '../fee/tariff.ts';
import { fault } from '../http/faults.ts';
import { Problem } from '../http/problems.ts';
import { personal } from '../personal.ts';
import type { Filed } from './dossier.ts';

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

/**
 * What a dossier is charged on a local day, and by its tariff how that comes about.
 * @throws Problem `invalid-request` when a sum is said where the tariff says it, or none where nobody else does; when the
 *   tariff knows no such relief; when nothing is left to be paid
 */
export function chargeOf(
  { procedure, channel }: Filed,
  { amountVnd, quantity = 1, relief }: Said,
  day: LocalDate,
): { readonly amountVnd: number; readonly fees?: Fees } {
  const tariff = tariffOn(procedure.code, day);
  if (!tariff) return { amountVnd: amountVnd ?? refuse('amountVnd', 'required') };
  if (amountVnd !== undefined) return refuse('amountVnd', 'sum-by-tariff');
  const fees = feesOf(tariff, { quantity, relief: relief?.id, filedOnline: channel === 'online' });
  if (!fees) return refuse('relief', 'relief-unknown');
  if (fees.amountVnd === 0) return refuse('relief', 'nothing-to-pay');
  return { amountVnd: fees.amountVnd, fees: { ...fees, ...(relief && { relief }) } };
}
