import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { begunAttempt } from '../../shared/payment/attempt.ts';
import { owedRefund } from '../../shared/payment/refund.ts';
import {
  isVnpaySigned,
  vnpay,
  vnpayPipe,
  vnpayPiped,
  vnpayReport,
  vnpaySigned,
} from '../../shared/payment/vnpay.ts';

const now = new Date('2021-10-11T02:15:00.000Z');
const attempt = {
  ...begunAttempt(
    'H25.03-211010-0001',
    { number: 1, payment: 1, amountVnd: 200_000, provider: 'vnpay' },
    new Date('2021-10-11T02:00:00.000Z'),
  ),
  transaction: '14000001',
};
const line = {
  url: 'https://vnpay.example',
  merchant: 'HANAM001',
  secret: 'khoa-thu',
  now,
  questionId: 'q1',
};

const ipn = {
  vnp_Amount: '20000000',
  vnp_BankCode: 'NCB',
  vnp_OrderInfo: 'Nop phi, le phi ho so H25.03-211010-0001',
  vnp_ResponseCode: '00',
  vnp_TransactionStatus: '00',
  vnp_TxnRef: 'H25x03y211010y0001y1',
};

/** By `openssl dgst -sha512 -hmac khoa-thu` over the parameters by name, encoded as forms are. */
const HASH =
  'f27d6047cacc4acc4051e06a92c831490241e9eff1a500cd2f54bf3b7bf9d4bb1604a5f0521118a93de95fe754baa152fa74b9c9a5d962ad473e5358dfe3b600';

describe('the signature of VNPAY', () => {
  it('is over all parameters in their order, encoded as forms are', () => {
    const { vnp_TxnRef, ...others } = ipn;
    expect(vnpaySigned({ vnp_TxnRef, ...others }, 'khoa-thu').vnp_SecureHash).toBe(HASH);
  });

  it('proves the parameters whatever its case, and without the type beside it', () => {
    const proved = { ...ipn, vnp_SecureHash: HASH.toUpperCase(), vnp_SecureHashType: 'HMACSHA512' };
    expect(isVnpaySigned(proved, 'khoa-thu')).toBe(true);
  });

  it.each([
    ['another amount', { vnp_Amount: '20000001' }, 'khoa-thu'],
    ['one parameter more', { vnp_CardType: 'ATM' }, 'khoa-thu'],
    ['another key', {}, 'khoa-khac'],
    ['no signature', { vnp_SecureHash: '' }, 'khoa-thu'],
  ])('does not prove %s', (_, change, secret) => {
    expect(isVnpaySigned({ ...ipn, vnp_SecureHash: HASH, ...change }, secret)).toBe(false);
  });

  it('joins what a query asks by bars, in the documented order', () => {
    const asked = {
      vnp_RequestId: 'q1',
      vnp_Version: '2.1.0',
      vnp_Command: 'querydr',
      vnp_TmnCode: 'HANAM001',
      vnp_TxnRef: 'H25x03y211010y0001y1',
      vnp_TransactionDate: '20211011090000',
      vnp_CreateDate: '20211011091500',
      vnp_IpAddr: '127.0.0.1',
      vnp_OrderInfo: 'querydr H25x03y211010y0001y1',
    };
    expect(vnpayPipe(asked, vnpayPiped.querydr, 'khoa-thu')).toBe(
      '81a739d36bc4799a80eb0d4e9bdbda558a1a68d4308660bf9046a3858b01c0ef4d925e2a3bab6f6a3d98e25fec80a414213e84c97c9dfcc066fd91a1e39d0366',
    );
  });
});

test.each([
  ['00', '00', 'paid'],
  ['00', '01', 'open'],
  ['99', '02', 'failed'],
  ['24', '02', 'failed'],
  ['07', '07', 'doubtful'],
  ['99', '04', 'doubtful'],
  ['99', '98', 'doubtful'],
])('an IPN with the codes %s and %s says %s', (vnp_ResponseCode, vnp_TransactionStatus, says) => {
  const report = vnpayReport({ ...ipn, vnp_SecureHash: HASH, vnp_ResponseCode, vnp_TransactionStatus });
  expect(report).toMatchObject({
    says,
    amountVnd: 200_000,
    code: `${vnp_ResponseCode}/${vnp_TransactionStatus}`,
  });
});

