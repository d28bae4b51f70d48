import { createHash } from 'node:crypto';
import * as z from 'zod';
import { LocalDate } from '../clock.ts';
import type { Signer } from '../signing/signer.ts';

/** The newest entry in the log of a dossier at the end of a day. It stands for all before it, since each names the one before. */
export const Head = z.object({
  dossierId: z.uuid(),
  sequence: z.coerce.number().int().min(1),
  hash: z.string(),
});
export type Head = z.infer<typeof Head>;

/**
 * What is sealed of a day: the heads of all dossiers that changed, by agency, each list by the hash of its text. A seal names
 * the one before, so that none can be left out.
 */
export const Seal = z.object({
  v: z.literal(1),
  day: LocalDate,
  /** Hash of the seal before; the first names none. */
  previous: z.string().optional(),
  agencies: z.record(z.string(), z.object({ dossiers: z.int().min(1), sha256: z.string() })),
});
export type Seal = z.infer<typeof Seal>;

/** Where the seals stand in their bucket; no other object does. */
export const SEAL_PREFIX = 'seals/';
export const sealKey = (day: LocalDate): string => `${SEAL_PREFIX}${day}/seal.jws`;
export const headsKey = (day: LocalDate, agency: string): string => `${SEAL_PREFIX}${day}/${agency}.txt`;

/** A list of heads as it is kept: a line for each, by dossier. */
export const textOfHeads = (heads: readonly Head[]): string =>
  heads
    .map(({ dossierId, sequence, hash }) => `${dossierId} ${sequence} ${hash}\n`)
    .sort()
    .join('');

export const headsOfText = (text: string): readonly Head[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [dossierId, sequence, hash] = line.split(' ');
      return Head.parse({ dossierId, sequence, hash });
    });

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** SHA-256 of a text as base64url: by what a seal names a list of heads, and the seal before. */
export const digestOf = (text: string): string => sha256(text).toString('base64url');

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A seal as it is kept: signed as a JSON Web Signature (RFC 7515, 7.1; RS256 of RFC 7518, 3.3), which others can check as well. */
export async function signSeal(seal: Seal, sign: Signer['sign']): Promise<string> {
  const text = `${encoded({ alg: 'RS256' })}.${encoded(seal)}`;
  return `${text}.${Buffer.from(await sign(sha256(text))).toString('base64url')}`;
}

/** What a seal says; whether it is ours its signature says. */
export const sealOfText = (text: string): Seal =>
  Seal.parse(JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()));
