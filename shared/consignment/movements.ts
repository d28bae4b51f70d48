import { canMove, type Mover } from '../shipment/movement.ts';
import type { ConsignmentStanding, Passage } from './movement.ts';
import { acceptBooking } from './movements/accept-booking.ts';
import { arrive } from './movements/arrive.ts';
import { bringBack } from './movements/bring-back.ts';
import { collect } from './movements/collect.ts';
import { come } from './movements/come.ts';
import { drop } from './movements/drop.ts';
import { forward } from './movements/forward.ts';
import { giveUp } from './movements/give-up.ts';
import { goAstray } from './movements/go-astray.ts';
import { keepOn } from './movements/keep-on.ts';
import { miss } from './movements/miss.ts';
import type { ConsignmentReport } from './report.ts';

/**
 * All that may happen to a consignment, in the order of its life. Gathered from here: the guard, which report moves what, what
 * its owner may ask for, the letters, the diagram in `shared/postal/README.md`, and the test that walks every cell.
 */
export const passages = [
  acceptBooking,
  giveUp,
  drop,
  keepOn,
  come,
  miss,
  collect,
  forward,
  arrive,
  bringBack,
  goAstray,
] as const satisfies readonly Passage[];

/** The passage that a report of the post tells. */
export function passageBy({ status }: Pick<ConsignmentReport, 'status'>): Passage {
  const found = passages.find(({ to, by }) => to === status && by.some((mover) => mover === 'post'));
  if (!found) throw new Error(`no passage to ${status}`);
  return found;
}

/** Whether somebody may bring a passage about now. */
export const mayPass = (one: Passage, consignment: ConsignmentStanding, mover: Mover): boolean =>
  one.by.includes(mover) && canMove(one, consignment);
