import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { comparedBooks, type Movement } from '../../shared/payment/movement.ts';

const paid = (reference: string, amountVnd = 200_000): Movement => ({
  kind: 'payment',
  reference,
  amountVnd,
});

it('sorts a day into what both know, what one alone knows, and what is of another sum', () => {
  const back: Movement = { kind: 'refund', reference: 'a', amountVnd: 200_000 };
  expect(
    comparedBooks(
      [paid('a'), back, paid('b'), paid('c')],
      [paid('a'), paid('b', 250_000), paid('d'), paid('a'), paid('d')],
    ),
  ).toEqual({
    matched: [{ ours: paid('a'), theirs: paid('a') }],
    otherSum: [{ ours: paid('b'), theirs: paid('b', 250_000) }],
    missingHere: [paid('d')],
    missingThere: [back, paid('c')],
    repeated: [paid('a'), paid('d')],
  });
});

const movement: fc.Arbitrary<Movement> = fc.record({
  kind: fc.constantFrom('payment' as const, 'refund' as const),
  reference: fc.constantFrom('a', 'b', 'c', 'd'),
  amountVnd: fc.constantFrom(1000, 2000),
});
const sum = (movements: readonly Movement[]) => movements.reduce((all, { amountVnd }) => all + amountVnd, 0);

test('no đồng of either side is lost or counted twice', () => {
  const book = fc.uniqueArray(movement, { selector: ({ kind, reference }) => kind + reference });
  fc.assert(
    fc.property(book, fc.array(movement), (ours, theirs) => {
      const { matched, otherSum, missingHere, missingThere, repeated } = comparedBooks(ours, theirs);
      const pairs = [...matched, ...otherSum];
      expect(sum([...pairs.map((pair) => pair.ours), ...missingThere])).toBe(sum(ours));
      expect(sum([...pairs.map((pair) => pair.theirs), ...missingHere, ...repeated])).toBe(sum(theirs));
      expect(pairs.length + missingThere.length).toBe(ours.length);
      expect(pairs.length + missingHere.length + repeated.length).toBe(theirs.length);
    }),
  );
});
