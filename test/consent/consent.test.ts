import { describe, expect, it, test } from 'vitest';
import { LocalDate } from '../../shared/clock.ts';
import {
  agreedByUse,
  allWithdrawn,
  Consent,
  isInForce,
  lastSaid,
  mayBeChild,
  purposes,
  said,
  wordingOf,
} from '../../shared/consent/consent.ts';
import type { Applicant } from '../../shared/http/caller.ts';

const hoa: Applicant = {
  kind: 'applicant',
  subject: 'cd-hoa',
  accountType: 'citizen',
  name: 'Nguyễn Thị Hoa',
  number: '035190001234',
};
const now = { at: new Date('2026-11-26T02:00:00Z'), today: LocalDate.parse('2026-11-26') };
const one = (state: Consent['state'], number = 1, version = 1) =>
  Consent.parse({ v: 1, purpose: 'reuse-results', number, state, version, at: '2026-11-01T02:00:00.000Z' });

describe('a consent', () => {
  it('is never there by silence, and is in force from when it is given until it is withdrawn', () => {
    expect(isInForce(undefined)).toBe(false);
    expect(isInForce(one('given'))).toBe(true);
    expect(isInForce(one('withdrawn', 2))).toBe(false);
  });

  it('is asked for anew only by a later wording that says so', () => {
    const known = (asksAnew: boolean) => [
      { version: 1, asksAnew: true },
      { version: 2, asksAnew },
    ];
    expect(isInForce(one('given'), known(true))).toBe(false);
    expect(isInForce(one('given'), known(false))).toBe(true);
    expect(isInForce(one('given', 2, 2), known(true))).toBe(true);
  });

  it('is written down each time beside what was said before, and not twice', () => {
    const given = said([], { purpose: 'reuse-results', state: 'given' }, hoa, now);
    expect(given).toEqual({
      v: 1,
      purpose: 'reuse-results',
      number: 1,
      state: 'given',
      version: 1,
      at: '2026-11-26T02:00:00.000Z',
    });
    expect(said([one('given')], { purpose: 'reuse-results', state: 'given' }, hoa, now)).toBeUndefined();
    expect(said([one('given')], { purpose: 'reuse-results', state: 'withdrawn' }, hoa, now)).toMatchObject({
      number: 2,
      state: 'withdrawn',
    });
    // Who wants it never to be done says so before it is asked.
    expect(said([], { purpose: 'reuse-results', state: 'withdrawn' }, hoa, now)).toMatchObject({ number: 1 });
    expect(lastSaid([one('given'), one('withdrawn', 2)], 'reuse-results')?.number).toBe(2);
    expect(lastSaid([one('given')], 'further-addresses')).toBeUndefined();
  });

  it('is given by a use that names it, unless it was withdrawn', () => {
    expect(agreedByUse([], 'reuse-results', hoa, now)).toHaveLength(1);
    expect(agreedByUse([one('given')], 'reuse-results', hoa, now)).toEqual([]);
    expect(() => agreedByUse([one('withdrawn')], 'reuse-results', hoa, now)).toThrow('consent-required');
  });

  it('is withdrawn with all others by who wants to be forgotten', () => {
    expect(allWithdrawn([one('given')], now.at)).toMatchObject([{ number: 2, state: 'withdrawn' }]);
    expect(allWithdrawn([one('withdrawn')], now.at)).toEqual([]);
  });
});

test.each([
  ['035210001234', '2025-12-31', true],
  // Born in 2010: on some day of 2026 sixteen, and nobody knows on which.
  ['035210001234', '2026-12-31', true],
  ['035210001234', '2027-01-01', false],
  ['035190001234', '2026-01-01', false],
  [undefined, '2026-01-01', false],
])('an account with the number %s may be a child’s on %s: %s', (number, day, child) => {
  const { number: _, ...nameless } = hoa;
  const account = number ? { ...nameless, number } : nameless;
  expect(mayBeChild(account, LocalDate.parse(day))).toBe(child);
  const give = () =>
    said([], { purpose: 'reuse-results', state: 'given' }, account, {
      at: now.at,
      today: LocalDate.parse(day),
    });
  if (child) expect(give).toThrow('consent-of-guardian');
  else expect(give()?.state).toBe('given');
});

test.each(purposes)(
  'what %s asks for is written in both languages, and its versions follow each other',
  (purpose) => {
    const { version, text, withdrawal } = wordingOf(purpose);
    expect(version).toBe(1);
    expect(text.vi).toMatch(/^Tôi đồng ý /);
    expect(text.en).toMatch(/^I agree /);
    expect(withdrawal.vi).toMatch(/^Từ lúc rút lại/);
  },
);
