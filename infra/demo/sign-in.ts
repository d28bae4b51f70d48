import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';

const Discovery = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });
const Tokens = z.object({ access_token: z.string(), token_type: z.literal('Bearer') });

/** Where a client of this machine is sent back to; nobody need listen there, for the address itself is read. */
const REDIRECT_URI = 'http://127.0.0.1/signed-in';
const CLIENT_ID = 'motcua-demo';

const secretText = (): string => randomBytes(32).toString('base64url');

/**
 * Signs a person in as a browser and its client do: OpenID Connect, authorization code with PKCE (RFC 7636).
 * @returns the access token
 * @throws Error when a step of the flow does not answer as the standards say
 */
export async function signIn(issuer: string, personId: string): Promise<string> {
  const endpoints = Discovery.parse(await (await fetch(`${issuer}/.well-known/openid-configuration`)).json());
  const verifier = secretText();
  const state = secretText();
  const query = new URLSearchParams({
    response_type: 'code',
    scope: 'openid',
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT_URI,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const picked = await fetch(`${endpoints.authorization_endpoint}?${query}`, {
    method: 'POST',
    body: new URLSearchParams({ person: personId }),
    redirect: 'manual',
  });
  const sentBack = URL.parse(picked.headers.get('location') ?? '')?.searchParams;
  // Another state or issuer would mean that somebody else's answer came in here (RFC 9700, 2.1 and 4.4).
  if (!sentBack || sentBack.get('state') !== state || sentBack.get('iss') !== issuer)
    throw new Error(`${issuer} answered ${picked.status} to the choice of ${personId}`);
  const exchanged = await fetch(endpoints.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: sentBack.get('code') ?? '',
      client_id: CLIENT_ID,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
    }),
  });
  return Tokens.parse(await exchanged.json()).access_token;
}