it('sends the payer to a URL with the amount in hundredths, times in GMT+7, and nothing about the procedure', async () => {
  const order = {
    attempt,
    dossierCode: 'H25.03-211010-0001',
    procedure: { code: '2.000488', name: 'Cấp Phiếu lý lịch tư pháp' },
    agency: { code: 'H25.03', name: 'Sở Tư pháp' },
    payer: { name: 'Nguyễn Thị Hoa', personalId: '035190001234', address: 'Phủ Lý' },
    sourceIp: '203.0.113.7',
    returnUrl: 'https://motcua.example/tracking',
  };
  const url = new URL(await vnpay.open(order, line));
  const { vnp_SecureHash, ...fields } = Object.fromEntries(url.searchParams);
  expect(url.origin + url.pathname).toBe('https://vnpay.example/paymentv2/vpcpay.html');
  expect(fields).toEqual({
    vnp_Version: '2.1.0',
    vnp_Command: 'pay',
    vnp_TmnCode: 'HANAM001',
    vnp_Amount: '20000000',
    vnp_CurrCode: 'VND',
    vnp_Locale: 'vn',
    vnp_OrderType: 'other',
    vnp_OrderInfo: 'Nop phi, le phi ho so H25.03-211010-0001',
    vnp_TxnRef: 'H25x03y211010y0001y1',
    vnp_CreateDate: '20211011090000',
    vnp_ExpireDate: '20211011091500',
    vnp_IpAddr: '203.0.113.7',
    vnp_ReturnUrl: 'https://motcua.example/tracking',
  });
  expect(isVnpaySigned({ ...fields, vnp_SecureHash: vnp_SecureHash ?? '' }, 'khoa-thu')).toBe(true);
});

describe('an answer of VNPAY', () => {
  afterEach(() => void vi.unstubAllGlobals());

  const answer = {
    vnp_ResponseId: 'r1',
    vnp_Command: 'querydr',
    vnp_ResponseCode: '00',
    vnp_Message: 'QueryDR Success',
    vnp_TmnCode: 'HANAM001',
    vnp_TxnRef: 'H25x03y211010y0001y1',
    vnp_Amount: '20000000',
    vnp_TransactionNo: '14000001',
    vnp_TransactionType: '01',
    vnp_TransactionStatus: '00',
  };
  /** What it answers from now on, proved by this key. */
  const answers = (change: object, secret = 'khoa-thu') => {
    const fields = { ...answer, ...change };
    const names = [...vnpayPiped.answer, ...vnpayPiped.queryAnswer];
    const body = { ...fields, vnp_SecureHash: vnpayPipe(fields, names, secret) };
    vi.stubGlobal('fetch', async () => Response.json(body));
  };

  it('is believed when it is proved and of this attempt', async () => {
    answers({});
    expect(await vnpay.query(attempt, line)).toMatchObject({ says: 'paid', amountVnd: 200_000 });
  });

  it.each([
    ['that is proved by another key', {}, 'khoa-khac'],
    ['of another attempt', { vnp_TxnRef: 'H25x03y211010y0002y1' }, 'khoa-thu'],
  ])('%s is not believed', async (_, change, secret) => {
    answers(change, secret);
    await expect(vnpay.query(attempt, line)).rejects.toThrow('not proved by its signature');
  });

  it('that it knows of none means that nothing was paid so far, and needs no proof', async () => {
    vi.stubGlobal('fetch', async () => Response.json({ vnp_ResponseCode: '91' }));
    expect(await vnpay.query(attempt, line)).toMatchObject({ says: 'open', amountVnd: 0 });
  });

  it('of its refund means that it was paid', async () => {
    answers({ vnp_TransactionType: '02', vnp_TransactionStatus: '05' });
    expect(await vnpay.query(attempt, line)).toMatchObject({ says: 'paid', amountVnd: 200_000 });
  });

  it.each([
    ['01', '00', 'none'],
    ['02', '05', 'ordered'],
    ['02', '06', 'ordered'],
    ['02', '00', 'returned'],
    ['02', '09', 'refused'],
  ])('of the type %s and the status %s says %s of a refund', async (type, status, word) => {
    answers({ vnp_TransactionType: type, vnp_TransactionStatus: status });
    const refund = owedRefund(attempt, { amountVnd: 200_000, reason: 'paid-twice', at: now });
    expect(await vnpay.refunds?.query(refund, attempt, line)).toBe(word);
  });
});
