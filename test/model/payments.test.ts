import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { assertPayments, preparePayments } from './payments.ts';

/** `npm run prove -- payments` says how many, and with which seed. */
const { PAYMENTS = '400', SEED = String(Date.now() % 1_000_000_000) } = process.env;

let prepared: ReturnType<typeof preparePayments>;
beforeAll(() => {
  prepared = preparePayments();
});
afterAll(() => prepared.stop());

it('settles or returns every đồng, whatever banks, payers and officers do', {
  timeout: 3_600_000,
}, async () => {
  const begun = performance.now();
  const tally = await assertPayments(Number(PAYMENTS), Number(SEED), inject('tableInput'));
  const seconds = Math.round((performance.now() - begun) / 1000);
  const sums = [...tally].map(([what, times]) => `${what}: ${times}`).join(', ');
  console.log(`${PAYMENTS} worlds of payments (seed ${SEED}, ${seconds} s): ${sums}`);
  for (const what of [
    'receipt replaced',
    'receipt cancelled',
    'settled online',
    'settled by transfer',
    'settled by the post',
    'collection disputed',
    'transfer unknown',
    'transfer sent back',
    'settled in cash',
    'drawer closed',
    'charge corrected',
    'refund paid-twice',
    'refund came-late',
    'refund other-sum',
    'refund charge-changed',
    'refund not-submitted',
    'submitted as paid',
    'draft let go',
  ])
    expect(tally.get(what), what).toBeGreaterThan(0);
});
