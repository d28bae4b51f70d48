import { createHash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { LocalDate } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import { sealKey } from './seal.ts';

/** The bucket of seals, whose objects nobody can alter or delete for years. */
export type SealBucket = { readonly client: S3Client; readonly name: string };

/** What stands under a key, or undefined. */
export async function loadText({ client, name }: SealBucket, key: string): Promise<string | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** With its checksum, without which S3 takes nothing that it is to lock (user guide, Object Lock). */
export async function keepText({ client, name }: SealBucket, key: string, text: string): Promise<void> {
  const ChecksumSHA256 = createHash('sha256').update(text).digest('base64');
  await client.send(
    new PutObjectCommand({ Bucket: name, Key: key, Body: text, ContentType: 'text/plain', ChecksumSHA256 }),
  );
}

/** After so many days without a seal there is taken to be none: as long as the table can be brought back. */
const LONGEST_GAP_DAYS = 35;

/** The newest seal up to a day, or undefined. */
export async function loadNewestSeal(
  bucket: SealBucket,
  upTo: LocalDate,
): Promise<{ readonly day: LocalDate; readonly text: string } | undefined> {
  for (let gap = 0; gap <= LONGEST_GAP_DAYS; gap++) {
    const day = addDays(upTo, -gap);
    const text = await loadText(bucket, sealKey(day));
    if (text !== undefined) return { day, text };
  }
  return undefined;
}
