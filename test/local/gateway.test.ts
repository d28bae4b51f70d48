import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayAnswers } from '../../infra/api/openapi/answers.ts';
import { type Functions, startFunctions } from '../../infra/local/functions.ts';
import { throttle } from '../../infra/local/gateway/throttle.ts';
import { startGateway } from '../../infra/local/gateway.ts';
import type { Server } from '../../infra/local/http.ts';
import { type IdentityStandIn, startIdentity } from '../../infra/partners/identity.ts';
import { aFunction, anAssembly, noSession, type Resources } from './assembly-fixture.ts';

/** A route to the function `echo`. */
const aRoute = (id: string, routeKey: string, properties: Record<string, unknown> = {}): Resources => ({
  [id]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      RouteKey: routeKey,
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
      AuthorizationType: 'NONE',
      ...properties,
    },
  },
});

const resources = (issuer: string): Resources => ({
  Api: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: {
      ProtocolType: 'HTTP',
      CorsConfiguration: {
        AllowOrigins: ['https://dichvucong.hanam.gov.vn'],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['authorization', 'if-match'],
        ExposeHeaders: ['etag'],
        MaxAge: 3600,
      },
    },
  },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 1000 },
      RouteSettings: { 'GET /slow-down': { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 1 } },
    },
  },
  Authorizer: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: ['motcua'] },
    },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Echo', 'Arn'] },
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: 1500,
    },
  },
  ...aRoute('Open', 'POST /dossiers/{dossierId}/notes'),
  ...aRoute('Latest', 'GET /dossiers/latest'),
  ...aRoute('One', 'GET /dossiers/{dossierId}'),
  ...aRoute('Slow', 'GET /slow-down'),
  ...aRoute('Closed', 'GET /own', { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Authorizer' } }),
  Echo: aFunction('echo', { Timeout: 5 }),
});

const code = `exports.handler = async (event) => {
  const told = event.headers['x-answer'];
  if (told === 'throw') throw new Error('lost');
  if (told === 'sleep') await new Promise((done) => setTimeout(done, 4000));
  return { statusCode: 200, body: JSON.stringify(event), ...(told && JSON.parse(told)) };
}`;

let identity: IdentityStandIn;
let functions: Functions;
let gateway: Server;

beforeAll(async () => {
  identity = await startIdentity({ port: 0, audience: 'motcua', dataDirectory: 'memory' });
  const assembly = anAssembly({ shop: { Resources: resources(identity.url) } }, { echo: code });
  functions = startFunctions({ assembly, sessionOf: noSession });
  gateway = await startGateway({ port: 0, assembly, functions });
});
afterAll(async () => {
  await gateway.close();
  await functions.stop();
  await identity.stop();
});

