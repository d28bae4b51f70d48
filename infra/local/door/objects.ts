import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import * as z from 'zod';
import type { Upstream } from './forward.ts';
import type { ObjectAddress, Tags } from './s3.ts';
import { type Answer, AwsError } from './wire.ts';

/**
 * Versions and tags of objects, which the emulator does not have. They lie on a shelf of the door's own in the same
 * emulator, `versions/<bucket>/<version>/<key>` and `tags/<bucket>/<version>/<key>`, so that they stay as long as the
 * objects; the newest version is also the object itself, and carries its version in its metadata.
 */
const shelf = 'door-shelf';

const versionHeader = 'x-amz-meta-door-version';

/** The version of what lies in a bucket without versions (S3 User Guide, "Working with objects in versioning-disabled buckets"). */
const nullVersion = 'null';

/** The emulator takes no request above 11 MiB; larger objects go to it in parts. */
const partSize = 8 * 1024 * 1024;

export type Stored = { readonly eTag: string; readonly versionId: string | undefined };

export type Objects = {
  /** Makes the shelf; to be called before anything else. */
  open(): Promise<void>;
  put(
    address: { readonly bucket: string; readonly key: string },
    object: { readonly headers: OutgoingHttpHeaders; readonly body: Buffer; readonly tags: Tags },
  ): Promise<Stored>;
  /** Does a reading request (GET, HEAD) on a version of an object. */
  read(
    address: ObjectAddress,
    request: { readonly method: string; readonly query: string; readonly headers: OutgoingHttpHeaders },
  ): Promise<Answer>;
  /** Removes a version; without one, the object: its versions then stay, as behind a delete marker. */
  remove(address: ObjectAddress): Promise<void>;
  /** The version an address means; `undefined` when there is no such object. */
  versionOf(address: ObjectAddress): Promise<string | undefined>;
  tagsOf(address: ObjectAddress, version: string): Promise<Tags>;
  setTags(address: ObjectAddress, version: string, tags: Tags): Promise<void>;
};

const encodeKey = (key: string): string => key.split('/').map(encodeURIComponent).join('/');
const objectPath = (bucket: string, key: string): string => `/${bucket}/${encodeKey(key)}`;
const versionPath = (bucket: string, version: string, key: string): string =>
  `/${shelf}/versions/${bucket}/${version}/${encodeKey(key)}`;
const tagsPath = (bucket: string, version: string, key: string): string =>
  `/${shelf}/tags/${bucket}/${version}/${encodeKey(key)}`;

const tagsSchema = z.record(z.string(), z.string());

const element = (name: string, xml: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';

export const noSuchKey = (): AwsError => new AwsError('NoSuchKey', 404, 'The specified key does not exist.');

/** The objects of the emulator with versions and tags. `isVersioned` says which buckets keep versions. */
export function objects(emulator: Upstream, isVersioned: (bucket: string) => boolean): Objects {
  const send = async (
    method: string,
    url: string,
    headers: OutgoingHttpHeaders = {},
    body: Buffer | string = '',
  ): Promise<Answer> => {
    const answer = await emulator.send({
      method,
      url,
      headers: { 'content-type': 'application/octet-stream', ...headers },
      body,
    });
    if (answer.status < 300 || answer.status === 404) return answer;
    const xml = answer.body.toString();
    throw new AwsError(element('Code', xml) || 'InternalError', answer.status, element('Message', xml));
  };

  const found = (answer: Answer): Answer => {
    if (answer.status !== 404) return answer;
    const xml = answer.body.toString();
    throw new AwsError(
      element('Code', xml) || 'NoSuchKey',
      404,
      element('Message', xml) || 'The specified key does not exist.',
    );
  };

  const sendInParts = async (path: string, body: Buffer): Promise<void> => {
    const started = found(await send('POST', `${path}?uploads=`));
    const upload = encodeURIComponent(element('UploadId', started.body.toString()));
    const parts: string[] = [];
    for (let at = 0; at < body.length; at += partSize) {
      const number = parts.length + 1;
      const part = found(
        await send(
          'PUT',
          `${path}?partNumber=${number}&uploadId=${upload}`,
          {},
          body.subarray(at, at + partSize),
        ),
      );
      parts.push(`<Part><PartNumber>${number}</PartNumber><ETag>${String(part.headers.etag)}</ETag></Part>`);
    }
    const complete = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    found(await send('POST', `${path}?uploadId=${upload}`, { 'content-type': 'application/xml' }, complete));
  };

  const versionOf = async ({ bucket, key, versionId }: ObjectAddress): Promise<string | undefined> => {
    if (versionId !== undefined && versionId !== nullVersion) {
      const kept = await send('HEAD', versionPath(bucket, versionId, key));
      return kept.status === 404 ? undefined : versionId;
    }
    const newest = await send('HEAD', objectPath(bucket, key));
    return newest.status === 404 ? undefined : String(newest.headers[versionHeader] ?? nullVersion);
  };

  const setTags: Objects['setTags'] = async ({ bucket, key }, version, tags) => {
    await send('PUT', tagsPath(bucket, version, key), {}, JSON.stringify(tags));
  };

  return {
    versionOf,
    setTags,
    open: async () => {
      await emulator.send({ method: 'PUT', url: `/${shelf}`, headers: {}, body: '' });
    },
    put: async ({ bucket, key }, { headers, body, tags }) => {
      found(await send('HEAD', `/${bucket}`));
      const versionId = isVersioned(bucket) ? randomUUID().replaceAll('-', '') : undefined;
      const version = versionId ?? nullVersion;
      const described = versionId === undefined ? headers : { ...headers, [versionHeader]: versionId };
      const path = versionPath(bucket, version, key);
      if (body.length > partSize) await sendInParts(path, body);
      else await send('PUT', path, described, body);
      // A copy is what gives an object sent in parts the ETag, metadata and checksum of one sent whole.
      const copy = { ...described, 'x-amz-copy-source': path, 'x-amz-metadata-directive': 'REPLACE' };
      if (body.length > partSize) await send('PUT', path, copy);
      await setTags({ bucket, key, versionId }, version, tags);
      const stored = found(await send('PUT', objectPath(bucket, key), copy));
      return { eTag: element('ETag', stored.body.toString()).replaceAll('&quot;', '"'), versionId };
    },
    read: async ({ bucket, key, versionId }, { method, query, headers }) => {
      const pinned = versionId !== undefined && versionId !== nullVersion;
      const path = pinned ? versionPath(bucket, versionId, key) : objectPath(bucket, key);
      const answer = await emulator.send({
        method,
        url: query ? `${path}?${query}` : path,
        headers,
        body: '',
      });
      const { [versionHeader]: version, ...shown } = answer.headers;
      return {
        ...answer,
        headers: version === undefined ? shown : { ...shown, 'x-amz-version-id': version },
      };
    },
    remove: async (address) => {
      const { bucket, key, versionId } = address;
      const newest = await versionOf({ bucket, key, versionId: undefined });
      if (versionId !== undefined || newest === nullVersion) {
        const version = versionId ?? nullVersion;
        await send('DELETE', versionPath(bucket, version, key));
        await send('DELETE', tagsPath(bucket, version, key));
      }
      if (versionId === undefined || versionId === newest) await send('DELETE', objectPath(bucket, key));
    },
    tagsOf: async ({ bucket, key }, version) => {
      const answer = await send('GET', tagsPath(bucket, version, key));
      return answer.status === 404 ? {} : tagsSchema.parse(JSON.parse(answer.body.toString()));
    },
  };
}
