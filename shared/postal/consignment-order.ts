import type { Consignment } from '../consignment/consignment.ts';
import { dayParts } from '../consignment/window.ts';

/** A booking as the operator is told of it. */
export type ConsignmentOrder = {
  /** The same on every retry: the operator makes one booking of it. */
  readonly reference: string;
  /** Of a pool that the operator has allotted: it goes on the sealed papers. */
  readonly itemCode: string;
  readonly sender: { readonly name: string; readonly phone: string; readonly address: string };
  /** The agency, and the desk at which it takes papers in. */
  readonly receiver: { readonly name: string; readonly address: string };
  /** Local day, and local times between which the sender is there. */
  readonly window: { readonly day: string; readonly from: string; readonly until: string };
  /** What the sender has ready, to be counted together. */
  readonly papers: Consignment['papers'];
};

/**
 * The booking of a collection. A postal clerk sees whom to find and when, what to count, and where it goes; not the form
 * (QĐ 45/2016 Điều 16(5), NĐ 13/2023). Pure: a retry makes the same to the last byte.
 * @throws Error when it has no item code yet
 */
export function orderForConsignment(consignment: Consignment): ConsignmentOrder {
  const { reference, itemCode, sender, addressee, window, papers } = consignment;
  if (itemCode === undefined) throw new Error(`${reference} has no item code`);
  const { from, until } = dayParts[window.part];
  return {
    reference,
    itemCode,
    sender: {
      name: sender.name,
      phone: sender.phone,
      address: sender.address.line ?? sender.address.street,
    },
    receiver: { name: addressee.name, address: addressee.desk },
    window: { day: window.day, from, until },
    papers,
  };
}