const call = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${gateway.url}${path}`, init);
const told = (answer: unknown): RequestInit => ({ headers: { 'x-answer': JSON.stringify(answer) } });
const own = (token: string): Promise<Response> =>
  call('/own', { headers: { authorization: `Bearer ${token}` } });

describe('the event of a request', () => {
  it('is payload 2.0 of an HTTP API', async () => {
    const response = await call(
      '/dossiers/H%C3%A0%20Nam/notes?tag=a&tag=b&empty=&text=l%C3%BD+l%E1%BB%8Bch',
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'X-Correlation-Id': 'c1',
          'user-agent': 'test',
        },
        body: '{"note":"đủ"}',
      },
    );
    const event = await response.json();
    const { host } = new URL(gateway.url);
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'POST /dossiers/{dossierId}/notes',
      rawPath: '/dossiers/H%C3%A0%20Nam/notes',
      rawQueryString: 'tag=a&tag=b&empty=&text=l%C3%BD+l%E1%BB%8Bch',
      headers: expect.objectContaining({
        'x-correlation-id': 'c1',
        'content-type': 'application/json',
        host,
      }),
      queryStringParameters: { tag: 'a,b', empty: '', text: 'lý lịch' },
      pathParameters: { dossierId: 'Hà Nam' },
      requestContext: {
        accountId: '000000000000',
        apiId: expect.stringMatching(/^[\da-f]{10}$/),
        domainName: host,
        domainPrefix: '127',
        http: {
          method: 'POST',
          path: '/dossiers/H%C3%A0%20Nam/notes',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: response.headers.get('apigw-requestid'),
        routeKey: 'POST /dossiers/{dossierId}/notes',
        stage: '$default',
        timeEpoch: expect.any(Number),
      },
      body: '{"note":"đủ"}',
      isBase64Encoded: false,
    });
  });

  it('carries what is no text in base64', async () => {
    const body = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff]);
    const response = await call('/dossiers/1/notes', {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body,
    });
    expect(await response.json()).toMatchObject({ body: 'JVBERv8=', isBase64Encoded: true });
  });

  it.each([
    ['GET', '/dossiers/latest', 'GET /dossiers/latest'],
    ['GET', '/dossiers/7', 'GET /dossiers/{dossierId}'],
    ['POST', '/dossiers/latest/notes', 'POST /dossiers/{dossierId}/notes'],
    ['GET', '/dossiers/100%', 'GET /dossiers/{dossierId}'],
  ])('%s %s takes the route %s', async (method, path, routeKey) => {
    expect(await (await call(path, { method })).json()).toMatchObject({ routeKey });
  });
});

describe('the answer', () => {
  it('is what the function says', async () => {
    const answer = {
      statusCode: 201,
      headers: { ETag: '"3"' },
      body: 'eMOjIExpw6ptIENodW5n',
      isBase64Encoded: true,
    };
    const response = await call('/dossiers/1', told(answer));
    expect(response.status).toBe(201);
    expect(response.headers.get('etag')).toBe('"3"');
    expect(response.headers.get('content-type')).toBe('text/plain;charset=utf-8');
    expect(await response.text()).toBe('xã Liêm Chung');
  });

  it.each([
    ['there is no route', '/nowhere', {}, 404, 'Not Found'],
    ['the method has none', '/dossiers/1', { method: 'PUT' }, 404, 'Not Found'],
    ['a variable stands for nothing', '/dossiers/', {}, 404, 'Not Found'],
    [
      'the body is over the 6 MB of Lambda',
      '/dossiers/1/notes',
      { method: 'POST', body: 'x'.repeat(6_291_456) },
      413,
      'Request Too Long',
    ],
  ])('is that of API Gateway when %s', async (_, path, init, status, message) => {
    const response = await call(path, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ message });
  });

  it.each([
    ['there is no token', '/own', {}, 401, 'Unauthorized'],
    ['the function fails', '/dossiers/1', { headers: { 'x-answer': 'throw' } }, 500, 'InternalServerError'],
    ['its result is malformed', '/dossiers/1', told({ statusCode: 'ok' }), 500, 'InternalServerError'],
    [
      'it takes longer than the integration waits',
      '/dossiers/1',
      { headers: { 'x-answer': 'sleep' } },
      503,
      'ServiceUnavailable',
    ],
    [
      'the body is over 10 MB',
      '/dossiers/1/notes',
      { method: 'POST', body: Buffer.alloc(10_485_761) },
      413,
      'ContentTooLarge',
    ],
  ])('is the one that the OpenAPI description names when %s', async (_, path, init, status, name) => {
    const response = await call(path, init);
    expect(response.status).toBe(status);
    const type = String(response.headers.get('content-type'));
    const body = await response.text();
    expect(gatewayAnswers[name]?.content).toEqual({
      [type]: { schema: expect.anything(), example: type === 'text/plain' ? body : JSON.parse(body) },
    });
  });

  it('is 431 when the headers are over 10 KB, and 400 when the request is none', async () => {
    const long = await call('/dossiers/1', { headers: { 'x-long': 'x'.repeat(10_240) } });
    expect(long.status).toBe(431);
    const { port } = new URL(gateway.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.end('GET /dossiers/1 HTTP/1.1\r\nno header\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  it('is 429 when the route is called faster than its setting allows', async () => {
    const first = await call('/slow-down');
    const second = await call('/slow-down');
    expect([first.status, second.status]).toEqual([200, 429]);
    expect(await second.json()).toEqual({ message: 'Too Many Requests' });
  });
});

describe('a route with the JWT authorizer', () => {
  it('hands the claims of the token to the function, all as texts', async () => {
    const claims = { roles: ['desk', 'case'], level: 4, sure: true, place: { unit: '13285' } };
    const response = await own(await identity.token('hoa', { claims }));
    expect(await response.json()).toMatchObject({
      requestContext: {
        authorizer: {
          jwt: {
            scopes: null,
            claims: {
              sub: 'hoa',
              aud: 'motcua',
              roles: '[desk case]',
              level: '4',
              sure: 'true',
              place: 'map[unit:13285]',
            },
          },
        },
      },
    });
  });

  it('asks for a token when there is none', async () => {
    const response = await call('/own');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.json()).toEqual({ message: 'Unauthorized' });
  });

  const soon = () => Math.floor(Date.now() / 1000) + 600;
  it.each([
    ['has expired', () => identity.token('hoa', { expiresInSeconds: -1 }), 'the token has expired'],
    [
      'was signed by someone else',
      () => identity.token('hoa', { signWithWrongKey: true }),
      'signature is invalid',
    ],
    [
      'is for another audience',
      () => identity.token('hoa', { claims: { aud: 'ward' } }),
      'the token does not have a valid audience',
    ],
    [
      'is of another issuer',
      () => identity.token('hoa', { claims: { iss: 'https://other.example' } }),
      'invalid issuer',
    ],
    [
      'is not valid yet',
      () => identity.token('hoa', { claims: { nbf: soon() } }),
      'the token is not valid yet',
    ],
    ['is none', async () => 'not.a.token', 'the token is malformed'],
  ])('refuses a token that %s', async (_, token, description) => {
    const response = await own(await token());
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(
      `Bearer scope="" error="invalid_token" error_description="${description}"`,
    );
  });

  it('takes a client_id in place of an audience', async () => {
    const response = await own(
      await identity.token('hoa', { claims: { aud: undefined, client_id: 'motcua' } }),
    );
    expect(response.status).toBe(200);
  });
});

describe('CORS', () => {
  const origin = 'https://dichvucong.hanam.gov.vn';
  const preflight = (from: string) =>
    call('/own', { method: 'OPTIONS', headers: { origin: from, 'access-control-request-method': 'GET' } });

  it('answers a preflight for an allowed origin without a token', async () => {
    const response = await preflight(origin);
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization,if-match',
      'access-control-max-age': '3600',
    });
  });

  it('allows nothing to another origin', async () => {
    const response = await preflight('https://evil.example');
    expect(response.status).toBe(204);
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('lets an allowed page read errors too, and drops what a function says of it', async () => {
    const missing = await call('/nowhere', { headers: { origin } });
    expect(missing.headers.get('access-control-allow-origin')).toBe(origin);
    expect(missing.headers.get('access-control-expose-headers')).toBe('etag');
    const wide = await call('/dossiers/1', told({ headers: { 'Access-Control-Allow-Origin': '*' } }));
    expect(wide.headers.has('access-control-allow-origin')).toBe(false);
  });
});

it('a token bucket fills with time up to its burst', () => {
  let at = 0;
  const takes = throttle({ ThrottlingRateLimit: 10, ThrottlingBurstLimit: 2 }, () => at);
  expect([takes(), takes(), takes()]).toEqual([true, true, false]);
  at = 100;
  expect([takes(), takes()]).toEqual([true, false]);
  at = 60_000;
  expect([takes(), takes(), takes()]).toEqual([true, true, false]);
});
