import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { keep, readKept } from '../kept.ts';
import { AwsError } from './wire.ts';

export type ObjectAddress = { readonly bucket: string; readonly key: string };

const versionSchema = z.object({
  /** `null` in a bucket that keeps no versions. */
  id: z.string(),
  eTag: z.string(),
  /** Headers of the object that its readers are given. */
  headers: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
});
export type Version = z.infer<typeof versionSchema>;
export type Tags = Version['tags'];

const versionsSchema = z.array(versionSchema).default([]);

/** What is said of an object as it is put, and becomes its headers. */
const described = ['content-type', 'x-amz-checksum-sha256'];

/** The headers of an object that is put, by what is stated of it. Throws `BadDigest` when its bytes are others. */
export function headersOf(
  stated: Iterable<readonly [name: string, value: unknown]>,
  bytes: Buffer,
): Version['headers'] {
  const headers = Object.fromEntries(
    [...stated].flatMap(([name, value]) => (described.includes(name) ? [[name, String(value)]] : [])),
  );
  const checksum = headers['x-amz-checksum-sha256'];
  if (checksum === undefined || checksum === createHash('sha256').update(bytes).digest('base64'))
    return headers;
  throw new AwsError('BadDigest', 400, 'The SHA256 you specified did not match the calculated checksum.');
}

/** The objects of all buckets, each with its versions. */
export type Objects = {
  put(
    address: ObjectAddress,
    object: { readonly headers: Version['headers']; readonly tags: Tags; readonly body: Buffer },
  ): Promise<Version>;
  /** The version of this id, or the newest; `undefined` when there is none. */
  version(address: ObjectAddress, id?: string): Version | undefined;
  bytesOf(address: ObjectAddress, version: Version): Promise<Buffer>;
  setTags(address: ObjectAddress, version: Version, tags: Tags): void;
};

/**
 * Objects in files: a folder for each, with the bytes of each version and what is said of them.
 * @param keepsVersions of which bucket
 */
export function openObjects(directory: string, keepsVersions: (bucket: string) => boolean): Objects {
  const folderOf = ({ bucket, key }: ObjectAddress): string =>
    path.join(directory, bucket, createHash('sha256').update(key).digest('hex'));
  const bytesAt = (address: ObjectAddress, { id }: Version): string => path.join(folderOf(address), id);
  const listAt = (address: ObjectAddress): string => path.join(folderOf(address), 'versions.json');

  const versionsOf = (address: ObjectAddress): readonly Version[] =>
    versionsSchema.parse(readKept(listAt(address)));
  /** Read and written at one go, so that nobody comes between. */
  const change = (address: ObjectAddress, how: (versions: readonly Version[]) => readonly Version[]): void =>
    keep(listAt(address), how(versionsOf(address)));

  return {
    put: async (address, { headers, tags, body }) => {
      const id = keepsVersions(address.bucket) ? randomUUID().replaceAll('-', '') : 'null';
      const version = { id, eTag: `"${createHash('md5').update(body).digest('hex')}"`, headers, tags };
      mkdirSync(folderOf(address), { recursive: true });
      await writeFile(bytesAt(address, version), body);
      change(address, (versions) => [...versions.filter((before) => before.id !== id), version]);
      return version;
    },
    version: (address, id) => {
      const versions = versionsOf(address);
      return id === undefined ? versions.at(-1) : versions.find((version) => version.id === id);
    },
    bytesOf: (address, version) => readFile(bytesAt(address, version)),
    setTags: (address, { id }, tags) =>
      change(address, (versions) =>
        versions.map((version) => (version.id === id ? { ...version, tags } : version)),
      ),
  };
}
