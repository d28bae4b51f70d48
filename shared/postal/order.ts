import type { KeptPostalAddress } from '../applicant/address.ts';
import type { DossierFile, Filed, Office } from '../dossier/dossier.ts';
import type { Shipment } from '../shipment/shipment.ts';

/** What an order is made from. */
export type PostedDossier = {
  readonly code: string;
  /** Who sends it: the deciding agency, from its desk. */
  readonly office: Office;
  readonly receiver: KeptPostalAddress;
};

/** An order to deliver a result, with the fields of VNPost's order API. */
export type PostalOrder = {
  /** The same on every retry: the operator makes one order of it. */
  readonly reference: string;
  /** Of a pool that the operator has allotted: it stands on the item from now on. */
  readonly itemCode: string;
  readonly dossierCode: string;
  readonly sender: { readonly name: string; readonly address: string };
  readonly receiver: { readonly name: string; readonly phone: string; readonly address: string };
  /** Phí and lệ phí to be collected on delivery, in đồng. */
  readonly codAmountVnd: number;
  readonly description: string;
  /** 2, 3 … where the receiver was changed before the post has fetched it: the order in place of the one before. */
  readonly revision?: number;
};

/** What the post is to know of a finished result. */
export function posted({ dossier: { code, office, form } }: DossierFile<Filed>): PostedDossier {
  if (form.delivery.channel !== 'post') throw new Error(`${code} is not to be posted`);
  return { code, office, receiver: form.delivery.address };
}

/** Where a shipment goes: what its owner wished last, unless the operator refused it, else what the form says. */
export const receiverOf = (
  stated: KeptPostalAddress,
  { wish, receiver = stated }: Shipment,
): KeptPostalAddress => (wish?.state === 'pending' && wish.receiver ? wish.receiver : receiver);

/** A party as the operator is told of it. */
export const receivingParty = ({
  receiverName,
  phone,
  address,
}: KeptPostalAddress): PostalOrder['receiver'] => ({
  name: receiverName,
  phone,
  address: address.line ?? address.street,
});

/**
 * The order for a shipment of a dossier's result. A postal clerk sees whom to find, what to collect, and the code; not the
 * procedure, whose very name may be sensitive (QĐ 45/2016 Điều 16(5), NĐ 13/2023).
 * Pure: a retry makes the same order to the last byte.
 * @throws Error when the shipment has no item code yet
 */
export function orderFor(dossier: PostedDossier, shipment: Shipment): PostalOrder {
  const { reference, itemCode, revision, collects } = shipment;
  if (itemCode === undefined) throw new Error(`${reference} has no item code`);
  return {
    reference,
    itemCode,
    dossierCode: dossier.code,
    sender: { name: dossier.office.name.vi, address: dossier.office.desk },
    receiver: receivingParty(receiverOf(dossier.receiver, shipment)),
    codAmountVnd: collects?.amountVnd ?? 0,
    description: `Kết quả giải quyết hồ sơ ${dossier.code}`,
    ...(revision > 1 && { revision }),
  };
}
