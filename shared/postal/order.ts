import type { KeptPostalAddress } from '../applicant/address.ts';
import type { Office } from '../dossier/dossier.ts';
import { referenceOf } from '../shipment/shipment.ts';

/** What an order is made from. */
export type PostedDossier = {
  readonly code: string;
  /** Who sends it: the deciding agency, from its desk. */
  readonly office: Office;
  readonly receiver: KeptPostalAddress;
  /** Phí and lệ phí still to be collected on delivery, in đồng. */
  readonly outstandingVnd: number;
};

/** An order to deliver a result, with the fields of VNPost's order API. */
export type PostalOrder = {
  /** The same on every retry: the operator makes one order of it. */
  readonly reference: string;
  readonly dossierCode: string;
  readonly sender: { readonly name: string; readonly address: string };
  readonly receiver: { readonly name: string; readonly phone: string; readonly address: string };
  readonly codAmountVnd: number;
  readonly description: string;
};

/** The dossier code of a reference of ours, or undefined. */
export const dossierCodeOf = (reference: string): string | undefined =>
  /^(.+)-T[1-9]\d*$/.exec(reference)?.[1];

/**
 * The order for the n-th shipment of a dossier's result. A postal clerk sees whom to find, what to collect, and the
 * code; not the procedure, whose very name may be sensitive (QĐ 45/2016 Điều 16(5), NĐ 13/2023).
 * Pure: a retry makes the same order to the last byte.
 */
export const orderFor = (dossier: PostedDossier, shipment: number): PostalOrder => ({
  reference: referenceOf(dossier.code, shipment),
  dossierCode: dossier.code,
  sender: {
    name: dossier.office.name.vi,
    address: dossier.office.desk,
  },
  receiver: {
    name: dossier.receiver.receiverName,
    phone: dossier.receiver.phone,
    address: dossier.receiver.address.line ?? dossier.receiver.address.street,
  },
  codAmountVnd: dossier.outstandingVnd,
  description: `Kết quả giải quyết hồ sơ ${dossier.code}`,
});
