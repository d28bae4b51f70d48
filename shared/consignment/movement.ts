import type { Move } from '../shipment/movement.ts';
import type { ConsignmentLetter } from './letters.ts';
import type { ConsignmentStatus } from './status.ts';

/** What of a consignment decides how it may move. */
export type ConsignmentStanding = {
  readonly status: ConsignmentStatus;
  /** Attempts to collect it begun so far. */
  readonly attempts: number;
};

/** What the desk of the agency is to look after while the papers are still on their way to it. */
export const consignmentAttentions = [
  'consignment-lost',
  'consignment-returned',
  'consignment-silent',
  'booking-refused',
  'post-unreachable',
] as const;
export type ConsignmentAttention = (typeof consignmentAttentions)[number];

/**
 * One way in which a consignment moves, and who hears of it: a draft has no events, so its owner gets a letter, and the desk
 * has it in its list. One file each, gathered in `movements.ts`.
 */
export type Passage<Name extends string = string> = Move<ConsignmentStatus, ConsignmentStanding> & {
  readonly name: Name;
  /** What its owner is told. */
  readonly letter?: ConsignmentLetter;
  /** What the desk is to look after then. */
  readonly attention?: ConsignmentAttention;
};

/** States a passage, and keeps its name. */
export const passage = <const Name extends string>(stated: Passage<Name>): Passage<Name> => stated;
