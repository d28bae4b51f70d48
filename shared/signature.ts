import { createHmac, timingSafeEqual } from 'node:crypto';
import { epochSeconds } from './clock.ts';

/** A signature is good for five minutes either way: long enough for clocks that differ, too short to replay later. */
const TOLERANCE_SECONDS = 300;

export const TIMESTAMP_HEADER = 'x-motcua-timestamp';
export const SIGNATURE_HEADER = 'x-motcua-signature';

/** Whether a text is the expected one. Takes equally long for every wrong one of its length. */
export function isSameText(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;

/** The headers that prove a body to come from who knows the secret, and when: for our orders and for callbacks alike. */
export function signatureHeaders(secret: string, body: string, now: Date): Readonly<Record<string, string>> {
  const timestamp = String(epochSeconds(now));
  return { [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: signatureOf(secret, timestamp, body) };
}

/** Whether the headers (names in lower case) prove the body, at this time. Takes equally long for every wrong one. */
export function isSigned(
  secret: string,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  now: Date,
): boolean {
  const timestamp = headers[TIMESTAMP_HEADER] ?? '';
  if (!/^\d{10}$/.test(timestamp)) return false;
  if (Math.abs(epochSeconds(now) - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  return isSameText(headers[SIGNATURE_HEADER] ?? '', signatureOf(secret, timestamp, body));
}

/** How a party outside signs, and how the OpenAPI description says so. */
export const signatureSchemes = {
  timestampedHmac: {
    in: 'header',
    fields: {
      [SIGNATURE_HEADER]:
        '`sha256=` and the hex HMAC-SHA256, under the shared key, of timestamp, full stop and body.',
      [TIMESTAMP_HEADER]:
        'When the body was signed, in seconds since the epoch: good for five minutes either way.',
    },
  },
  vnpay: {
    in: 'query',
    fields: {
      vnp_SecureHash:
        'The hex HMAC-SHA512, under the shared key, of all other `vnp_` parameters by name, URL-encoded.',
    },
  },
  /** `MaXacThuc` of the body, for which OpenAPI knows no scheme. */
  dvcqg: { in: 'body', fields: {} },
} as const satisfies Record<
  string,
  { readonly in: 'header' | 'query' | 'body'; readonly fields: Readonly<Record<string, string>> }
>;
export type SignatureScheme = keyof typeof signatureSchemes;
