import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import * as z from 'zod';
import type { State } from './state.ts';

const ALGORITHM = 'RS256';

/** A private key of an issuer, with what the world may know of it. */
export type SigningKey = {
  readonly publicJwk: JWK;
  sign(claims: JWTPayload): Promise<string>;
};

const Jwk = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string(), d: z.string() });

/** The key of the last run, so that tokens outlive a restart; a new one when there was none. */
export async function keptKey(state: State): Promise<SigningKey> {
  const kept = Jwk.safeParse(state.read());
  const jwk = kept.success ? kept.data : await newJwk();
  if (!kept.success) state.write(jwk);
  const kid = await calculateJwkThumbprint(jwk);
  return signingKey(jwk, kid);
}

/** A key that claims to be another: what a forger would sign with. */
export const forgedKey = async ({ publicJwk }: SigningKey): Promise<SigningKey> =>
  signingKey(await newJwk(), publicJwk.kid);

async function newJwk(): Promise<z.infer<typeof Jwk>> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return Jwk.parse(await exportJWK(privateKey));
}

async function signingKey(jwk: z.infer<typeof Jwk>, kid: string | undefined): Promise<SigningKey> {
  const key = await importJWK(jwk, ALGORITHM);
  const { kty, n, e } = jwk;
  return {
    publicJwk: { kty, n, e, use: 'sig', alg: ALGORITHM, ...(kid && { kid }) },
    sign: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', ...(kid && { kid }) }).sign(key),
  };
}
