import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type Attempt,
  attemptAfter,
  attemptOf,
  attemptReference,
  begunAttempt,
  isAlive,
  isInDoubt,
  type Report,
} from '../../shared/payment/attempt.ts';

const start = new Date('2021-10-11T02:00:00.000Z');
const minutesLater = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

const begun = begunAttempt(
  'H25.03-211010-0001',
  { number: 1, payment: 1, amountVnd: 200_000, provider: 'vnpay' },
  start,
);
const report = (says: Report['says'], amountVnd = 200_000): Report => ({
  says,
  amountVnd,
  transaction: '14000001',
  code: `code of ${says}`,
});
const inState = (state: Attempt['state']): Attempt => ({ ...begun, state });

describe('an attempt', () => {
  it('has a reference of letters and digits that leads back to its dossier', () => {
    expect(begun.reference).toBe('H25x03y211010y0001y1');
    expect(attemptOf('H25x03y211010y0001y1')).toEqual({ code: 'H25.03-211010-0001', number: 1 });
    expect(attemptOf(attemptReference('H25.19.02-260101-9999', 12))).toEqual({
      code: 'H25.19.02-260101-9999',
      number: 12,
    });
    for (const stranger of ['', 'y1', 'H25x03', 'H25x03y211010y0001y0', 'H25.03-211010-0001-1'])
      expect(attemptOf(stranger), stranger).toBeUndefined();
  });

  it('takes the payer for a quarter of an hour, but not in its last minute', () => {
    expect(begun.expiresAt).toBe('2021-10-11T02:15:00.000Z');
    expect(isAlive(begun, minutesLater(13))).toBe(true);
    expect(isAlive(begun, minutesLater(14))).toBe(false);
    expect(isAlive(inState('failed'), minutesLater(1))).toBe(false);
  });

  // Written down a second time: from each state, by what is said in time, to which.
  test.each([
    ['pending', 'open', 'pending'],
    ['pending', 'doubtful', 'pending'],
    ['pending', 'failed', 'failed'],
    ['pending', 'paid', 'paid'],
    ['expired', 'open', 'expired'],
    ['expired', 'doubtful', 'expired'],
    ['expired', 'failed', 'failed'],
    ['expired', 'paid', 'paid'],
    ['failed', 'open', 'failed'],
    ['failed', 'doubtful', 'failed'],
    ['failed', 'failed', 'failed'],
    ['failed', 'paid', 'paid'],
    ['paid', 'open', 'paid'],
    ['paid', 'doubtful', 'paid'],
    ['paid', 'failed', 'paid'],
    ['paid', 'paid', 'paid'],
  ] as const)('that is %s and of which it is said that it is %s is %s', (before, says, after) => {
    expect(attemptAfter(inState(before), report(says), minutesLater(5)).state).toBe(after);
  });

  it('comes to one end in whatever order and how often its provider speaks', () => {
    const words = fc.array(fc.constantFrom<Report['says']>('open', 'doubtful', 'failed', 'paid'), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        words.chain((said) =>
          fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length })),
        ),
        ([said, otherwise]) => {
          const heard = (order: readonly Report['says'][]) =>
            order.reduce((attempt, says) => attemptAfter(attempt, report(says), minutesLater(5)), begun)
              .state;
          expect(heard(otherwise)).toBe(heard(said));
          expect(heard([...said, ...said])).toBe(heard(said));
        },
      ),
    );
  });

  it('ends when its time is over and nothing was paid, and is looked at once more a day later', () => {
    expect(attemptAfter(begun, report('open', 0), minutesLater(20)).state).toBe('pending');
    const expired = attemptAfter(begun, report('open', 0), minutesLater(21));
    expect(expired).toMatchObject({ state: 'expired', lookAt: '2021-10-12T02:21:00.000Z' });
    const answer: Report = { ...report('open', 0), asked: true };
    expect(attemptAfter(expired, answer, minutesLater(1462)).lookAt).toBeUndefined();
    // What is late is the look, whatever the provider says by itself meanwhile.
    expect(attemptAfter(expired, report('failed'), minutesLater(4000)).lookAt).toBe(
      '2021-10-12T02:21:00.000Z',
    );
  });

  it('is asked about every quarter of an hour while its provider is in doubt, and rings after a day', () => {
    const doubted = attemptAfter(begun, report('doubtful'), minutesLater(60));
    expect(doubted).toMatchObject({ state: 'pending', lookAt: '2021-10-11T03:15:00.000Z' });
    expect(isInDoubt(doubted, minutesLater(24 * 60))).toBe(false);
    expect(isInDoubt(doubted, minutesLater(25 * 60))).toBe(true);
  });

  it('is not paid by nothing', () => {
    expect(attemptAfter(begun, report('paid', 0), minutesLater(5)).state).toBe('pending');
  });

  it('keeps each word of its provider once, and no more than twenty', () => {
    const words = Array.from({ length: 30 }, (_, place) => report('open', place));
    const heard = [...words, ...words].reduce(
      (attempt, word) => attemptAfter(attempt, word, minutesLater(5)),
      begun,
    );
    expect(heard.said.map(({ amountVnd }) => amountVnd)).toEqual([...Array(20).keys()]);
  });
});
