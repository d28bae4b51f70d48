import { startVitest } from 'vitest/node';
import { assertAgreement, assertStepAgreement } from './deadline/agreement.ts';
import { proveInBlocks, sentencesOf } from './memory/blocks.ts';
import { progressOf } from './memory/progress.ts';

/*
 * What `npm test` holds in a few cases, in as many as are asked for, from a seed that repeats them:
 *
 * `npm run prove -- <ledgers> <seed>`: due dates computed a second time, slowly, from the sentences of the law, agree
 * with the engine in so many random ledgers, each under a calendar before and after a change.
 *
 * `npm run prove -- lives <count> <seed>`: so many small worlds of dossiers live as a book of their own says, whoever
 * does what and when.
 *
 * `npm run prove -- authorization <pairs> <seed>`, or `npm run authorization` for a million: whoever calls whatever about any
 * dossier is answered as an oracle has it that asks no contract, and what is not theirs as if it were not there.
 *
 * `npm run prove -- fuzz <requests> <seed>`: requests made from the OpenAPI description, at its bounds and beyond, get answers
 * that are described, none of them a fault of ours, and change nothing when they are refused.
 *
 * `npm run prove -- payments <count> <seed>`: so many worlds of a dossier, two providers and a bank, in which every đồng that
 * comes settles a request, and has a receipt that holds, or goes back, or waits for whoever finds out what for.
 *
 * `npm run prove -- postal <orders> <seed>`, or `npm run chaos -- postal <orders> <seed>`: so many results go out by a post with which
 * everything goes wrong, and none is lost sight of.
 */
const randomSeed = (): string => String(Date.now() % 1_000_000_000);

function proveLedgers(ledgers = '100000', seed = randomSeed()): void {
  const begun = performance.now();
  assertAgreement(Number(ledgers), Number(seed));
  assertStepAgreement(Number(ledgers) / 10, Number(seed));
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(`${ledgers} ledgers and ${Number(ledgers) / 10} steps agree (seed ${seed}, ${seconds} s)`);
}

async function run(file: string): Promise<void> {
  const vitest = await startVitest('test', [file], { run: true, silent: false });
  await vitest.close();
}

/** They are lived where tests run, with a DynamoDB Local of their own. */
async function proveLives(count = '2000', seed = randomSeed()): Promise<void> {
  Object.assign(process.env, { LIVES: count, SEED: seed });
  await run('test/model/lives.db.test.ts');
}

async function provePost(count = '10000', seed = randomSeed()): Promise<void> {
  Object.assign(process.env, { CHAOS: count, SEED: seed });
  await run('test/postal/chaos.db.test.ts');
}

/** What is proved by functions that are answered from memory. */
const inMemory = {
  authorization: { child: './authorization/pairs-child.ts', runs: '1000000' },
  fuzz: { child: './fuzz/fuzz-child.ts', runs: '200000' },
} as const;

async function proveInMemory(
  what: keyof typeof inMemory,
  asked?: string,
  seed = randomSeed(),
): Promise<void> {
  const { child, runs } = inMemory[what];
  const begun = performance.now();
  const block = { seed: Number(seed), runs: Number(asked ?? runs) };
  const proof = await proveInBlocks(new URL(child, import.meta.url), block, progressOf(block.runs));
  const seconds = Math.round((performance.now() - begun) / 1000);
  const faults = sentencesOf(proof);
  console.log(`${what}: ${proof.calls} judged, ${faults.length} faults (seed ${seed}, ${seconds} s)`);
  for (const fault of faults) console.log(`- ${fault}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

/** They are lived in a table in memory. */
async function provePayments(count = '5000', seed = randomSeed()): Promise<void> {
  Object.assign(process.env, { PAYMENTS: count, SEED: seed });
  await run('test/model/payments.test.ts');
}

const [subject, ...others] = process.argv.slice(2);
if (subject === 'lives') await proveLives(...others);
else if (subject === 'authorization' || subject === 'fuzz') await proveInMemory(subject, ...others);
else if (subject === 'postal') await provePost(...others);
else if (subject === 'payments') await provePayments(...others);
else proveLedgers(subject, ...others);
