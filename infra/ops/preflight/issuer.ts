import * as z from 'zod';
import type { Check, Finding } from './check.ts';

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https$/ }) });
const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

const TIMEOUT_MS = 10_000;

async function read<Schema extends z.ZodType>(url: string, schema: Schema): Promise<z.infer<Schema>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`it answers ${response.status}`);
  return schema.parse(await response.json());
}

/** Why it could not be read, in a few words: the network's own code where there is one. */
function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError || error instanceof SyntaxError) return 'it is no such document';
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
}

/**
 * API Gateway reads the discovery document when it makes the authorizer, and refuses one that is not there or names
 * another issuer; later it takes the keys from `jwks_uri`, RSA alone (API Gateway guide, JWT authorizers; OpenID
 * Connect Discovery 4).
 */
export const issuer: Check = {
  name: 'identity provider',
  needs: [],
  look: async ({ settings: { identity } }) => {
    const url = `${identity.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const missing = (says: string, address = url): Finding => ({
      verdict: 'missing',
      says,
      command: `curl --fail --show-error ${address}`,
    });
    if (!url.startsWith('https:')) return missing(`The issuer ${identity.issuer} is not reached over HTTPS.`);
    try {
      const found = await read(url, Discovery);
      if (found.issuer !== identity.issuer)
        return missing(`The discovery document is of ${found.issuer}, not of ${identity.issuer}.`);
      const { keys } = await read(found.jwks_uri, Keys);
      return keys.some(({ kty }) => kty === 'RSA')
        ? { verdict: 'ok', says: `${identity.issuer} describes itself and has keys that API Gateway takes.` }
        : missing(`${identity.issuer} has no RSA key, and API Gateway takes no other.`, found.jwks_uri);
    } catch (error) {
      return missing(`The discovery document of ${identity.issuer} cannot be read: ${reasonOf(error)}.`);
    }
  },
};
