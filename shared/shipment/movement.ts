import type { ShipmentStatus } from './status.ts';

/**
 * Who moves an item of the post: the post by what it reports, its owner by a wish, the desk by handing the result out, or by
 * the record that it signs with the post, a worker of ours by what the operator answered.
 */
export type Mover = 'post' | 'owner' | 'deskOfficer' | 'system';

/** What of a shipment decides how it may move. */
export type Standing = {
  readonly status: ShipmentStatus;
  /** Delivery attempts begun so far. */
  readonly attempts: number;
  /** The newest wish of its owner, and of which failed attempt that was. */
  readonly wish?: { readonly kind: string; readonly attempt?: number | undefined } | undefined;
};

/** One way in which an item of the post moves, whichever direction it goes: from where and to where, by whom, and what forbids it. */
export type Move<Status extends string, Item extends { readonly status: Status }> = {
  /** From which statuses. What does not stand here cannot happen; what the post left out does not matter. */
  readonly from: readonly Status[];
  /** The status it comes to; without one it stays where it is. */
  readonly to?: Status;
  readonly by: readonly Mover[];
  /** What forbids it though the table allows it. @param attempt number of the attempt that is reported, 0 where there is none */
  forbids?(item: Item, attempt: number): boolean;
};

/** Whether an item may move so now. @param attempt number of the attempt that is reported */
export const canMove = <Status extends string, Item extends { readonly status: Status }>(
  one: Move<Status, Item>,
  item: Item,
  attempt = 0,
): boolean => one.from.includes(item.status) && !one.forbids?.(item, attempt);

/**
 * One way in which a shipment moves, and what is told of it. One file each, gathered in `movements.ts`.
 */
export type Movement<Name extends string = string> = Move<ShipmentStatus, Standing> & {
  readonly name: Name;
  /** The event that tells it, if one does. */
  readonly event?: 'shipment.ordered' | 'shipment.instructed' | 'shipment.moved';
  /** What the desk is to look after then. */
  readonly attention?: 'shipment-lost' | 'shipment-returned';
};

/** States a movement, and keeps its name. */
export const movement = <const Name extends string>(stated: Movement<Name>): Movement<Name> => stated;
