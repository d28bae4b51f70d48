import type { Need } from './authorize.ts';
import { parametersOf } from './signature.ts';
import { AwsError, unescapeXml, type WireRequest } from './wire.ts';

/** Tags of an object, by key. */
export type Tags = Readonly<Record<string, string>>;

/** Where in S3 a request points: path-style, `/<bucket>/<key>`. */
export type ObjectAddress = {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
};

export const objectArn = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`;

export function addressOf(request: WireRequest): ObjectAddress {
  const [, bucket = '', ...rest] = request.path.split('/').map(decodeURIComponent);
  const versionId = parametersOf(request.query).find(([name]) => name === 'versionId')?.[1];
  return { bucket, key: rest.join('/'), versionId };
}

const invalidTag = (message: string): AwsError => new AwsError('InvalidTag', 400, message);

/** S3 User Guide, "Categorizing your storage using tags": at most 10, keys to 128 and values to 256 characters. */
function checkedTags(pairs: readonly (readonly [string, string])[]): Tags {
  if (pairs.length > 10) throw new AwsError('BadRequest', 400, 'Object tags cannot be greater than 10');
  const keys = pairs.map(([key]) => key);
  if (new Set(keys).size < keys.length) throw invalidTag('Cannot provide multiple Tags with the same key');
  if (keys.some((key) => key.length < 1 || key.length > 128))
    throw invalidTag('The TagKey you have provided is invalid');
  if (pairs.some(([, value]) => value.length > 256))
    throw invalidTag('The TagValue you have provided is invalid');
  return Object.fromEntries(pairs);
}

/** Reads `<Tagging><TagSet><Tag>…`, the form of `PutObjectTagging` and of a browser's `tagging` field. */
export function tagsOfXml(xml: string): Tags {
  if (!/<Tagging[\s>]/.test(xml))
    throw new AwsError('MalformedXML', 400, 'The XML you provided was not well-formed');
  const element = (name: string, text: string): string =>
    unescapeXml(new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '');
  const tags = [...xml.matchAll(/<Tag>(.*?)<\/Tag>/gs)].map(
    ([, inner = '']) => [element('Key', inner), element('Value', inner)] as const,
  );
  return checkedTags(tags);
}

/** Reads the `x-amz-tagging` header: tags as the parameters of a query. */
export const tagsOfHeader = (header: string): Tags => checkedTags(parametersOf(header));

const requestTags = (tags: Tags): Record<string, string | readonly string[]> => ({
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`s3:RequestObjectTag/${key}`, value])),
  's3:RequestObjectTagKeys': Object.keys(tags),
});

const existingTags = (tags: Tags): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`s3:ExistingObjectTag/${key}`, value]));

/** What storing an object with these tags needs. */
export const putNeeds = (bucket: string, key: string, tags: Tags): readonly Need[] => [
  {
    action: 's3:PutObject',
    resource: objectArn(bucket, key),
    ...(Object.keys(tags).length > 0 && { context: requestTags(tags) }),
  },
  ...(Object.keys(tags).length > 0
    ? [{ action: 's3:PutObjectTagging', resource: objectArn(bucket, key), context: requestTags(tags) }]
    : []),
];

const keysToDelete = (body: string): readonly string[] =>
  [...body.matchAll(/<Object>.*?<Key>([^<]*)<\/Key>.*?<\/Object>/gs)].map(([, key = '']) => unescapeXml(key));

/** Sub-resources that make a plain verb something else; only `tagging` and `attributes` of them are imitated. */
const subresources =
  /^(acl|append|attributes|cors|delete|encryption|legal-hold|lifecycle|location|logging|notification|object-lock|partNumber|policy|publicAccessBlock|renameObject|replication|restore|retention|select|tagging|torrent|uploadId|uploads|versioning|versions|website)$/;

export type S3Meaning = { readonly operation: string; readonly needs: readonly Need[] };

/**
 * Which operation of S3 a request is and what it needs; `undefined` for one that is not imitated.
 * `tagsOf` gives the tags an existing object has, for policies that look at them.
 */
export async function s3Meaning(
  request: WireRequest,
  tagsOf: (address: ObjectAddress) => Promise<Tags>,
): Promise<S3Meaning | undefined> {
  const address = addressOf(request);
  const { bucket, key, versionId } = address;
  const subresource = parametersOf(request.query).find(([name]) => subresources.test(name))?.[0] ?? '';
  const kind = `${request.method} ${key === '' ? 'bucket' : 'object'} ${subresource}`.trim();
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const resource = objectArn(bucket, key);
  /** Actions on a version that is named have `Version` in their name. */
  const versioned = (before: string, after = ''): string =>
    `s3:${before}${versionId === undefined ? '' : 'Version'}${after}`;
  const seen = async (): Promise<Record<string, string>> => existingTags(await tagsOf(address));

  if (bucket === '')
    return kind === 'GET bucket'
      ? { operation: 's3:ListBuckets', needs: [{ action: 's3:ListAllMyBuckets', resource: '*' }] }
      : undefined;
  switch (kind) {
    case 'HEAD bucket':
      return { operation: 's3:HeadBucket', needs: [{ action: 's3:ListBucket', resource: bucketArn }] };
    case 'GET bucket':
      return { operation: 's3:ListObjects', needs: [{ action: 's3:ListBucket', resource: bucketArn }] };
    case 'POST bucket delete':
      return {
        operation: 's3:DeleteObjects',
        needs: keysToDelete(request.body.toString()).map((deleted) => ({
          action: 's3:DeleteObject',
          resource: objectArn(bucket, deleted),
        })),
      };
    case 'GET object':
      return {
        operation: 's3:GetObject',
        needs: [{ action: versioned('GetObject'), resource, context: await seen() }],
      };
    case 'HEAD object': {
      // Only the checksum of an encrypted object needs its key (API reference of HeadObject).
      const key = request.headers['x-amz-checksum-mode'] === undefined ? { keyActions: [] } : {};
      return {
        operation: 's3:HeadObject',
        needs: [{ action: versioned('GetObject'), resource, context: await seen(), ...key }],
      };
    }
    case 'GET object attributes': {
      const context = await seen();
      return {
        operation: 's3:GetObjectAttributes',
        needs: [
          { action: versioned('GetObject'), resource, context },
          { action: versioned('GetObject', 'Attributes'), resource, context },
        ],
      };
    }
    case 'GET object tagging':
      return {
        operation: 's3:GetObjectTagging',
        needs: [{ action: versioned('GetObject', 'Tagging'), resource, context: await seen() }],
      };
    case 'PUT object tagging': {
      const context = { ...(await seen()), ...requestTags(tagsOfXml(request.body.toString())) };
      return {
        operation: 's3:PutObjectTagging',
        needs: [{ action: versioned('PutObject', 'Tagging'), resource, context }],
      };
    }
    case 'DELETE object':
      return { operation: 's3:DeleteObject', needs: [{ action: versioned('DeleteObject'), resource }] };
    case 'PUT object': {
      if (request.headers['x-amz-copy-source'] !== undefined) return undefined;
      const tagging = request.headers['x-amz-tagging'];
      const tags = typeof tagging === 'string' ? tagsOfHeader(tagging) : {};
      return { operation: 's3:PutObject', needs: putNeeds(bucket, key, tags) };
    }
    default:
      return undefined;
  }
}
