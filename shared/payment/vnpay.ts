import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { toInstant } from '../clock.ts';
import { isSameText } from '../signature.ts';
import type { Attempt, Report } from './attempt.ts';
import type { DayFormat } from './day-file.ts';
import { askProvider, type Line, type Order, type Provider, stampOf } from './provider.ts';
import type { Refund, RefundWord } from './refund.ts';

/*
 * VNPAY, version 2.1.0 (sandbox.vnpayment.vn/apis/docs: PAY, "querydr & refund"). Amounts are in hundredths of a đồng,
 * times in GMT+7. The payer is sent to a signed URL; the IPN says what became of it, and `querydr` whenever it is asked.
 */
const VERSION = '2.1.0';

const hmac = (secret: string, text: string): string =>
  createHmac('sha512', secret).update(text).digest('hex');

type Fields = Readonly<Record<string, string>>;

/** The parameters by name, URL-encoded as forms are, without the signature itself. */
const encoded = (fields: Fields): string =>
  new URLSearchParams(
    Object.entries(fields)
      .filter(([name]) => name.startsWith('vnp_') && !name.startsWith('vnp_SecureHash'))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  ).toString();

/** Parameters with what proves them. */
export const vnpaySigned = (fields: Fields, secret: string): Fields => ({
  ...fields,
  vnp_SecureHash: hmac(secret, encoded(fields)),
});

/** Whether parameters are proved by their own signature. */
export const isVnpaySigned = (fields: Fields, secret: string): boolean =>
  isSameText((fields.vnp_SecureHash ?? '').toLowerCase(), hmac(secret, encoded(fields)));

/** What the API of queries and refunds signs: these fields in this order, joined by `|`. */
export const vnpayPiped = {
  querydr: [
    'vnp_RequestId',
    'vnp_Version',
    'vnp_Command',
    'vnp_TmnCode',
    'vnp_TxnRef',
    'vnp_TransactionDate',
    'vnp_CreateDate',
    'vnp_IpAddr',
    'vnp_OrderInfo',
  ],
  refund: [
    'vnp_RequestId',
    'vnp_Version',
    'vnp_Command',
    'vnp_TmnCode',
    'vnp_TransactionType',
    'vnp_TxnRef',
    'vnp_Amount',
    'vnp_TransactionNo',
    'vnp_TransactionDate',
    'vnp_CreateBy',
    'vnp_CreateDate',
    'vnp_IpAddr',
    'vnp_OrderInfo',
  ],
  answer: [
    'vnp_ResponseId',
    'vnp_Command',
    'vnp_ResponseCode',
    'vnp_Message',
    'vnp_TmnCode',
    'vnp_TxnRef',
    'vnp_Amount',
    'vnp_BankCode',
    'vnp_PayDate',
    'vnp_TransactionNo',
    'vnp_TransactionType',
    'vnp_TransactionStatus',
    'vnp_OrderInfo',
  ],
  /** That of a query ends in two more. */
  queryAnswer: ['vnp_PromotionCode', 'vnp_PromotionAmount'],
} as const;

/** The signature over fields in their order; what is not there counts as empty. */
export const vnpayPipe = (fields: Fields, names: readonly string[], secret: string): string =>
  hmac(secret, names.map((name) => fields[name] ?? '').join('|'));

/** What the IPN and the return URL carry. Others may stand beside, and are signed with them. */
export const VnpayIpn = z.looseObject({
  vnp_TxnRef: z.string().max(100).describe('Our reference of the attempt.'),
  vnp_Amount: z
    .string()
    .regex(/^\d{1,14}$/)
    .describe('In hundredths of a đồng.'),
  vnp_ResponseCode: z.string().regex(/^\d\d$/),
  vnp_TransactionStatus: z.string().regex(/^\d\d$/),
  vnp_TransactionNo: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  vnp_SecureHash: z.string(),
});

/**
 * What a status says of money. 01 is under way; 04 was taken from the payer but not settled, 07 is suspected of fraud: no
 * one knows yet, nor of a status that we do not know. 05, 06 and 09 are of a refund, so it was paid.
 */
const saysOf: Readonly<Record<string, Report['says']>> = {
  '00': 'paid',
  '01': 'open',
  '02': 'failed',
  '04': 'doubtful',
  '05': 'paid',
  '06': 'paid',
  '07': 'doubtful',
  '09': 'paid',
};

const dong = (hundredths: string): number => Number(hundredths) / 100;

/** What an IPN says of its attempt. */
export const vnpayReport = (ipn: z.infer<typeof VnpayIpn>): Report => ({
  says: saysOf[ipn.vnp_TransactionStatus] ?? 'doubtful',
  amountVnd: dong(ipn.vnp_Amount),
  transaction: ipn.vnp_TransactionNo,
  code: `${ipn.vnp_ResponseCode}/${ipn.vnp_TransactionStatus}`,
});

const Answer = z.looseObject({
  vnp_ResponseCode: z.string(),
  vnp_SecureHash: z.string().default(''),
  vnp_TxnRef: z.string().default(''),
  vnp_Amount: z.string().default(''),
  vnp_TransactionNo: z.string().optional(),
  vnp_TransactionType: z.string().default(''),
  vnp_TransactionStatus: z.string().default(''),
});
type Answer = z.infer<typeof Answer>;

/** Codes by which it takes no question: 91 knows no such transaction, 94 has just been asked, 95 was not paid. */
const UNKNOWN = '91';
const ASKED_BEFORE = '94';
const NOT_REFUNDED = '95';

