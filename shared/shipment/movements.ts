import { canMove, type Movement, type Mover, type Standing } from './movement.ts';
import { callOff } from './movements/call-off.ts';
import { cancel } from './movements/cancel.ts';
import { carry } from './movements/carry.ts';
import { deliver } from './movements/deliver.ts';
import { deliverAgain } from './movements/deliver-again.ts';
import { fail } from './movements/fail.ts';
import { giveBack } from './movements/give-back.ts';
import { goOn } from './movements/go-on.ts';
import { handOver } from './movements/hand-over.ts';
import { lose } from './movements/lose.ts';
import { order } from './movements/order.ts';
import { pickUp } from './movements/pick-up.ts';
import { recall } from './movements/recall.ts';
import { redirect } from './movements/redirect.ts';
import { setOut } from './movements/set-out.ts';
import { turnBack } from './movements/turn-back.ts';
import type { ShipmentReport } from './report.ts';

/**
 * All that may happen to a shipment, in the order of its life. Gathered from here: the guard, which report moves what,
 * what its owner may ask for, the events, the diagram in `shared/postal/README.md`, and the test that walks every cell.
 */
const stated = [
  order,
  redirect,
  callOff,
  recall,
  cancel,
  goOn,
  handOver,
  pickUp,
  carry,
  setOut,
  fail,
  deliverAgain,
  deliver,
  turnBack,
  giveBack,
  lose,
] as const;

export type MovementName = (typeof stated)[number]['name'];

export const movements: readonly Movement<MovementName>[] = stated;

const byName = new Map(movements.map((one) => [one.name, one]));

/** The movement of this name. */
export function movementOf(name: MovementName): Movement<MovementName> {
  const found = byName.get(name);
  if (!found) throw new Error(`no movement ${name}`);
  return found;
}

/** The movement that a report of the post tells. */
export function movementBy({ status }: Pick<ShipmentReport, 'status'>): Movement<MovementName> {
  const found = movements.find(({ to, by }) => to === status && by.includes('post'));
  if (!found) throw new Error(`no movement to ${status}`);
  return found;
}

/** The movements that somebody may bring about now. */
export const movementsFor = (shipment: Standing, mover: Mover): readonly MovementName[] =>
  movements.filter((one) => one.by.includes(mover) && canMove(one, shipment)).map(({ name }) => name);
