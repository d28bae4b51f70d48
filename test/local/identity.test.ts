import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type IdentityStandIn, startIdentity } from '../../infra/partners/identity.ts';
import { people } from '../../infra/partners/people.ts';
import { settingsOf } from '../../infra/settings/settings.ts';
import { Claims, callerFrom } from '../../shared/http/caller.ts';

/** Verifier and challenge of RFC 7636 appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const CALLBACK = 'http://localhost:5173/dang-nhap';

let dataDirectory: string;
let identity: IdentityStandIn;
const start = () => startIdentity({ port: 0, audience: 'motcua', dataDirectory });
beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'identity-'));
  identity = await start();
});
afterAll(async () => {
  await identity.stop();
  await rm(dataDirectory, { recursive: true });
});

/** As API Gateway's JWT authorizer checks a token. */
const verified = (token: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${identity.url}/jwks.json`)), {
    issuer: identity.url,
    audience: 'motcua',
  });

const request = {
  response_type: 'code',
  client_id: 'motcua-web',
  redirect_uri: CALLBACK,
  scope: 'openid',
  state: 's-1',
  nonce: 'n-1',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
};
const authorizeUrl = (changes: Record<string, string> = {}) =>
  `${identity.url}/authorize?${new URLSearchParams({ ...request, ...changes })}`;

async function codeFor(person: string): Promise<string> {
  const picked = await fetch(authorizeUrl(), {
    method: 'POST',
    body: new URLSearchParams({ person }),
    redirect: 'manual',
  });
  return new URL(picked.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

const Tokens = z.looseObject({ access_token: z.string(), id_token: z.string() });

const exchange = (code: string, changes: Record<string, string> = {}) =>
  fetch(`${identity.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      client_id: 'motcua-web',
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      ...changes,
    }),
  });

describe('a token', () => {
  it('passes the checks of the authorizer and says who a citizen is', async () => {
    const { payload } = await verified(await identity.token('hoa'));
    expect(payload).toMatchObject({
      sub: 'hoa',
      LoaiTaiKhoan: '1',
      SoDinhDanh: '035190001234',
      HoVaTen: 'Nguyễn Thị Hoa',
      NgayThangNamSinh: '08/03/1990',
      GioiTinh: 'Nữ',
      ThuDienTu: 'hoa.nguyen@example.vn',
    });
  });

  it('becomes the caller that the settings make of its claims', async () => {
    const { caller } = settingsOf('local', 4800).identity;
    const callerOf = async (person: string) =>
      callerFrom(Claims.parse(decodeJwt(await identity.token(person))), caller);
    expect(await callerOf('hoa')).toEqual({
      kind: 'applicant',
      subject: 'hoa',
      accountType: 'citizen',
      name: 'Nguyễn Thị Hoa',
      number: '035190001234',
    });
    expect(await callerOf('det-chau-giang')).toMatchObject({
      accountType: 'business',
      name: 'Công ty TNHH Dệt may Châu Giang',
    });
    expect(await callerOf('stp.mot-cua')).toMatchObject({
      kind: 'officer',
      role: 'deskOfficer',
      agency: 'H25.03',
    });
    expect(await callerOf('vpub.kiem-soat')).toMatchObject({ role: 'procedureControl', agency: 'H25.01' });
  });

  it('is refused when it has expired, or when another key signed it', async () => {
    const expired = await identity.token('hoa', { expiresInSeconds: -60 });
    await expect(verified(expired)).rejects.toThrow('"exp" claim timestamp check failed');
    const forged = await identity.token('hoa', { signWithWrongKey: true });
    await expect(verified(forged)).rejects.toThrow('signature verification failed');
  });

  it('carries the claims that a test asks for', async () => {
    const token = await identity.token('hoa', { claims: { LoaiTaiKhoan: '9', aud: 'another' } });
    expect(decodeJwt(token)).toMatchObject({ LoaiTaiKhoan: '9', aud: 'another' });
  });

  it('outlives a restart of its issuer', async () => {
    const token = await identity.token('hoa');
    const restarted = await start();
    const keys = await (await fetch(`${restarted.url}/jwks.json`)).text();
    await restarted.stop();
    const { payload } = await jwtVerify(token, createLocalJWKSet(JSON.parse(keys)));
    expect(payload.sub).toBe('hoa');
    expect(keys).not.toContain('"d"');
  });

  it('is had by a command line of one line', async () => {
    const response = await fetch(`${identity.url}/people/stp.lanh-dao/token`, { method: 'POST' });
    const { payload } = await verified((await response.text()).trim());
    expect(payload).toMatchObject({ VaiTro: 'lanh-dao', MaCoQuan: 'H25.03' });
    expect((await fetch(`${identity.url}/people/nobody/token`, { method: 'POST' })).status).toBe(404);
  });
});

