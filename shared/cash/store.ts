import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { table } from '../aws.ts';
import type { LocalDate } from '../clock.ts';
import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import { environment } from '../resources.ts';
import {
  CASH_CLOSINGS_PREFIX,
  cashClosingKey,
  cashPK,
  DRAWERS_PREFIX,
  drawerKey,
  type Key,
} from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Item, type Write } from '../table/transaction.ts';
import { Closing, closingNamed, placeOfClosing } from './closing.ts';
import { type Drawer, drawerFrom } from './drawer.ts';

async function load(key: Key): Promise<Item | undefined> {
  const asked = { TableName: environment('TABLE_NAME'), Key: key, ConsistentRead: true };
  return (await table.send(new GetCommand(asked))).Item;
}

/** The drawer of an officer at an agency, or undefined where none ever took cash. */
export async function loadDrawer(agency: string, subject: string): Promise<Drawer | undefined> {
  const item = await load(drawerKey(agency, subject));
  return item && drawerFrom(agency, item);
}

/** The drawers of an agency, those that are empty too. */
async function loadDrawers(agency: string): Promise<readonly Drawer[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :cash AND begins_with(SK, :drawers)',
    ExpressionAttributeValues: { ':cash': cashPK(agency), ':drawers': DRAWERS_PREFIX },
    ConsistentRead: true,
  });
  return items.map((item) => drawerFrom(agency, item));
}

/** The drawers that somebody sees at an agency: an officer of a desk the own one, by its key, others all. */
export async function loadDrawersFor({ role, subject }: Officer, agency: string): Promise<readonly Drawer[]> {
  if (role !== 'deskOfficer') return loadDrawers(agency);
  const own = await loadDrawer(agency, subject);
  return own ? [own] : [];
}

/** What an agency closed from one local day to another, both included, in the order in which it was. */
export async function loadClosings(
  agency: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<readonly Closing[]> {
  const day = (date: LocalDate): string => `${CASH_CLOSINGS_PREFIX}${date.replaceAll('-', '')}`;
  const items = await queryItems({
    KeyConditionExpression: 'PK = :cash AND SK BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':cash': cashPK(agency), ':from': day(from), ':to': `${day(to)}~` },
  });
  return items.map((item) => Closing.parse(item));
}

/**
 * A closing by its code, for officers of its agency and for the control of procedures.
 * @throws Problem `cash-not-found` also when it is another agency's
 */
export async function loadClosing(code: string, caller: Officer): Promise<Closing> {
  const { agency, place } = closingNamed(code);
  const isTheirs = agency === caller.agency || caller.role === 'procedureControl';
  const item = isTheirs ? await load(cashClosingKey(agency, place)) : undefined;
  if (!item) throw new Problem('cash-not-found');
  return Closing.parse(item);
}

const itemOf = (closing: Closing) => ({
  ...cashClosingKey(closing.agency, placeOfClosing(closing)),
  ...closing,
});

/**
 * A new closing, which empties the drawer as it was read: what came in meanwhile makes it run again, and what comes in later is of
 * the next one. So each movement is in one closing at most, and none is lost.
 */
export const putClosing = ({ agency, cashier, version }: Drawer, closing: Closing): readonly Write[] => [
  { put: itemOf(closing), when: absent },
  {
    put: { ...drawerKey(agency, cashier.subject), v: 1, cashier, version: version + 1, sumVnd: 0 },
    when: { expression: 'version = :version', values: { ':version': version } },
  },
];

/** That the money of a closing was taken over, once. */
export const putTakenOver = (closing: Closing): Write => ({
  put: itemOf(closing),
  when: { expression: 'attribute_exists(PK) AND attribute_not_exists(takenOver)' },
});
