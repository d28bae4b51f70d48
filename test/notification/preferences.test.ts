import { describe, expect, it } from 'vitest';
import { toInstant } from '../../shared/clock.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { codeLetter } from '../../shared/notification/confirming.ts';
import { messageWith } from '../../shared/notification/email.ts';
import { chosen, codeTried, type Preferences, unchosen } from '../../shared/notification/preferences.ts';
import { lengthOf, quietUntil } from '../../shared/notification/quiet.ts';
import { channelsFor, copiesFor } from '../../shared/notification/wishes.ts';
import { aDossier, keptForm } from '../support/dossiers.ts';
import { anEvent } from '../support/events.ts';

const at = (time: string) => new Date(`${time}+07:00`);
const nine = at('2021-10-11T09:00:00');
const ids = ['0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01', '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e02'];

/** Where codes and ids come from in a test: each code is the next letter eight times. */
function sources(now = nine) {
  let drawn = 0;
  const newId = () => ids[drawn] ?? '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e09';
  const newSecret = () => 'ABCDEFGH'.charAt(drawn++).repeat(24);
  return { at: now, newId, newSecret };
}
const one = 'ke-toan@congty.example.vn';
const other = 'giam-doc@congty.example.vn';
const choose = (addresses: string[], before?: Preferences, now = nine) =>
  chosen(before, { ...unchosen, addresses }, sources(now));

describe('an address that is new', () => {
  it('gets a code once, and no other while it may be stated', () => {
    const first = choose([one]);
    expect(first.codes).toEqual([{ email: one, code: 'AAAAAAAA' }]);
    expect(JSON.stringify(first.after)).not.toContain('AAAAAAAA');
    expect(choose([one], first.after, at('2021-10-11T09:29:59')).codes).toEqual([]);
    expect(choose([one], first.after, at('2021-10-11T09:30:00')).codes).toHaveLength(1);
  });

  it('is confirmed by its code within half an hour, once', () => {
    const { after } = choose([one, other]);
    const { right, after: confirmed } = codeTried(after, { email: one, code: 'AAAAAAAA' }, nine);
    expect(right).toBe(true);
    expect(confirmed.addresses.map(({ email, confirmedAt }) => [email, confirmedAt])).toEqual([
      [one, '2021-10-11T02:00:00.000Z'],
      [other, undefined],
    ]);
    expect(() => codeTried(confirmed, { email: one, code: 'AAAAAAAA' }, nine)).toThrow('code-not-valid');
    expect(() => codeTried(after, { email: one, code: 'AAAAAAAA' }, at('2021-10-11T09:30:00'))).toThrow(
      'code-not-valid',
    );
    expect(choose([one], confirmed).codes).toEqual([]);
  });

  it('is not confirmed by the code of another, nor by its own after five wrong ones', () => {
    let { after } = choose([one, other]);
    for (const code of ['BBBBBBBB', '', 'CCCCCCCC', 'DDDDDDDD', 'EEEEEEEE']) {
      const wrong = codeTried(after, { email: one, code }, nine);
      expect(wrong.right).toBe(false);
      after = wrong.after;
    }
    expect(() => codeTried(after, { email: one, code: 'AAAAAAAA' }, nine)).toThrow('code-not-valid');
    expect(codeTried(after, { email: other, code: 'BBBBBBBB' }, nine).right).toBe(true);
  });

  it('is unlike no address at all in nothing but the right code', () => {
    const { after } = choose([one]);
    expect(() => codeTried(after, { email: other, code: 'AAAAAAAA' }, nine)).toThrow('code-not-valid');
    expect(() => codeTried(undefined, { email: one, code: 'AAAAAAAA' }, nine)).toThrow('code-not-valid');
  });

  it('gets none when five have gone out on that day', () => {
    const five = Array.from({ length: 5 }).reduce<Preferences | undefined>(
      (before, _, place) => choose([`${place}@example.vn`], before).after,
      undefined,
    );
    expect(() => choose([one], five)).toThrow('codes-used-up');
    expect(choose([one], five, at('2021-10-12T00:00:00')).codes).toHaveLength(1);
  });
});

it('writes a code to whom nobody knows yet, naming no person and no dossier', () => {
  const { subject, text, html } = codeLetter('K7QM2RXP', 'vi');
  expect(subject).toBe('Xác nhận địa chỉ nhận thông báo');
  expect(text).toContain('Mã xác nhận: K7QM2RXP');
  expect(text).toContain('The code is valid for 30 minutes.');
  expect(html).not.toContain('/tracking');
});