describe('signing in', () => {
  it('is found through the discovery document', async () => {
    const discovery = await (await fetch(`${identity.url}/.well-known/openid-configuration`)).json();
    expect(discovery).toMatchObject({
      issuer: identity.url,
      authorization_endpoint: `${identity.url}/authorize`,
      jwks_uri: `${identity.url}/jwks.json`,
      code_challenge_methods_supported: ['S256'],
    });
  });

  it('shows everybody on a page without a script, and repeats the request in its form', async () => {
    const page = await (await fetch(authorizeUrl({ state: '"><script>' }))).text();
    for (const { id, name } of people) {
      expect(page).toContain(`value="${id}"`);
      expect(page).toContain(name);
    }
    expect(page).not.toContain('<script');
    expect(page).toContain('code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });

  it('gives a code for a person, and for code and verifier the tokens', async () => {
    const picked = await fetch(authorizeUrl(), {
      method: 'POST',
      body: new URLSearchParams({ person: 'minh' }),
      redirect: 'manual',
    });
    const back = new URL(picked.headers.get('location') ?? '');
    expect(`${back.origin}${back.pathname}`).toBe('http://localhost:5173/dang-nhap');
    expect(back.searchParams.get('state')).toBe('s-1');

    const response = await exchange(back.searchParams.get('code') ?? '');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const tokens = Tokens.parse(await response.json());
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 28800 });
    expect((await verified(tokens.access_token)).payload.sub).toBe('minh');
    expect(decodeJwt(tokens.id_token)).toMatchObject({ sub: 'minh', aud: 'motcua-web', nonce: 'n-1' });
  });

  it('takes a code only once', async () => {
    const code = await codeFor('hoa');
    expect((await exchange(code)).status).toBe(200);
    const again = await exchange(code);
    expect([again.status, await again.json()]).toEqual([400, { error: 'invalid_grant' }]);
  });

  it.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }],
    ['another client', { client_id: 'another' }],
    ['another redirect URI', { redirect_uri: 'http://localhost:5173/khac' }],
  ])('takes no code with %s', async (_, changes) => {
    const response = await exchange(await codeFor('hoa'), changes);
    expect([response.status, await response.json()]).toEqual([400, { error: 'invalid_grant' }]);
  });

  it('sends nobody off this machine', async () => {
    const refused = await fetch(authorizeUrl({ redirect_uri: 'https://evil.example/' }), {
      redirect: 'manual',
    });
    expect([refused.status, refused.headers.get('location')]).toEqual([400, null]);
  });

  it('sends a request without PKCE back to its client with the fault', async () => {
    const response = await fetch(authorizeUrl({ code_challenge_method: 'plain' }), { redirect: 'manual' });
    const back = new URL(response.headers.get('location') ?? '');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'invalid_request', state: 's-1' });
  });
});

describe('the people', () => {
  it('are three citizens, two businesses and officers who each have a name of their own', () => {
    const groups = Map.groupBy(people, ({ group }) => group);
    expect([groups.get('citizen')?.length, groups.get('business')?.length]).toEqual([3, 2]);
    expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
    expect(new Set(people.map(({ name }) => name)).size).toBe(people.length);
    for (const { name } of people) expect(name).toBe(name.normalize('NFC'));
  });

  it.each(['H25.03', 'H25.06', 'H25.07', 'H25.08', 'H25.11', 'H25.18'])(
    'at %s are a desk officer, a case officer and a leader',
    (agency) => {
      const roles = people
        .filter(({ claims }) => claims.MaCoQuan === agency && claims.VaiTro !== 'he-thong')
        .map(({ claims }) => claims.VaiTro);
      expect(roles).toEqual(['can-bo-mot-cua', 'chuyen-vien', 'lanh-dao']);
    },
  );

  it('have personal ids that agree with sex and birth', () => {
    for (const { claims } of people.filter(({ group }) => group === 'citizen')) {
      const { SoDinhDanh = '', GioiTinh, NgayThangNamSinh = '' } = claims;
      const year = Number(NgayThangNamSinh.slice(-4));
      const century = (year >= 2000 ? 2 : 0) + (GioiTinh === 'Nữ' ? 1 : 0);
      expect(SoDinhDanh).toMatch(new RegExp(`^035${century}${String(year).slice(2)}\\d{6}$`));
    }
  });

  it('have tax codes whose last digit is the check digit', () => {
    const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    for (const { claims } of people.filter(({ group }) => group === 'business')) {
      const digits = Array.from(claims.MaSoThue ?? '', Number);
      const sum = weights.reduce((total, weight, place) => total + weight * (digits[place] ?? 0), 0);
      expect(digits).toHaveLength(10);
      expect(digits[9]).toBe(10 - (sum % 11));
    }
  });
});
