import { describe, expect, it } from 'vitest';
import { actionNames } from '../../shared/dossier/actions.ts';
import { proveInBlocks, sentencesOf } from '../memory/blocks.ts';
import { operationNames } from '../memory/functions-beside.ts';
import { deeds, ways } from './calls.ts';
import { isKnown } from './oracle.ts';

const child = (name: string) => new URL(`./${name}-child.ts`, import.meta.url);
/** `npm run prove -- authorization` says how many, and with which seed. */
const seed = Date.now() % 1_000_000_000;
const timeout = 240_000;

/** By operations of their own, or by nobody. */
const apart = ['submit', 'takeIn', 'giveOpinion', 'issueResult', 'correctResult'];

describe('the oracle', () => {
  it('knows every operation: who may call a new one is written down in test/authorization/oracle.ts', () => {
    const called = new Set(Object.values(ways).map(({ operation }) => operation));
    const missing = operationNames.filter((name) => !called.has(name));
    expect(
      missing.map(
        (name) =>
          `nobody is said to call ${name}: add how it is called to \`ways\` in test/authorization/calls.ts, and who may, by the law, to \`table\` in test/authorization/oracle.ts`,
      ),
    ).toEqual([]);
    expect(
      Object.keys(ways)
        .filter((way) => !isKnown(way))
        .map(
          (way) =>
            `nothing is said of ${way}: add to \`table\` in test/authorization/oracle.ts who may, by the law`,
        ),
    ).toEqual([]);
  });

  it('knows every action of a dossier', () => {
    const missing = actionNames.filter((name) => !apart.includes(name) && !deeds.includes(name));
    expect(
      missing.map(
        (name) =>
          `nobody is said to do ${name}: add it to the book of lives (\`table\` in test/model/rules.ts) or to \`otherDeeds\` in test/authorization/oracle.ts, and what is said with it to \`words\` in test/authorization/calls.ts`,
      ),
    ).toEqual([]);
  });

  it('lets nobody do what nobody of the kind can do anywhere', { timeout }, async () => {
    const proof = await proveInBlocks(child('reach'), { seed: 1, runs: 1 });
    expect(sentencesOf(proof)).toEqual([]);
    expect(proof.calls).toBeGreaterThan(250);
  });
});

describe('whoever calls whatever about any dossier', () => {
  it('is answered as the oracle has it, and learns nothing of what is not theirs', { timeout }, async () => {
    const proof = await proveInBlocks(child('pairs'), { seed, runs: 20_000 });
    expect(sentencesOf(proof), `seed ${seed}`).toEqual([]);
    expect(proof.calls).toBe(20_000);
  });
});
