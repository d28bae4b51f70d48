import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from './wire.ts';

/** Signature Version 4, the verifying side. Source: IAM User Guide, "Create a signed AWS API request". */

/** What a credential names: `<access key>/<yyyymmdd>/<region>/<service>/aws4_request`. */
export type Scope = {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
};

export const algorithm = 'AWS4-HMAC-SHA256';

/** Reads a credential; `undefined` when it is not one. */
export function scopeOf(credential: string): Scope | undefined {
  const match = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential);
  if (!match) return undefined;
  const [, accessKeyId = '', date = '', region = '', service = ''] = match;
  return { accessKeyId, date, region, service };
}

/** Reads `20260102T030405Z`; `undefined` when it is not such a time. */
export function signingTime(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const keys = new Map<string, Buffer>();

/** A key serves one day, region and service; four HMACs per request are saved by keeping it. */
function signingKey(secret: string, { date, region, service }: Scope): Buffer {
  const name = `${secret}/${date}/${region}/${service}`;
  const kept = keys.get(name);
  if (kept) return kept;
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const buffer = Buffer.from(key);
  keys.set(name, buffer);
  return buffer;
}

/** Whether `signature` (hex) is the secret's signature of the text. */
export function isSignedBy(secret: string, scope: Scope, text: string, signature: string): boolean {
  const expected = hmac(signingKey(secret, scope), text);
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The parameters of a query, decoded, in their order. */
export const parametersOf = (query: string): readonly (readonly [name: string, value: string])[] =>
  query === ''
    ? []
    : query.split('&').map((pair) => {
        const at = pair.indexOf('=');
        const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
        return [
          decodeURIComponent(name.replaceAll('+', ' ')),
          decodeURIComponent(value.replaceAll('+', ' ')),
        ] as const;
      });

const canonicalQuery = (query: string): string =>
  parametersOf(query)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** S3 signs the path encoded once; every other service signs what it receives, encoded again. */
const canonicalPath = (path: string, service: string): string =>
  path
    .split('/')
    .map((segment) => encode(service === 's3' ? decodeURIComponent(segment) : segment))
    .join('/');

const headerText = (request: WireRequest, name: string): string => {
  const value = request.headers[name];
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim().replace(/ +/g, ' ');
};

export const sha256Hex = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** What the client signed: the canonical request under its time and scope. */
export function stringToSign(
  request: WireRequest,
  signed: {
    readonly scope: Scope;
    readonly time: string;
    readonly headers: readonly string[];
    readonly payloadHash: string;
  },
): string {
  const { scope, time, headers, payloadHash } = signed;
  const canonical = [
    request.method,
    canonicalPath(request.path, scope.service),
    canonicalQuery(request.query),
    ...headers.map((name) => `${name}:${headerText(request, name)}`),
    '',
    headers.join(';'),
    payloadHash,
  ].join('\n');
  const within = [scope.date, scope.region, scope.service, 'aws4_request'].join('/');
  return [algorithm, time, within, sha256Hex(canonical)].join('\n');
}