describe('quiet hours', () => {
  const night = { from: '21:00', until: '07:00' };
  it.each([
    ['2021-10-11T20:59:59', undefined],
    ['2021-10-11T21:00:00', '2021-10-12T00:00:00.000Z'],
    ['2021-10-12T00:30:00', '2021-10-12T00:00:00.000Z'],
    ['2021-10-12T06:59:59', '2021-10-12T00:00:00.000Z'],
    ['2021-10-12T07:00:00', undefined],
  ])('of the night keep what comes at %s until %s', (time, until) => {
    expect(quietUntil(night, at(time))).toBe(until);
  });

  it('at noon end on the same day', () => {
    const noon = { from: '11:00', until: '13:00' };
    expect(quietUntil(noon, at('2021-10-11T12:00:00'))).toBe('2021-10-11T06:00:00.000Z');
    expect(quietUntil(noon, at('2021-10-11T13:00:00'))).toBeUndefined();
    expect([lengthOf(noon), lengthOf(night), lengthOf({ from: '07:00', until: '07:00' })]).toEqual([
      2, 10, 24,
    ]);
  });
});

describe('by what an applicant is told', () => {
  const withEmail = aDossier();
  const { email: _, ...withoutEmail } = keptForm.applicant;
  const paper = aDossier({ form: { ...keptForm, applicant: withoutEmail } });
  const order = (
    name: 'dossier.received' | 'dossier.submitted',
    channels: Preferences['channels'],
    dossier = withEmail,
  ) => channelsFor([anEvent(name)], { owner: { ...unchosen, channels }, proxy: undefined }, dossier);

  it('is what was chosen, and of what the law demands what is left', () => {
    expect(order('dossier.submitted', ['sms', 'email'])).toEqual(['sms', 'email']);
    expect(order('dossier.submitted', ['email'])).toEqual(['email']);
    expect(order('dossier.received', ['email'])).toEqual(['email', 'sms']);
    expect(order('dossier.submitted', [])).toEqual([]);
    expect(order('dossier.received', [])).toEqual(['email', 'sms']);
  });

  it('is an app only where it was chosen, and then before what the law has left', () => {
    expect(order('dossier.submitted', ['push'])).toEqual(['push']);
    expect(order('dossier.received', ['push'])).toEqual(['push', 'email', 'sms']);
    expect(order('dossier.received', ['push'], paper)).toEqual(['push', 'sms']);
  });

  it('leads somewhere', () => {
    expect(order('dossier.submitted', ['email', 'sms'], paper)).toEqual(['sms']);
    expect(order('dossier.submitted', ['email'], paper)).toEqual([]);
  });

  it('is copied to confirmed addresses, of the owner and of who files for it', () => {
    const confirmed = (email: string, id: string) => ({ id, email, confirmedAt: toInstant(nine) });
    const owner = { ...unchosen, addresses: [confirmed(one, 'a'), { id: 'b', email: other }] };
    const proxy: Preferences = {
      ...unchosen,
      language: 'en',
      addresses: [confirmed('uy-quyen@example.vn', 'c')],
    };
    const dossier = aDossier({ submitter: { fullName: 'Trần Văn Nam' } });
    expect(copiesFor(anEvent('dossier.received'), { owner, proxy }, dossier)).toEqual([
      { name: 'Nguyễn Thị Hoa', address: one, language: 'vi', copy: 'a' },
      { name: 'Trần Văn Nam', address: 'uy-quyen@example.vn', language: 'en', copy: 'c' },
    ]);
  });
});

it('tells with the newest event what the law demands of those before, and no courtesy', () => {
  const circumstances = {
    agencyName: { vi: 'Sở Tư pháp', en: 'Department of Justice' },
    desk: 'Bộ phận Một cửa',
    calendar: civilServiceCalendar(),
  };
  const pay = anEvent('dossier.payment-requested', { amountVnd: 200_000, deadline: '2021-10-20' });
  const earlier = [anEvent('dossier.submitted'), anEvent('dossier.received')];
  expect(messageWith(pay, earlier, circumstances)).toMatchObject({
    title: { vi: 'Hồ sơ cần thanh toán' },
    text: {
      vi: 'Hồ sơ H25.03-211010-0001 đã được tiếp nhận ngày 11/10/2021. Ngày hẹn trả kết quả: 25/10/2021 17:00. Hồ sơ H25.03-211010-0001 cần thực hiện nghĩa vụ tài chính: 200.000 đồng. Vui lòng thanh toán trước 20/10/2021.',
    },
  });
});
