import type { Answer, Request } from '../http.ts';
import type { Principal } from '../iam/principals.ts';
import { element } from '../xml.ts';
import type { Call } from './call.ts';
import type { Identifier } from './identify.ts';
import { headersOf, type ObjectAddress, type Objects, type Version } from './objects.ts';
import { assertAllowed, readPolicy } from './post-policy.ts';
import { objectArn, versionHeader } from './services/s3.ts';
import { ALGORITHM, isSignedText } from './signature.ts';
import { requestTags, tagsOfXml } from './tags.ts';
import { AwsError, xmlAnswer } from './wire.ts';

/** The longest body that is held in memory: 100 MiB for a file, and the fields of its form. */
export const LONGEST_UPLOAD = 100 * 1024 * 1024 + 64 * 1024;

type Fields = ReadonlyMap<string, string>;
type Form = { readonly fields: Fields; readonly file: Buffer };

/** Whether a request is a browser upload: a form posted to a bucket. */
export const isUpload = ({ method, headers }: Request): boolean =>
  method === 'POST' && (headers['content-type'] ?? '').startsWith('multipart/form-data');

/** Reads a form with one file: fields before it count, by lower-case name (S3 User Guide, "Browser-based uploads"). */
async function readForm({ headers, body, length }: Request): Promise<Form> {
  if (length > LONGEST_UPLOAD)
    throw new AwsError('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size', {
      ProposedSize: String(length),
      MaxSizeAllowed: String(LONGEST_UPLOAD),
    });
  const type = headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      const message = 'The body of your POST request is not well-formed multipart/form-data.';
      throw new AwsError('MalformedPOSTRequest', 400, message);
    });
  const fields = new Map<string, string>();
  for (const [name, value] of form) {
    if (typeof value !== 'string') return { fields, file: Buffer.from(await value.arrayBuffer()) };
    fields.set(name.toLowerCase(), value);
  }
  throw new AwsError('InvalidArgument', 400, 'POST requires exactly one file upload per request.');
}

function signerOf(fields: Fields, { signerOf }: Identifier): Promise<Principal> {
  const text = (name: string): string => fields.get(name) ?? '';
  if (text('x-amz-algorithm') !== ALGORITHM)
    throw new AwsError('AccessDenied', 403, 'Access Denied: the form is not signed');
  return signerOf({
    credential: text('x-amz-credential'),
    date: text('x-amz-date'),
    token: fields.get('x-amz-security-token'),
    signedBy: (credentials, scope) =>
      isSignedText(text('policy'), credentials, scope, text('x-amz-signature')),
  });
}

/**
 * Understands a browser's upload, whose signature, policy and checksum hold: what is left is whether its signer may.
 * Throws the error S3 gives for each fault of form, signature, policy or checksum.
 */
export async function upload(
  request: Request,
  identifier: Identifier,
  objects: Objects,
  now: Date,
  onStored: (address: ObjectAddress, version: Version) => void,
): Promise<Call & { readonly principal: Principal }> {
  const { fields, file } = await readForm(request);
  const principal = await signerOf(fields, identifier);
  const bucket = decodeURIComponent(request.path.replaceAll('/', ''));
  const address = { bucket, key: fields.get('key') ?? '' };
  assertAllowed(
    readPolicy(fields.get('policy') ?? ''),
    new Map([...fields, ['bucket', bucket]]),
    file.length,
    now,
  );
  const headers = headersOf(fields, file);
  const tagging = fields.get('tagging');
  const tags = tagging === undefined ? {} : tagsOfXml(tagging);
  const resource = objectArn(address);
  const context = requestTags(tags);
  return {
    principal,
    service: 's3',
    operation: 's3:PostObject',
    needs: [
      { action: 's3:PutObject', resource, context },
      ...(tagging === undefined ? [] : [{ action: 's3:PutObjectTagging', resource, context }]),
    ],
    act: async () => {
      const version = await objects.put(address, { headers, tags, body: file });
      onStored(address, version);
      return answerOf(request, fields, address, version);
    },
  };
}

/** The answer that `success_action_status` asks for: 201 says what was stored, 204 nothing. */
function answerOf(request: Request, fields: Fields, address: ObjectAddress, version: Version): Answer {
  const { bucket: Bucket, key: Key } = address;
  const ETag = version.eTag;
  const Location = `http://${request.headers.host}/${Bucket}/${encodeURIComponent(Key)}`;
  const headers = { etag: ETag, location: Location, ...versionHeader(version) };
  return fields.get('success_action_status') === '201'
    ? xmlAnswer(201, element('PostResponse', { Location, Bucket, Key, ETag }), headers)
    : { status: 204, headers, body: '' };
}
