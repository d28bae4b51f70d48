import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../shared/clock.ts';
import { readDayFile } from '../../shared/payment/day-file.ts';
import { dvcqgDayFile } from '../../shared/payment/dvcqg.ts';
import { vnpayDayFile } from '../../shared/payment/vnpay.ts';

const secret = 'khóa chung';
const day = LocalDate.parse('2021-10-11');
const ofVnpay = { merchant: 'HANAM001', day, secret };

const vnpayFile = (lines: readonly string[], end: string): string => {
  const proved = ['0001|HANAM001|20211011', ...lines].join('\n');
  const proof = createHmac('sha512', secret).update(proved).digest('hex');
  return `${proved}\n0009|${end}|${proof}\n`;
};
const lines = [
  '0002|H25x03y211010y0001y1|14000100|01|20000000|20211011090501',
  '0002|H25x03y211010y0002y1|14000200|02|15000000|20211011101500',
];
const whole = vnpayFile(lines, '2|35000000');

describe('the file of a day', () => {
  it('of VNPAY is in hundredths of a đồng, and names what came in and went back', () => {
    const moved = [
      { kind: 'payment', reference: 'H25x03y211010y0001y1', transaction: '14000100', amountVnd: 200_000 },
      { kind: 'refund', reference: 'H25x03y211010y0002y1', transaction: '14000200', amountVnd: 150_000 },
    ];
    expect(readDayFile(vnpayDayFile, whole, ofVnpay)).toEqual(moved);
    expect(readDayFile(vnpayDayFile, whole.replaceAll('\n', '\r\n'), ofVnpay)).toEqual(moved);
    expect(readDayFile(vnpayDayFile, vnpayFile([], '0|0'), ofVnpay)).toEqual([]);
  });

  it('of the national platform names what came in', () => {
    const proved = 'DAU,H25,20211011\nGD,PAY,H25x03y211010y0001y2,PG0000017,200000,20211011091500';
    const proof = createHash('sha256').update(`${proved}|${secret}`).digest('hex');
    const of = { merchant: 'H25', day, secret };
    expect(readDayFile(dvcqgDayFile, `${proved}\nCUOI,1,200000,${proof}`, of)).toEqual([
      { kind: 'payment', reference: 'H25x03y211010y0001y2', transaction: 'PG0000017', amountVnd: 200_000 },
    ]);
  });

  it.each([
    ['is empty', ''],
    ['ends before its end', whole.split('\n').slice(0, 2).join('\n')],
    ['was altered', whole.replace('15000000', '25000000')],
    ["is another merchant's", whole.replace('HANAM001', 'HANAM002')],
    ["is another day's", whole.replace('20211011\n', '20211012\n')],
    ['has fewer movements than it says', vnpayFile(lines.slice(1), '2|15000000')],
    ['has less in it than it says', vnpayFile(lines, '2|35000100')],
    ['has a movement of an unknown kind', vnpayFile(['0002|a|1|09|100|20211011090501'], '1|100')],
    ['has a movement of part of a đồng', vnpayFile(['0002|a|1|01|150|20211011090501'], '1|150')],
    ['has a record of an unknown name', vnpayFile(['0003|a|1|01|100|20211011090501'], '1|100')],
  ])('is not believed when it %s', (_, text) => {
    expect(() => readDayFile(vnpayDayFile, text, ofVnpay)).toThrow(/file/);
  });
});
