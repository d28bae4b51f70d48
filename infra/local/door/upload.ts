import type { OutgoingHttpHeaders } from 'node:http';
import { assertChecksums } from './checksums.ts';
import { type Form, readForm } from './form.ts';
import { type FindPrincipal, holderOf, type Principal } from './identify.ts';
import { assertAllowed, readPolicy } from './post-policy.ts';
import { type Tags, tagsOfXml } from './s3.ts';
import { algorithm, isSignedBy, scopeOf } from './signature.ts';
import { type Answer, AwsError, awsError, escapeXml, type WireRequest, xmlAnswer } from './wire.ts';

/** A browser upload whose signature, policy and checksum hold; what is left is whether its signer may. */
export type Upload = {
  readonly principal: Principal;
  readonly bucket: string;
  readonly key: string;
  readonly body: Buffer;
  readonly headers: OutgoingHttpHeaders;
  readonly tags: Tags;
  readonly fields: Form['fields'];
};

/** Whether a request is a browser upload: a form posted to a bucket. */
export const isUpload = (request: WireRequest): boolean =>
  request.method === 'POST' &&
  (request.headers['content-type'] ?? '').toLowerCase().startsWith('multipart/form-data');

function signerOf(fields: Form['fields'], find: FindPrincipal): Principal {
  const policy = fields.get('policy');
  const credential = fields.get('x-amz-credential');
  const signature = fields.get('x-amz-signature');
  if (policy === undefined || credential === undefined || signature === undefined) {
    throw awsError('s3', 'unsigned', 'Access Denied');
  }
  const scope = scopeOf(credential);
  if (scope?.service !== 's3' || fields.get('x-amz-algorithm') !== algorithm) {
    throw new AwsError(
      'InvalidArgument',
      400,
      'The X-Amz-Credential or X-Amz-Algorithm field is not well formed.',
    );
  }
  const principal = holderOf('s3', scope.accessKeyId, find);
  if (isSignedBy(principal.secretAccessKey, scope, policy, signature)) return principal;
  throw awsError(
    's3',
    'badSignature',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
}

/** What a key may have in the place of the file's own name. */
const fileNameVariable = ['$', '{filename}'].join('');

/** Fields that become headers of the object. */
const kept =
  /^(content-(type|disposition|encoding|language)|cache-control|expires|x-amz-meta-.+|x-amz-checksum-(sha256|sha1|crc32))$/;

/** Reads and checks a browser upload. Throws the error S3 gives for each fault of form, signature, policy or checksum. */
export function readUpload(request: WireRequest, find: FindPrincipal, now: Date): Upload {
  const { fields, file, fileName } = readForm(request.headers['content-type'] ?? '', request.body);
  const principal = signerOf(fields, find);
  const bucket = decodeURIComponent(request.path.replaceAll('/', ''));
  const key = (fields.get('key') ?? '').replaceAll(fileNameVariable, () => fileName);
  if (key === '') {
    throw new AwsError('InvalidArgument', 400, "Bucket POST must contain a field named 'key'.", {
      ArgumentName: 'key',
    });
  }
  const given = new Map([...fields, ['bucket', bucket] as const, ['key', key] as const]);
  assertAllowed(readPolicy(fields.get('policy') ?? ''), given, file.length, now);
  assertChecksums((name) => fields.get(name), file);
  const tagging = fields.get('tagging');
  return {
    principal,
    bucket,
    key,
    body: file,
    headers: {
      'content-type': 'binary/octet-stream',
      ...Object.fromEntries([...fields].filter(([name]) => kept.test(name))),
    },
    tags: tagging === undefined ? {} : tagsOfXml(tagging),
    fields,
  };
}

/** The answer the form asked for: a redirect, 200, 201 with XML, or else 204. */
export function uploadAnswer(
  { bucket, key, fields }: Upload,
  { eTag, versionId }: { readonly eTag: string; readonly versionId: string | undefined },
  doorUrl: string,
): Answer {
  const location = `${doorUrl}/${bucket}/${encodeURIComponent(key)}`;
  const headers = { etag: eTag, location, ...(versionId !== undefined && { 'x-amz-version-id': versionId }) };
  const redirect = URL.parse(fields.get('success_action_redirect') ?? '');
  if (redirect) {
    for (const [name, value] of Object.entries({ bucket, key, etag: eTag }))
      redirect.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: redirect.href }, body: '' };
  }
  switch (fields.get('success_action_status')) {
    case '200':
      return { status: 200, headers, body: '' };
    case '201': {
      const inner = Object.entries({ Location: location, Bucket: bucket, Key: key, ETag: eTag });
      const xml = inner.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`).join('');
      return xmlAnswer(201, `<PostResponse>${xml}</PostResponse>`, headers);
    }
    default:
      return { status: 204, headers, body: '' };
  }
}
