import { log } from '../log.ts';
import { lineToPartner, type PartnerLine } from '../partner-call.ts';
import { loadPools, nextCode, putTaken } from '../shipment/pool.ts';
import { isInVain, triedInVain, type Untold, withoutCode } from '../shipment/shipment.ts';
import { commit, untilUndisturbed, type Write } from '../table/transaction.ts';
import { OperatorBusy, OrderConflict, OrderRefused } from './client.ts';

/** What of an item the operator is asked by, whichever way it goes. */
type Asked = Untold & {
  readonly status: string;
  readonly version: number;
  readonly itemCode?: string | undefined;
};

/** Why a person must look: what no retry mends at once, the rest after a day. */
export type InVain = 'refused' | 'unreachable';

/** What is asked of the operator for one kind of item. */
export type Errand<Item extends Asked> = {
  /** Tells the operator what it is to know. @returns what to write of its answer */
  readonly tell: (item: Item, operator: PartnerLine) => Promise<readonly Write[]>;
  readonly put: (before: Item, after: Item) => Write;
  /** What is written where the desk is to look after it, besides the item that waits for its next try. */
  readonly putOff: (before: Item, later: Item, inVain: InVain | undefined) => readonly Write[];
};

/** The item with an item code of its own, taken from a pool in one transaction with it; undefined when none is left. */
const coded = <Item extends Asked>(item: Item, { put }: Errand<Item>): Promise<Item | undefined> =>
  untilUndisturbed(async () => {
    const next = nextCode(await loadPools());
    if (!next) return undefined;
    const after = { ...item, itemCode: next.itemCode };
    await commit([putTaken(next.before), put(item, after)]);
    return { ...after, version: item.version + 1 };
  });

const needsCode = ({ status, itemCode }: Asked): boolean => status === 'INTENDED' && itemCode === undefined;

function inVainAfter(error: unknown, item: Asked, at: Date): InVain | undefined {
  if (error instanceof OrderRefused) return 'refused';
  return error instanceof OrderConflict || isInVain(item, at) ? 'unreachable' : undefined;
}

/** No item code is left: the item waits for the operator to allot more, and after a day the desk is told. */
async function waitForCode<Item extends Asked>(
  item: Item,
  { putOff }: Errand<Item>,
  at: Date,
): Promise<'waiting'> {
  const inVain = isInVain(item, at) ? 'unreachable' : undefined;
  await commit(putOff(item, withoutCode(item, at), inVain));
  log.warn('ITEM_CODES_SPENT', { reference: item.reference });
  return 'waiting';
}

/**
 * Asks the operator once. What fails at the operator is on record with the time of its next try.
 * @returns whether the operator did what was asked, failed, or could not be asked while there is no item code
 * @throws OperatorBusy when it is asked too often: it stays due
 * @throws Error when our own side fails: it stays due, and the caller tries again
 */
export async function askOperator<Item extends Asked>(
  before: Item,
  errand: Errand<Item>,
  at: Date,
): Promise<'told' | 'failed' | 'waiting'> {
  const item = needsCode(before) ? await coded(before, errand) : before;
  if (!item) return waitForCode(before, errand, at);
  const { reference } = item;
  const operator = await lineToPartner('postal', at);
  const answer = await errand.tell(item, operator).catch((error: unknown) => ({ error }));
  if ('error' in answer) {
    if (answer.error instanceof OperatorBusy) throw answer.error;
    log.error('POSTAL_OPERATOR_FAILED', answer.error, { reference, tries: item.tries + 1 });
    await commit(errand.putOff(item, triedInVain(item, at), inVainAfter(answer.error, item, at)));
    return 'failed';
  }
  await commit(answer);
  log.info('POSTAL_OPERATOR_TOLD', { reference, status: item.status });
  return 'told';
}