/** Asks the API, and believes only what is signed and of this attempt. */
async function ask(
  command: 'querydr' | 'refund',
  said: Fields,
  { reference, startedAt }: Attempt,
  line: Line,
): Promise<Answer> {
  const fields: Fields = {
    vnp_RequestId: line.questionId,
    vnp_Version: VERSION,
    vnp_Command: command,
    vnp_TmnCode: line.merchant,
    vnp_TxnRef: reference,
    vnp_OrderInfo: `${command} ${reference}`,
    vnp_TransactionDate: stampOf(startedAt),
    vnp_CreateDate: stampOf(toInstant(line.now)),
    // Of the server that asks, which has none of its own.
    vnp_IpAddr: '127.0.0.1',
    ...said,
  };
  const answer = Answer.parse(
    await askProvider(`${line.url}/merchant_webapi/api/transaction`, {
      ...fields,
      vnp_SecureHash: vnpayPipe(fields, vnpayPiped[command], line.secret),
    }),
  );
  // What it does not take it refuses without a signature: 91 to 99.
  if (answer.vnp_ResponseCode.startsWith('9')) return answer;
  const names = command === 'refund' ? vnpayPiped.answer : [...vnpayPiped.answer, ...vnpayPiped.queryAnswer];
  const proof = vnpayPipe(Object.fromEntries(textsOf(answer)), names, line.secret);
  if (!isSameText(answer.vnp_SecureHash.toLowerCase(), proof) || answer.vnp_TxnRef !== reference)
    throw new Error(`VNPAY's answer to ${command} ${reference} is not proved by its signature`);
  return answer;
}

const textsOf = (answer: Answer) =>
  Object.entries(answer).map(([name, value]) => [name, String(value ?? '')] as const);

const queryOf = (attempt: Attempt, line: Line) => ask('querydr', {}, attempt, line);

/** What a transaction of the types 02 and 03, a refund, says of itself. */
const wordsOf: Readonly<Record<string, RefundWord>> = {
  '00': 'returned',
  '02': 'refused',
  '05': 'ordered',
  '06': 'ordered',
  '09': 'refused',
};

const wordOf = ({ vnp_TransactionType: type, vnp_TransactionStatus: status }: Answer): RefundWord =>
  type === '02' || type === '03' ? (wordsOf[status] ?? 'ordered') : 'none';

/**
 * Its file of a day. VNPAY gives each merchant one of the day before, from midnight to midnight; its records begin with 0001,
 * 0002 and 0009, the last with their number, as in its files to banks. The fields and the proof are assumptions, to be
 * settled with it.
 */
export const vnpayDayFile: DayFormat = {
  separator: '|',
  records: { head: '0001', movement: '0002', end: '0009' },
  fields: ['reference', 'transaction', 'kind', 'amount', 'other'],
  // vnp_TransactionType: 02 and 03 return the whole, or a part.
  kinds: { '01': 'payment', '02': 'refund', '03': 'refund' },
  unitsPerDong: 100,
  proof: (text, secret) => hmac(secret, text),
};

/** VNPAY as a provider. Its URL is made here, and nobody needs to be asked for it. */
export const vnpay: Provider = {
  open: async ({ attempt, dossierCode, sourceIp, returnUrl }: Order, { url, merchant, secret }: Line) => {
    const fields = {
      vnp_Version: VERSION,
      vnp_Command: 'pay',
      vnp_TmnCode: merchant,
      vnp_Amount: String(attempt.amountVnd * 100),
      vnp_CurrCode: 'VND',
      vnp_Locale: 'vn',
      vnp_OrderType: 'other',
      // Without diacritics, and without the procedure, whose name may be sensitive.
      vnp_OrderInfo: `Nop phi, le phi ho so ${dossierCode}`,
      vnp_TxnRef: attempt.reference,
      vnp_CreateDate: stampOf(attempt.startedAt),
      vnp_ExpireDate: stampOf(attempt.expiresAt),
      vnp_IpAddr: sourceIp,
      vnp_ReturnUrl: returnUrl,
    };
    const signed = vnpaySigned(fields, secret);
    return `${url}/paymentv2/vpcpay.html?${new URLSearchParams(signed)}`;
  },
  query: async (attempt, line) => {
    const answer = await queryOf(attempt, line);
    const { vnp_ResponseCode: code, vnp_TransactionStatus: status } = answer;
    if (code === UNKNOWN) return { says: 'open', amountVnd: 0, code, asked: true };
    if (code !== '00') throw new Error(`VNPAY answered ${code} to a query of ${attempt.reference}`);
    return {
      says: wordOf(answer) === 'none' ? (saysOf[status] ?? 'doubtful') : 'paid',
      amountVnd: dong(answer.vnp_Amount),
      transaction: answer.vnp_TransactionNo,
      code: `${code}/${status}`,
      asked: true,
    };
  },
  refunds: {
    order: async ({ amountVnd, reference }: Refund, attempt, line) => {
      const said = {
        // 02 returns the whole.
        vnp_TransactionType: '02',
        vnp_Amount: String(amountVnd * 100),
        vnp_TransactionNo: attempt.transaction ?? '',
        vnp_CreateBy: line.merchant,
      };
      const { vnp_ResponseCode: code } = await ask('refund', said, attempt, line);
      if (code === '00' || code === ASKED_BEFORE) return 'ordered';
      if (code === UNKNOWN || code === NOT_REFUNDED) return 'refused';
      throw new Error(`VNPAY answered ${code} to a refund of ${reference}`);
    },
    query: async (_refund, attempt, line) => wordOf(await queryOf(attempt, line)),
  },
};
