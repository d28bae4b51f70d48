import { describe, expect, it, test } from 'vitest';
import { begunAttempt } from '../../shared/payment/attempt.ts';
import { afterWord, askedAgain, isStuck, owedRefund, type Refund } from '../../shared/payment/refund.ts';

const at = new Date('2021-10-18T02:00:00.000Z');
const attempt = begunAttempt(
  'H25.03-211010-0001',
  { number: 2, payment: 1, amountVnd: 200_000, provider: 'vnpay' },
  new Date('2021-10-15T02:00:00.000Z'),
);
const owed = owedRefund(attempt, { amountVnd: 200_000, reason: 'came-late', at });

describe('a refund', () => {
  it('is owed from the moment that the money came, and is ordered at once', () => {
    expect(owed).toMatchObject({
      attempt: 2,
      reference: 'H25x03y211010y0001y2',
      amountVnd: 200_000,
      state: 'owed',
      tries: 0,
      lookAt: '2021-10-18T02:00:00.000Z',
    });
  });

  test.each([
    ['owed', 'none', 'owed'],
    ['owed', 'ordered', 'ordered'],
    ['owed', 'refused', 'refused'],
    ['owed', 'returned', 'returned'],
    ['ordered', 'none', 'ordered'],
    ['ordered', 'ordered', 'ordered'],
    ['ordered', 'refused', 'refused'],
    ['ordered', 'returned', 'returned'],
    ['refused', 'none', 'refused'],
    ['refused', 'ordered', 'refused'],
    ['refused', 'refused', 'refused'],
    ['refused', 'returned', 'returned'],
    ['returned', 'none', 'returned'],
    ['returned', 'ordered', 'returned'],
    ['returned', 'refused', 'returned'],
    ['returned', 'returned', 'returned'],
  ] as const)('that is %s and of which it is said %s is %s', (before, word, after) => {
    expect(afterWord({ ...owed, state: before }, word, at).state).toBe(after);
  });

  it('is asked about by a ladder that ends at once a day, and no more once it has ended', () => {
    let refund: Refund = owed;
    const looks = Array.from({ length: 6 }, () => {
      refund = afterWord(askedAgain(refund, at), 'ordered', at);
      return refund.lookAt;
    });
    expect(looks).toEqual([
      '2021-10-18T02:15:00.000Z',
      '2021-10-18T03:00:00.000Z',
      '2021-10-18T06:00:00.000Z',
      '2021-10-18T14:00:00.000Z',
      '2021-10-19T02:00:00.000Z',
      '2021-10-19T02:00:00.000Z',
    ]);
    expect(afterWord(refund, 'returned', at)).not.toHaveProperty('lookAt');
  });

  it('rings when its provider has not taken it for a day, or the payer has not had it for a month', () => {
    const later = (days: number): Date => new Date(at.getTime() + days * 86_400_000);
    expect([isStuck(owed, later(0.9)), isStuck(owed, later(1))]).toEqual([false, true]);
    const ordered: Refund = { ...owed, state: 'ordered' };
    expect([isStuck(ordered, later(29)), isStuck(ordered, later(30))]).toEqual([false, true]);
  });
});
