import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import type { NewSecret } from '../ids.ts';
import { environment } from '../resources.ts';
import { chargeKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';

/*
 * A draft has no code yet, and a provider is told of a payment by one. So a draft that is paid for gets twelve letters and
 * digits, 60 random bits, which say nothing of whom or what they are for; it keeps them when it is filed, since what was
 * begun by them may still come.
 */
const LENGTH = 12;

/** A code for a draft that is paid for: no dossier's, which have a hyphen. */
export const newChargeCode = (newSecret: NewSecret): string => newSecret().slice(0, LENGTH);

/** What a code leads to. */
export const ChargeEntry = z.object({ v: z.literal(1), dossierId: z.uuid() });

/** Makes a code lead to its draft. None is given twice. */
export const putChargeCode = (code: string, dossierId: string): Write => ({
  put: { ...chargeKey(code), v: 1, dossierId },
  when: absent,
});

/** Whose a code is, or undefined. */
export async function loadChargeCode(code: string): Promise<string | undefined> {
  const { Item: item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: chargeKey(code), ConsistentRead: true }),
  );
  return item && ChargeEntry.parse(item).dossierId;
}
