import { type Actor, publicActor } from '../actor.ts';
import type { Instant } from '../clock.ts';
import type { Payment } from '../payment/payment.ts';
import { wayToPay } from '../payment/way.ts';
import type { Effect } from './action.ts';
import type { DossierFile, Filed } from './dossier.ts';
import { issuedFeeReceipt, type Settling } from './fee-receipting.ts';
import { settledPayment } from './settled-payment.ts';

/** When something is done about a collection, and by whom. */
type Doing = { readonly at: Instant; readonly by: Actor };

/**
 * Whether the post may collect what is asked for: it brings the result, and the procedure has its fees paid before that and
 * not before reception (QĐ 45/2016/QĐ-TTg Điều 11). It collects one request of a dossier at most.
 */
export const collectionOf = ({ form, receivedAt, collection }: Filed): Filed['collection'] =>
  collection ?? (form.delivery.channel === 'post' && receivedAt ? 'offered' : undefined);

/** The request that the post was to collect, as long as nobody has paid it. */
export const requestToCollect = ({ payments }: Pick<DossierFile, 'payments'>): Payment | undefined =>
  payments.find(({ state }) => state === 'toBeCollected');

/** What the post that brings the result collects with it. */
export function collectedOnDelivery(file: DossierFile<Filed>) {
  const request = requestToCollect(file);
  return request && { payment: request.number, amountVnd: request.amountVnd };
}

/** What the post was to collect, paid, with its receipt. */
export function collectedPayment(file: DossierFile<Filed>, { at, by, taken }: Settling) {
  const request = requestToCollect(file);
  if (!request) throw new Error(`${file.dossier.code} has nothing to be collected`);
  const issued = issuedFeeReceipt(file.dossier, request, { at, by, taken });
  const receiptNo = issued.receipt.code;
  const settled = settledPayment(file, { state: 'paid', receiptNo, at, by }, request);
  return {
    change: { ...settled.change, collection: undefined },
    parts: settled.parts,
    writes: [...settled.writes, ...issued.writes],
    data: { amountVnd: request.amountVnd, receiptNo, way: wayToPay(publicActor(by)) },
  };
}

/** A collection of which nothing comes, since the dossier ends without a result: nobody pays. */
export function collectionGivenUp(file: DossierFile<Filed>, { at, by }: Doing): Effect<object> {
  const request = requestToCollect(file);
  if (!request) return {};
  const { change, parts, writes } = settledPayment(file, { state: 'withdrawn', at, by }, request);
  return { change: { ...change, collection: undefined }, parts, writes };
}
