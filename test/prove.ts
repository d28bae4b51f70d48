import { startVitest } from 'vitest/node';
import { assertAgreement, assertStepAgreement } from './deadline/agreement.ts';

/*
 * What `npm test` holds in a few cases, in as many as are asked for, from a seed that repeats them:
 *
 * `npm run prove -- <ledgers> <seed>`: due dates computed a second time, slowly, from the sentences of the law, agree
 * with the engine in so many random ledgers, each under a calendar before and after a change.
 *
 * `npm run prove -- lives <count> <seed>`: so many small worlds of dossiers live as a book of their own says, whoever
 * does what and when.
 */
const randomSeed = (): string => String(Date.now() % 1_000_000_000);

function proveLedgers(ledgers = '100000', seed = randomSeed()): void {
  const begun = performance.now();
  assertAgreement(Number(ledgers), Number(seed));
  assertStepAgreement(Number(ledgers) / 10, Number(seed));
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(`${ledgers} ledgers and ${Number(ledgers) / 10} steps agree (seed ${seed}, ${seconds} s)`);
}

/** They are lived where tests run, with a DynamoDB Local of their own. */
async function proveLives(count = '2000', seed = randomSeed()): Promise<void> {
  Object.assign(process.env, { LIVES: count, SEED: seed });
  const vitest = await startVitest('test', ['test/model/lives.db.test.ts'], { run: true, silent: false });
  await vitest.close();
}

const [subject, ...others] = process.argv.slice(2);
if (subject === 'lives') await proveLives(...others);
else proveLedgers(subject, ...others);
