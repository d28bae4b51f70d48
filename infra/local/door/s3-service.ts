import type { OutgoingHttpHeaders } from 'node:http';
import { assertChecksums } from './checksums.ts';
import type { Upstream } from './forward.ts';
import { noSuchKey, type Objects } from './objects.ts';
import { addressOf, type ObjectAddress, type Tags, tagsOfHeader, tagsOfXml } from './s3.ts';
import { parametersOf } from './signature.ts';
import { type Answer, AwsError, escapeXml, type WireRequest, xmlAnswer } from './wire.ts';

type Stored = {
  readonly bucket: string;
  readonly key: string;
  readonly eTag: string;
  readonly versionId: string | undefined;
  readonly size: number;
};

export type S3Service = {
  /** Does an operation that is allowed. `mayList` says whether the caller may know which keys there are not. */
  answer(operation: string, request: WireRequest, mayList: () => Promise<boolean>): Promise<Answer>;
};

/** Query parameters by which a reader names the headers it wants in the answer (API reference of GetObject). */
const overridden: Readonly<Record<string, string>> = {
  'response-content-type': 'content-type',
  'response-content-disposition': 'content-disposition',
  'response-content-language': 'content-language',
  'response-content-encoding': 'content-encoding',
  'response-cache-control': 'cache-control',
  'response-expires': 'expires',
};

/** Parameters of signatures, of versions and of overrides mean nothing to the emulator. */
const passedOn = (query: string): string =>
  query
    .split('&')
    .filter((pair) => pair !== '' && !/^(X-Amz-|versionId|response-|x-id)/.test(pair))
    .join('&');

const described = (headers: WireRequest['headers']): OutgoingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) =>
      /^(content-(type|disposition|encoding|language)|cache-control|x-amz-meta-.+|x-amz-checksum-.+)$/.test(
        name,
      ),
    ),
  );

const text = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

const taggingXml = (tags: Tags): string => {
  const set = Object.entries(tags).map(
    ([key, value]) => `<Tag><Key>${escapeXml(key)}</Key><Value>${escapeXml(value)}</Value></Tag>`,
  );
  return `<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet>${set.join('')}</TagSet></Tagging>`;
};

/** S3 by the emulator's objects, with the versions and tags that it does not have. */
export function s3Service(
  emulator: Upstream,
  objects: Objects,
  onStored: (stored: Stored) => void,
): S3Service {
  const existing = async (address: ObjectAddress, mayList: () => Promise<boolean>): Promise<string> => {
    const version = await objects.versionOf(address);
    if (version !== undefined) return version;
    throw await absent(mayList);
  };

  /** To whom may not list a bucket, S3 does not say that a key is not there (API reference of GetObject). */
  const absent = async (mayList: () => Promise<boolean>): Promise<AwsError> =>
    (await mayList())
      ? noSuchKey()
      : new AwsError(
          'AccessDenied',
          403,
          'Access Denied: without s3:ListBucket nobody is told that a key does not exist',
        );

  const versionHeader = (version: string): OutgoingHttpHeaders =>
    version === 'null' ? {} : { 'x-amz-version-id': version };

  return {
    answer: async (operation, request, mayList) => {
      const address = addressOf(request);
      switch (operation) {
        case 's3:GetObject':
        case 's3:HeadObject':
        case 's3:GetObjectAttributes': {
          const answer = await objects.read(address, {
            method: request.method,
            query: passedOn(request.query),
            headers: request.headers,
          });
          if (answer.status === 404) throw await absent(mayList);
          const wanted = parametersOf(request.query).flatMap(([name, value]) => {
            const header = overridden[name];
            return header === undefined ? [] : [[header, value] as const];
          });
          return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(wanted) } };
        }
        case 's3:GetObjectTagging': {
          const version = await existing(address, mayList);
          return xmlAnswer(200, taggingXml(await objects.tagsOf(address, version)), versionHeader(version));
        }
        case 's3:PutObjectTagging': {
          const version = await existing(address, mayList);
          await objects.setTags(address, version, tagsOfXml(request.body.toString()));
          return { status: 200, headers: versionHeader(version), body: '' };
        }
        case 's3:PutObject': {
          if (text(request.headers['content-encoding'])?.includes('aws-chunked')) {
            throw new AwsError(
              'NotImplemented',
              501,
              'The local run takes no object in signed chunks: send it with its length',
            );
          }
          assertChecksums((name) => text(request.headers[name]), request.body);
          const tagging = text(request.headers['x-amz-tagging']);
          const tags = tagging === undefined ? {} : tagsOfHeader(tagging);
          const stored = await objects.put(address, {
            headers: described(request.headers),
            body: request.body,
            tags,
          });
          onStored({ ...address, ...stored, size: request.body.length });
          const version = stored.versionId === undefined ? {} : versionHeader(stored.versionId);
          return { status: 200, headers: { etag: stored.eTag, ...version }, body: '' };
        }
        case 's3:DeleteObject':
          await objects.remove(address);
          return { status: 204, headers: {}, body: '' };
        default: {
          const query = passedOn(request.query);
          return emulator.send({ ...request, url: query ? `${request.path}?${query}` : request.path });
        }
      }
    },
  };
}
