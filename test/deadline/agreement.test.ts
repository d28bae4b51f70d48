import { expect, it, vi } from 'vitest';
import { assertAgreement, assertStepAgreement } from './agreement.ts';

vi.setConfig({ testTimeout: 60_000 });

const seed = Date.now() % 1_000_000_000;
console.log(`seed ${seed}`);

it('agrees with a slow computation from the sentences of the law, before and after the calendar changes', () => {
  expect(() => assertAgreement(3000, seed)).not.toThrow();
});

it('agrees with a walk from minute to minute about the steps of an agency', () => {
  expect(() => assertStepAgreement(1000, seed)).not.toThrow();
});
