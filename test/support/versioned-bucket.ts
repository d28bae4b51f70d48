import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { AwsStub } from 'aws-sdk-client-mock';

/** Buckets that keep every version of an object, by `<bucket>/<key>`, oldest first. */
export type VersionedBuckets = ReadonlyMap<string, readonly { readonly id: string; readonly text: string }[]>;

/** Versions of a page: S3 gives a thousand, here the pages are to be followed. */
const PAGE = 2;

/** Lets a mock of S3 keep what is put, and destroy nothing but a version that is named. */
// biome-ignore lint/suspicious/noExplicitAny: what a mock of the SDK's takes and gives
export function keepingVersions(s3: AwsStub<any, any, S3Client['config']>): {
  readonly buckets: VersionedBuckets;
  readonly put: (bucket: string, key: string, text: string) => string;
  /** The next call to destroy is answered that nothing was. */
  readonly refuseOnce: () => void;
} {
  const buckets = new Map<string, { id: string; text: string }[]>();
  let versions = 0;
  let isRefusing = false;
  const put = (bucket: string, key: string, text: string): string => {
    versions += 1;
    const id = `version-${versions}`;
    const place = `${bucket}/${key}`;
    buckets.set(place, [...(buckets.get(place) ?? []), { id, text }]);
    return id;
  };
  s3.on(PutObjectCommand).callsFake(({ Bucket, Key, Body }) => ({
    VersionId: put(Bucket, Key, String(Body)),
  }));
  s3.on(GetObjectCommand).callsFake(({ Bucket, Key }) => {
    const newest = buckets.get(`${Bucket}/${Key}`)?.at(-1);
    if (!newest) throw new NoSuchKey({ message: 'The specified key does not exist.', $metadata: {} });
    return { Body: { transformToString: async () => newest.text } };
  });
  s3.on(ListObjectVersionsCommand).callsFake(({ Bucket, Prefix, KeyMarker = '', VersionIdMarker = '' }) => {
    const all = [...buckets]
      .flatMap(([place, kept]) =>
        kept.map(({ id }) => ({ Key: place.slice(`${Bucket}/`.length), id, place })),
      )
      .filter(({ Key, place }) => place.startsWith(`${Bucket}/`) && Key.startsWith(Prefix))
      .sort((one, other) => (`${one.Key} ${one.id}` < `${other.Key} ${other.id}` ? -1 : 1))
      .filter(({ Key, id }) => `${Key} ${id}` > `${KeyMarker} ${VersionIdMarker}`);
    const page = all.slice(0, PAGE);
    const last = page.at(-1);
    return {
      Versions: page.map(({ Key, id }) => ({ Key, VersionId: id })),
      IsTruncated: all.length > PAGE,
      ...(all.length > PAGE && { NextKeyMarker: last?.Key, NextVersionIdMarker: last?.id }),
    };
  });
  s3.on(DeleteObjectsCommand).callsFake(({ Bucket, Delete }) => {
    if (isRefusing) {
      isRefusing = false;
      return { Errors: [{ Code: 'InternalError' }] };
    }
    for (const { Key, VersionId } of Delete.Objects) {
      const place = `${Bucket}/${Key}`;
      const left = (buckets.get(place) ?? []).filter(({ id }) => id !== VersionId);
      if (left.length > 0) buckets.set(place, left);
      else buckets.delete(place);
    }
    return {};
  });
  const refuseOnce = () => {
    isRefusing = true;
  };
  return { buckets, put, refuseOnce };
}
