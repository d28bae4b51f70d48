import type { Attempt } from '../payment/attempt.ts';
import type { Payment } from '../payment/payment.ts';
import { chargeKey, creditKey, type Key, transferKey } from '../table/keys.ts';
import { referenceFor } from './store.ts';

/** What leads to the money of a dossier or a draft from elsewhere, and what came by transfer, with what its payer wrote. */
export async function leadsTo(
  dossierId: string,
  payments: readonly Payment[],
  attempts: readonly Attempt[],
): Promise<readonly Key[]> {
  const given = await Promise.all(
    payments.map(async ({ number }) => {
      const { reference, isGiven } = await referenceFor({ dossierId, payment: number });
      return isGiven ? [transferKey(reference)] : [];
    }),
  );
  const code = payments[0]?.code;
  const credits = attempts.filter(({ provider }) => provider === 'bank');
  return [
    ...given.flat(),
    ...credits.map(({ reference }) => creditKey(reference)),
    ...(code === undefined ? [] : [chargeKey(code)]),
  ];
}
