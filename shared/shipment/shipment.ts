import * as z from 'zod';
import { KeptPostalAddress } from '../applicant/address.ts';
import { type Instant, toInstant } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { waitAfter } from './ladder.ts';
import { canMove, type Movement } from './movement.ts';
import { recall } from './movements/recall.ts';
import { movementBy } from './movements.ts';
import { FailureReason, type ShipmentReport } from './report.ts';
import { shipmentStatusNames } from './status.ts';
import { KeptWish } from './wish.ts';

/** A delivery attempt that failed. */
const Failure = z.object({ attempt: z.int().min(1), at: StoredInstant, reason: FailureReason });
type Failure = z.infer<typeof Failure>;

/** A result that goes out by post, as it is kept. What the post reports of it are items of their own. */
export const Shipment = z.object({
  v: z.literal(1),
  /** Rises with every change of it; those that were kept before it was counted have none. */
  version: z.int().min(0).default(0),
  /** 1, 2 … in the life of its dossier. */
  number: z.int().min(1),
  /** Ours, as in the order. */
  reference: z.string(),
  /** From a pool of the operator's: on record before the operator is told of it. */
  itemCode: z.string().optional(),
  status: z.enum(shipmentStatusNames),
  /** Delivery attempts begun so far, and those that failed, each once, in their order. */
  attempts: z.int().min(0),
  failures: z.array(Failure).default([]),
  intendedAt: StoredInstant,
  orderedAt: StoredInstant.optional(),
  /** How often the operator was asked in vain, and from when on it is asked again. */
  tries: z.int().min(0),
  nextTryAt: StoredInstant.optional(),
  /** Working days that its journey may take, from when on they count, and when the operator is asked how far it is. */
  journeyDays: z.int().min(1).optional(),
  since: StoredInstant.optional(),
  lookAt: StoredInstant.optional(),
  /** That the desk was told of its silence: once, until the post reports again. */
  silent: z.literal(true).optional(),
  /** Whether the post sent it back before it had invited as often as the law says; undecided without it. */
  returnedEarly: z.boolean().optional(),
  /** Where it goes in place of what the form says, and the place of that among all that the operator was told. */
  receiver: KeptPostalAddress.optional(),
  revision: z.int().min(1).default(1),
  wish: KeptWish.optional(),
  /** The request for payment that the post collects on delivery, fixed with the intention; and what it says that it collected. In đồng. */
  collects: z.object({ payment: z.int().min(1), amountVnd: z.int().positive() }).optional(),
  collectedVnd: z.int().min(0).optional(),
  /** The record by which it is handed to the post: one at most. */
  handOver: z.string().optional(),
});
export type Shipment = z.infer<typeof Shipment>;

/** The reference of the n-th shipment that returns (T = trả) a dossier's result: `H25.03-211010-0001-T1`. */
export const referenceOf = (dossierCode: string, shipment: number): string => `${dossierCode}-T${shipment}`;

/** The dossier code of a reference of ours, or undefined. */
export const dossierCodeOf = (reference: string): string | undefined =>
  /^(.+)-T[1-9]\d*$/.exec(reference)?.[1];

/** A shipment that is meant to be ordered: on record before the operator is asked. */
export const intendedShipment = (
  dossierCode: string,
  number: number,
  at: Instant,
  collects?: Shipment['collects'],
): Shipment => ({
  v: 1,
  version: 1,
  number,
  reference: referenceOf(dossierCode, number),
  status: 'INTENDED',
  attempts: 0,
  failures: [],
  revision: 1,
  intendedAt: at,
  tries: 0,
  nextTryAt: at,
  ...(collects && { collects }),
});

/** The wish that the operator was still to be told of, once the shipment has moved. */
const wishAfter = ({ wish }: Shipment, { to }: Pick<Movement, 'to'>): KeptWish | undefined => {
  if (wish?.state !== 'pending' || to === 'CANCELLING') return wish;
  return { ...wish, state: wish.kind === 'callOff' && to === 'CANCELLED' ? 'taken' : 'overtaken' };
};

