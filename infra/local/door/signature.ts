import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Request } from '../http.ts';
import type { Credentials } from '../iam/principals.ts';

/** Signature Version 4, checked by signing again. Source: IAM User Guide, "Create a signed AWS API request". */
export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What a signature says of itself. */
export type Scope = { readonly service: string; readonly region: string; readonly at: Date };

/** What a credential names: `<access key>/<yyyymmdd>/<region>/<service>/aws4_request`; `undefined` when it is none. */
export function credentialOf(text: string) {
  const match = /^([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request$/.exec(text);
  if (!match) return undefined;
  const [, accessKeyId = '', region = '', service = ''] = match;
  return { accessKeyId, region, service };
}

/** Reads `20260102T030405Z`; `undefined` when it is not such a time. */
export function signingTime(text: string): Date | undefined {
  const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
  return basic.test(text) ? new Date(text.replace(basic, '$1-$2-$3T$4:$5:$6Z')) : undefined;
}

export const sha256Hex = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

const signerOf = (credentials: Credentials, { service, region }: Scope): SignatureV4 =>
  new SignatureV4({
    credentials,
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
    // S3 signs the path encoded once; every other service signs what it receives, encoded again.
    uriEscapePath: service !== 's3',
  });

const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

const signable = ({ method, path, query, headers }: Request, names: readonly string[]) => ({
  method,
  protocol: 'http:',
  hostname: '',
  path,
  query: Object.fromEntries(new URLSearchParams(query)),
  headers: Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')])),
});

/** Whether a request bears its sender's signature in the `Authorization` header. */
export async function isSigned(
  request: Request,
  credentials: Credentials,
  scope: Scope,
  { headers, signature }: { readonly headers: readonly string[]; readonly signature: string },
): Promise<boolean> {
  const again = await signerOf(credentials, scope).sign(
    { ...signable(request, headers), body: request.body },
    { signingDate: scope.at, signableHeaders: new Set(headers) },
  );
  return same(String(again.headers.authorization).split('Signature=')[1] ?? '', signature);
}

/** Whether a URL was presigned by these credentials for so many seconds; only the host is signed beside it. */
export async function isPresigned(
  request: Request,
  credentials: Credentials,
  scope: Scope,
  { expiresIn, signature }: { readonly expiresIn: number; readonly signature: string },
): Promise<boolean> {
  const { query, headers, ...rest } = signable(request, ['host']);
  const own = Object.entries(query).filter(([name]) => !name.startsWith('X-Amz-'));
  const again = await signerOf(credentials, scope).presign(
    {
      ...rest,
      query: Object.fromEntries(own),
      headers: { ...headers, 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' },
    },
    { signingDate: scope.at, expiresIn },
  );
  return same(String(again.query?.['X-Amz-Signature']), signature);
}

/** Whether these credentials signed a text as it stands: the policy of a browser's form. */
export const isSignedText = async (
  text: string,
  credentials: Credentials,
  scope: Scope,
  signature: string,
): Promise<boolean> =>
  same(await signerOf(credentials, scope).sign(text, { signingDate: scope.at }), signature);
