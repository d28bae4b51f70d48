import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { isSigned, signatureHeaders } from '../shared/signature.ts';

const secret = 'khóa chung với bưu điện';
const body = '{"eventId":"vnp-1","note":"đã phát"}';
const now = new Date('2021-10-25T02:20:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

it('is the HMAC of the time and the body', () => {
  const mac = createHmac('sha256', secret).update(`1635128400.${body}`).digest('hex');
  expect(signatureHeaders(secret, body, now)).toEqual({
    'x-motcua-timestamp': '1635128400',
    'x-motcua-signature': `sha256=${mac}`,
  });
});

it('holds for five minutes either way', () => {
  const headers = signatureHeaders(secret, body, now);
  expect([-301, -300, 0, 300, 301].map((seconds) => isSigned(secret, headers, body, after(seconds)))).toEqual(
    [false, true, true, true, false],
  );
});

const good = signatureHeaders(secret, body, now);

it.each([
  ['another key', isSigned('another', good, body, now)],
  ['another body', isSigned(secret, good, `${body} `, now)],
  ['another time', isSigned(secret, { ...good, 'x-motcua-timestamp': '1635128401' }, body, now)],
  ['no signature', isSigned(secret, { ...good, 'x-motcua-signature': undefined }, body, now)],
  ['no time', isSigned(secret, { ...good, 'x-motcua-timestamp': undefined }, body, now)],
  ['a time that is no number', isSigned(secret, { ...good, 'x-motcua-timestamp': 'NaN' }, body, now)],
  ['a shorter signature', isSigned(secret, { ...good, 'x-motcua-signature': 'sha256=' }, body, now)],
  ['no headers', isSigned(secret, {}, body, now)],
])('refuses %s', (_, accepted) => {
  expect(accepted).toBe(false);
});
