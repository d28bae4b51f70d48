import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { bookEntry } from '../payment/store.ts';
import { environment } from '../resources.ts';
import { loadIndexed } from '../table/batch.ts';
import { creditKey, findSK, type Key, OPEN_CREDITS_PK, transferKey } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Item, type Write } from '../table/transaction.ts';
import { Credit, isUnknown } from './credit.ts';
import { referencesIn, transferReference } from './reference.ts';

/** Which request for payment of which dossier a reference is of. */
const Transfer = z.object({ v: z.literal(1), dossierId: z.uuid(), payment: z.int().min(1) });
type Transfer = Omit<z.infer<typeof Transfer>, 'v'>;

async function loadItem(Key: Key): Promise<Item | undefined> {
  const TableName = environment('TABLE_NAME');
  return (await table.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
}

/** What a reference is of, or undefined. */
export async function loadTransfer(reference: string): Promise<Transfer | undefined> {
  const item = await loadItem(transferKey(reference));
  return item && Transfer.parse(item);
}

/** The reference of a request for payment, which is nobody else's, and whether it has been given. */
export async function referenceFor({ dossierId, payment }: Transfer): Promise<{
  readonly reference: string;
  readonly isGiven: boolean;
}> {
  for (let turn = 0; ; turn++) {
    const reference = transferReference(dossierId, payment, turn);
    const known = await loadTransfer(reference);
    if (!known) return { reference, isGiven: false };
    if (known.dossierId === dossierId && known.payment === payment) return { reference, isGiven: true };
  }
}

/** Gives a reference, unless another request has it. */
export const putTransfer = (reference: string, transfer: Transfer): Write => ({
  put: { ...transferKey(reference), v: 1, ...transfer },
  when: absent,
});

/** The one request that a free text names, or undefined: of who names two nobody knows how much each is to get. */
export async function transferNamedIn(content: string): Promise<Transfer | undefined> {
  const named = await Promise.all(referencesIn(content).map(loadTransfer));
  const [one, ...others] = named.filter((transfer) => transfer !== undefined);
  return others.length === 0 ? one : undefined;
}

/** A transfer by the bank's number of it, or undefined. */
export async function loadCredit(transaction: string): Promise<Credit | undefined> {
  const item = await loadItem(creditKey(transaction));
  return item && Credit.parse(item);
}

/** What is for a dossier stands in the book with its attempt there; all else stands in it itself. */
function itemOf(credit: Credit) {
  const { transaction: reference, amountVnd, heardAt } = credit;
  const movement = { kind: 'payment', reference, amountVnd } as const;
  return {
    ...creditKey(reference),
    ...credit,
    ...(!credit.dossierId && bookEntry('bank', movement, heardAt)),
    ...(isUnknown(credit) && { findPK: OPEN_CREDITS_PK, findSK: findSK(heardAt, reference) }),
  };
}

/** A transfer of which we hear, once. */
export const putCredit = (credit: Credit): Write => ({ put: itemOf(credit), when: absent });

/** A transfer of which somebody has just found out, once. */
export const putFoundOut = (credit: Credit): Write => ({
  put: itemOf(credit),
  when: { expression: 'attribute_exists(PK) AND attribute_not_exists(#end)', names: { '#end': 'end' } },
});

/** Transfers of which nobody knows yet what for, the longest known first. */
export async function loadOpenCredits(most: number): Promise<readonly Credit[]> {
  const entries = await queryItems(
    {
      IndexName: 'find',
      KeyConditionExpression: 'findPK = :open',
      ExpressionAttributeValues: { ':open': OPEN_CREDITS_PK },
    },
    most,
  );
  return (await loadIndexed(entries)).map((item) => Credit.parse(item)).filter(isUnknown);
}
