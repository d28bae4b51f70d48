import { createHash, randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';
import * as z from 'zod';
import { epochSeconds, type Now, systemNow } from '../../shared/clock.ts';
import { forgedKey, keptKey } from './identity-key.ts';
import { chooser, tokenPage, unusableRequest } from './identity-pages.ts';
import { type Person, people } from './people.ts';
import { fieldsOf, seeOther, serveRoutes } from './server.ts';
import { stateIn } from './state.ts';

type TokenOptions = {
  /** Negative for a token that has expired. */
  readonly expiresInSeconds?: number;
  /** Signs with a key that the issuer does not publish. */
  readonly signWithWrongKey?: boolean;
  /** Claims in place of, or beside, the person's own. */
  readonly claims?: JWTPayload;
};

/** The stand-in for VNeID and the national portal: an OpenID Connect issuer with a page to pick a person. */
export type IdentityStandIn = {
  /** The issuer, exactly as in `iss`. */
  readonly url: string;
  /** An access token of a person. @throws Error when there is no such person */
  token(personId: string, options?: TokenOptions): Promise<string>;
  stop(): Promise<void>;
};

/** A working day: nobody should have to sign in again while trying things out. */
const TOKEN_SECONDS = 8 * 3600;
const CODE_SECONDS = 60;

/** Clients are on this machine. */
const RedirectUri = z.url({ protocol: /^https?$/, hostname: /^(127\.0\.0\.1|localhost|\[::1\])$/ });
const Client = z.object({ client_id: z.string().min(1), redirect_uri: RedirectUri });
const AuthorizationRequest = z.object({
  response_type: z.literal('code'),
  scope: z.string().regex(/\bopenid\b/),
  state: z.string().min(1),
  code_challenge: z.string().regex(/^[\w-]{43}$/),
  code_challenge_method: z.literal('S256'),
  nonce: z.string().optional(),
});
const CodeExchange = z.object({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  client_id: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
});

type Grant = z.infer<typeof Client> &
  z.infer<typeof AuthorizationRequest> & { readonly person: Person; readonly expires: number };

/** Any page on this machine may sign in from the browser. */
const openToBrowsers = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
};
const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { ...openToBrowsers, 'cache-control': 'no-store', ...headers } });

/**
 * Starts the stand-in on the loopback address: authorization code flow with PKCE, and for the command line
 * `POST /people/<id>/token`.
 *
 * @param audience `aud` of its access tokens
 * @param dataDirectory where its key stays between runs, or `memory`
 */
export async function startIdentity({
  port,
  audience,
  dataDirectory,
  now = systemNow,
}: {
  readonly port: number;
  readonly audience: string;
  readonly dataDirectory: string;
  readonly now?: Now;
}): Promise<IdentityStandIn> {
  const key = await keptKey(stateIn(dataDirectory, 'identity-key.json'));
  const keys = { keys: [key.publicJwk] };
  const grants = new Map<string, Grant>();
  const issuer = () => server.url;

  const claimsFor = (person: Person, aud: string, expiresInSeconds = TOKEN_SECONDS): JWTPayload => {
    const iat = epochSeconds(now());
    return { iss: issuer(), aud, sub: person.id, iat, exp: iat + expiresInSeconds, ...person.claims };
  };
  const token = async (personId: string, options: TokenOptions = {}): Promise<string> => {
    const signer = options.signWithWrongKey ? await forgedKey(key) : key;
    const claims = claimsFor(personOf(personId), audience, options.expiresInSeconds);
    return signer.sign({ ...claims, scope: 'openid', ...options.claims });
  };

  const authorize = async (request: Request): Promise<Response> => {
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const client = Client.safeParse(query);
    // Where it asks to be sent is not to be trusted: the fault is shown here.
    if (!client.success) return unusableRequest(z.prettifyError(client.error));
    const asked = AuthorizationRequest.safeParse(query);
    if (!asked.success) {
      const { state = '' } = query;
      const error_description = z.prettifyError(asked.error);
      return seeOther(
        withQuery(client.data.redirect_uri, { error: 'invalid_request', error_description, state }),
      );
    }
    if (request.method === 'GET') return chooser(people, new URL(request.url).search);
    const { person } = z.object({ person: z.string() }).parse(await fieldsOf(request));
    const code = randomBytes(24).toString('base64url');
    const expires = epochSeconds(now()) + CODE_SECONDS;
    grants.set(code, { ...client.data, ...asked.data, person: personOf(person), expires });
    const { state } = asked.data;
    return seeOther(withQuery(client.data.redirect_uri, { code, state, iss: issuer() }));
  };

  const exchange = async (request: Request): Promise<Response> => {
    const asked = CodeExchange.safeParse(await fieldsOf(request));
    if (!asked.success)
      return json({ error: 'invalid_request', error_description: z.prettifyError(asked.error) }, 400);
    const { code, client_id, redirect_uri, code_verifier } = asked.data;
    const grant = grants.get(code);
    grants.delete(code);
    const proved = createHash('sha256').update(code_verifier).digest('base64url') === grant?.code_challenge;
    const ours = grant?.client_id === client_id && grant.redirect_uri === redirect_uri;
    if (!grant || !ours || !proved || grant.expires < epochSeconds(now()))
      return json({ error: 'invalid_grant' }, 400);
    const { person, nonce } = grant;
    return json({
      access_token: await token(person.id),
      id_token: await key.sign({ ...claimsFor(person, client_id), ...(nonce && { nonce }) }),
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      scope: 'openid',
    });
  };

  const server = await serveRoutes(port, {
    'GET /': () => chooser(people),
    'GET /people': () => json(people.map(({ id, name, about }) => ({ id, name, about }))),
    'POST /people/:id/token': async (request, { id = '' }) => {
      const person = people.find((candidate) => candidate.id === id);
      if (!person) return new Response(`Không có ai tên ${id} · There is no ${id}\n`, { status: 404 });
      const bearer = await token(id);
      return request.headers.get('accept')?.includes('text/html')
        ? tokenPage(person, bearer)
        : new Response(`${bearer}\n`, { headers: { 'content-type': 'text/plain' } });
    },
    'GET /.well-known/openid-configuration': () => json(discovery(issuer())),
    'GET /jwks.json': () => json(keys),
    'GET /authorize': authorize,
    'POST /authorize': authorize,
    'POST /token': exchange,
    'OPTIONS /*': () => new Response(null, { status: 204, headers: openToBrowsers }),
  });
  return { url: server.url, token, stop: server.close };
}

const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks.json`,
  response_types_supported: ['code'],
  grant_types_supported: ['authorization_code'],
  subject_types_supported: ['public'],
  scopes_supported: ['openid'],
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['none'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
});

function personOf(id: string): Person {
  const person = people.find((candidate) => candidate.id === id);
  if (!person) throw new Error(`There is no ${id} among the people of the identity stand-in`);
  return person;
}

function withQuery(uri: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