/** A shipment after a movement: the operator is asked for nothing any more, and is no longer silent. Pure. */
export function movedBy(
  { to }: Pick<Movement, 'to'>,
  shipment: Shipment,
  change: Partial<Shipment> = {},
): Shipment {
  const { nextTryAt: _, silent: __, lookAt: ___, ...settled } = shipment;
  const wish = wishAfter(shipment, { to });
  return { ...settled, ...(wish && { wish }), status: to ?? shipment.status, tries: 0, ...change };
}

/** The shipment whose result was handed over meanwhile; one that was picked up comes back by itself. */
export const cancelled = (shipment: Shipment, at: Instant): Shipment =>
  canMove(recall, shipment) ? movedBy(recall, shipment, { nextTryAt: at }) : shipment;

/** After so long in vain a person must know. */
const IN_VAIN_MS = 24 * 3_600_000;

/** What of an item says since when the operator is to be told of it, whichever way it goes. */
export type Untold = {
  readonly reference: string;
  readonly tries: number;
  readonly intendedAt: Instant;
  readonly nextTryAt?: Instant | undefined;
  readonly wish?: Pick<KeptWish, 'state' | 'at'> | undefined;
};

/** Whether an item, or what its owner wishes of it, has waited for the operator for a day. */
export const isInVain = ({ intendedAt, wish }: Untold, at: Date): boolean => {
  const from = wish?.state === 'pending' ? wish.at : intendedAt;
  return at.getTime() - new Date(from).getTime() >= IN_VAIN_MS;
};

/** Whether the operator is to be told of an item now. */
export const isToBeTold = ({ nextTryAt }: Pick<Untold, 'nextTryAt'>, now: Date): boolean =>
  nextTryAt !== undefined && nextTryAt <= toInstant(now);

/** An item after a try in vain: it is tried again by the ladder. Pure. */
export const triedInVain = <Item extends Untold>(item: Item, at: Date): Item => ({
  ...item,
  tries: item.tries + 1,
  nextTryAt: toInstant(new Date(at.getTime() + waitAfter(item.tries, item.reference))),
});

/** A pool that is spent is looked at again after so long. */
const A_POOL_WAITS_MS = 3_600_000;

/** An item for which no item code is left: it waits until there are some. Pure. */
export const withoutCode = <Item extends Untold>(item: Item, at: Date): Item => ({
  ...item,
  nextTryAt: toInstant(new Date(at.getTime() + A_POOL_WAITS_MS)),
});

/** Failed attempts with the one of a report: the first that tells of it stays. */
function withFailure(failures: readonly Failure[], report: ShipmentReport): readonly Failure[] {
  if (report.status !== 'DELIVERY_FAILED') return failures;
  const { attempt, reason, occurredAt } = report;
  if (failures.some((known) => known.attempt === attempt)) return failures;
  const failure = { attempt, at: toInstant(new Date(occurredAt)), reason };
  return [...failures, failure].sort((one, other) => one.attempt - other.attempt);
}

/**
 * The shipment after a report of the operator, and whether it moved. Reports may come late, twice and out of order; only
 * those that lead further move it, and of one that comes late at most its failed attempt is kept. Pure; the very shipment
 * where the report says nothing new.
 */
export function afterReport(
  shipment: Shipment,
  report: ShipmentReport,
): { readonly shipment: Shipment; readonly moved: boolean } {
  const attempt = 'attempt' in report ? report.attempt : 0;
  const movement = movementBy(report);
  const moved = canMove(movement, shipment, attempt);
  const attempts = Math.max(shipment.attempts, attempt);
  const failures = withFailure(shipment.failures, report);
  const collected = report.status === 'DELIVERED' &&
    report.collectedVnd !== undefined && { collectedVnd: report.collectedVnd };
  if (moved)
    return {
      moved,
      shipment: movedBy(movement, shipment, { attempts, failures: [...failures], ...collected }),
    };
  const isKnown = attempts === shipment.attempts && failures === shipment.failures;
  return { moved, shipment: isKnown ? shipment : { ...shipment, attempts, failures: [...failures] } };
}
