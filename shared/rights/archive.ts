import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ZipFile } from 'yazl';
import { s3, s3Streaming } from '../aws.ts';
import { OWN_PREFIX } from '../document/document.ts';
import type { OwnFile } from '../document/own.ts';
import { environment } from '../resources.ts';
import type { ArchivedFile } from './gathering.ts';

/** A text of an archive, by its name in it. */
export type ArchivedText = { readonly path: string; readonly text: string };

/** The bytes of a file as they come; the bucket gives none that was not found clean. */
async function opened({ objectKey, objectVersion }: ArchivedFile): Promise<Readable> {
  const { Body } = await s3.send(
    new GetObjectCommand({
      Bucket: environment('DOCUMENTS_BUCKET'),
      Key: objectKey,
      VersionId: objectVersion,
    }),
  );
  if (Body instanceof Readable) return Body;
  throw new Error('S3 gave no stream');
}

/**
 * An archive as it comes, and how long it will be: papers and scans are compressed already, so all is stored as it is, and
 * the length follows from that of each file. One file is open at a time.
 */
function zipped(texts: readonly ArchivedText[], files: readonly ArchivedFile[], at: Date) {
  const zip = new ZipFile();
  const options = { mtime: at, compress: false };
  const fail = (error: unknown) => zip.emit('error', error);
  const failed = new Promise<never>((_, reject) => {
    zip.on('error', reject);
  });
  for (const { path, text } of texts) zip.addBuffer(Buffer.from(text), path, options);
  for (const file of files)
    zip.addReadStreamLazy(file.path, { ...options, size: file.sizeBytes }, (give) => {
      opened(file).then((stream) => give(null, stream.on('error', fail)), fail);
    });
  const sizeBytes = new Promise<number>((known) => {
    // Always in the long format: the library reckons with it from a thousand files on, and does not write it by itself.
    zip.end({ forceZip64Format: true, comment: '' }, (...[size = -1]: number[]) => known(size));
  });
  return { stream: zip.outputStream, sizeBytes, failed, fail };
}

/**
 * Keeps an archive of these texts and files where papers of our own stand, as it is made: no more of it is held than is on its
 * way.
 * @param place below the prefix of such papers: ids only
 * @throws Error when a file is not there, or is not as long as was said of it
 */
export async function keepArchive(
  place: string,
  { texts, files }: { readonly texts: readonly ArchivedText[]; readonly files: readonly ArchivedFile[] },
  at: Date,
): Promise<OwnFile> {
  const { stream, sizeBytes, failed, fail } = zipped(texts, files, at);
  const given = new AbortController();
  // What fails on the way would leave S3 waiting for the rest of the body.
  failed.catch(() => given.abort());
  const ContentLength = await sizeBytes;
  const hash = createHash('sha256');
  let seen = 0;
  const digested = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      seen += chunk.length;
      done(null, chunk);
    },
    flush: (done) =>
      done(seen === ContentLength ? null : new Error('the archive is not as long as was said')),
  }).on('error', fail);
  const objectKey = `${OWN_PREFIX}${place}.zip`;
  const put = s3Streaming.send(
    new PutObjectCommand({
      Bucket: environment('DOCUMENTS_BUCKET'),
      Key: objectKey,
      Body: stream.pipe(digested),
      ContentLength,
      ContentType: 'application/zip',
    }),
    { abortSignal: given.signal },
  );
  const { VersionId } = await Promise.race([put, failed]);
  if (!VersionId) throw new Error('the bucket keeps no versions');
  return { objectKey, objectVersion: VersionId, sha256: hash.digest('hex'), sizeBytes: ContentLength };
}
