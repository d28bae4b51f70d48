import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';

/** Whose tokens an HTTP API takes, and those that are meant for whom. */
type JwtConfiguration = { readonly Issuer: string; readonly Audience: readonly string[] };

export type Verdict =
  | { readonly allowed: true; readonly claims: Readonly<Record<string, string>> }
  /** `challenge` is the `WWW-Authenticate` of the answer. */
  | { readonly allowed: false; readonly challenge: string };

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** RSA signatures only (HTTP API guide, "JWT authorizers"). */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

const DISCOVERY_TIMEOUT_MS = 5_000;

const denied = (description: string): Verdict => ({
  allowed: false,
  challenge: `Bearer scope="" error="invalid_token" error_description="${description}"`,
});

/** What is wrong with a token, in the words of API Gateway. */
function explain(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return 'invalid issuer';
    if (error.claim === 'nbf') return 'the token is not valid yet';
    return `invalid claim ${error.claim}`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature is invalid';
  if (error instanceof errors.JWKSNoMatchingKey) return 'no matching key was found for the token';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'the signing method is not supported';
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid)
    return 'the token is malformed';
  return 'OIDC discovery endpoint communication error';
}

/**
 * Claims as API Gateway hands them to functions: all of them texts, a list as `[one two]`, an object as
 * `map[key:value]`.
 */
const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, part]) => `${key}:${claimText(part)}`);
  return `map[${entries.sort().join(' ')}]`;
};

/** Whether a token is meant for one of the audiences: `aud`, or `client_id` in its absence. */
function isMeantFor(audience: readonly string[], { aud, client_id }: JWTPayload): boolean {
  const stated = aud ?? client_id;
  return [stated].flat().some((name) => typeof name === 'string' && audience.includes(name));
}

/** Checks the tokens of requests against the keys that the issuer publishes. */
export function authorizing({
  Issuer: issuer,
  Audience: audience,
}: JwtConfiguration): (authorization: string | undefined) => Promise<Verdict> {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS),
    });
    return createRemoteJWKSet(new URL(discoverySchema.parse(await response.json()).jwks_uri));
  };

  return async (authorization) => {
    const token = authorization?.replace(/^bearer\s+/i, '').trim();
    if (!token) return { allowed: false, challenge: 'Bearer' };
    try {
      keys ??= discover();
      const { payload } = await jwtVerify(token, await keys, {
        issuer,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp'],
      });
      if (!isMeantFor(audience, payload)) return denied('the token does not have a valid audience');
      const claims = Object.entries(payload).map(([name, value]) => [name, claimText(value)] as const);
      return { allowed: true, claims: Object.fromEntries(claims) };
    } catch (error) {
      // An issuer that could not be asked is asked again by the next request.
      if (!(error instanceof errors.JOSEError)) keys = undefined;
      return denied(explain(error));
    }
  };
}
