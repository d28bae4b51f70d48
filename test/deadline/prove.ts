import { assertAgreement, assertStepAgreement } from './agreement.ts';

/**
 * `npm run prove -- <ledgers> <seed>`: due dates computed a second time, slowly, from the sentences of the law, agree
 * with the engine in so many random ledgers, each under a calendar before and after a change.
 */
const [ledgers = '100000', seed = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);

const begun = performance.now();
assertAgreement(Number(ledgers), Number(seed));
assertStepAgreement(Number(ledgers) / 10, Number(seed));
const seconds = Math.round((performance.now() - begun) / 1000);
console.log(`${ledgers} ledgers and ${Number(ledgers) / 10} steps agree (seed ${seed}, ${seconds} s)`);
