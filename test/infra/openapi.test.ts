import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openApi } from '../../infra/api/openapi.ts';
import { postalContract } from '../../infra/partners/postal-contract.ts';
import { type Operation, operation } from '../../shared/http/operation.ts';
import { operations } from '../../shared/operations.ts';
import { checkAnswer } from '../support/contract-check.ts';

const Address = z.object({ unit: z.string(), country: z.string().default('VN') }).meta({ id: 'Address' });

const fileDossier = operation({
  id: 'file-dossier',
  area: 'filing',
  method: 'POST',
  path: '/dossiers',
  summary: { vi: 'Nộp hồ sơ', en: 'File a dossier' },
  description: 'The code is given when the dossier is received.',
  callers: { applicants: true },
  writes: 'create',
  body: z.object({ name: z.string().min(1), address: Address }),
  status: 201,
  output: z.object({ id: z.uuid(), filedAt: z.iso.datetime({ offset: true }), address: Address }),
  etag: true,
  problems: ['procedure-not-found', 'online-filing-not-offered', 'day-full'],
  touches: { table: ['get', 'put'] },
  examples: {
    request: { name: 'Nguyễn Thị Hoa', address: { unit: '13285' } },
    response: {
      id: '8e03978e-40d5-43dd-bc93-6894a57f9324',
      filedAt: '2021-10-11T00:30:00+07:00',
      address: { unit: '13285', country: 'VN' },
    },
  },
});

const withdrawDossier = operation({
  id: 'withdraw-dossier',
  area: 'filing',
  method: 'POST',
  path: '/dossiers/{dossierId}/withdrawal',
  summary: { vi: 'Rút hồ sơ', en: 'Withdraw a dossier' },
  callers: { applicants: true },
  writes: 'change',
  params: z.object({ dossierId: z.uuid().meta({ description: 'Id of the dossier.' }) }),
  status: 204,
  problems: ['dossier-not-found', 'transition-not-allowed'],
  touches: { table: ['get', 'put'] },
});

const listProcedures = operation({
  id: 'list-procedures',
  area: 'catalogue',
  method: 'GET',
  path: '/procedures',
  summary: { vi: 'Liệt kê thủ tục', en: 'List procedures' },
  callers: 'public',
  query: z.object({
    text: z.string().max(100).optional(),
    limit: z.coerce.number().int().max(100).default(20),
  }),
  status: 200,
  output: z.object({ items: z.array(z.object({ code: z.string() })), cursor: z.string().optional() }),
  problems: ['cursor-invalid'],
  touches: { indexes: [] },
});

const moveShipment = operation({
  id: 'move-shipment',
  area: 'postal',
  method: 'POST',
  path: '/postal/events',
  summary: { vi: 'Bưu điện báo hành trình', en: 'The operator reports a move' },
  callers: { partner: 'postal' },
  writes: 'callback',
  body: z.object({ eventId: z.string() }),
  status: 204,
  problems: ['shipment-not-found'],
  touches: {},
});

const options = { title: 'Một cửa', serverUrl: '/' };
const contracts: readonly Operation[] = [fileDossier, withdrawDossier, listProcedures, moveShipment];
const description = openApi(contracts, options);
const described = (path: string, method: string) => description.paths[path]?.[method];

/** Redocly's recommended rules, as a list of what breaks them. */
async function lint(document: object, ...rulesToSkip: readonly string[]): Promise<unknown> {
  const directory = await mkdtemp(join(tmpdir(), 'openapi-'));
  const file = join(directory, 'openapi.json');
  await writeFile(file, JSON.stringify(document));
  const { stdout } = await promisify(execFile)(
    join(import.meta.dirname, '../../node_modules/.bin/redocly'),
    ['lint', file, '--format=json', ...rulesToSkip.map((rule) => `--skip-rule=${rule}`)],
    { env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } },
  ).finally(() => rm(directory, { recursive: true }));
  return JSON.parse(stdout);
}

describe('the OpenAPI description', () => {
  it('of the whole API breaks no recommended rule of Redocly', { timeout: 60_000 }, async () => {
    // The service has no licence that the public could take.
    const report = await lint(openApi(operations, options), 'info-license');
    expect(report).toMatchObject({ totals: { errors: 0 }, problems: [] });
  });

  it('of every shape of operation breaks none either', { timeout: 60_000 }, async () => {
    // Not every problem is used by so few operations.
    const report = await lint(description, 'info-license', 'no-unused-components');
    expect(report).toMatchObject({ totals: { errors: 0 }, problems: [] });
  });

  it('of what the postal operator must offer breaks none either', { timeout: 60_000 }, async () => {
    const report = await lint(postalContract(), 'info-license');
    expect(report).toMatchObject({ totals: { errors: 0 }, problems: [] });
  });

  it('describes each operation of the API once', () => {
    const { paths } = openApi(operations, options);
    const ids = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(ids).toHaveLength(operations.length);
    expect(new Set(ids).size).toBe(operations.length);
    expect(ids).toContain('submitDossier');
  });

  it('names an operation in both languages and camel case', () => {
    expect(described('/dossiers', 'post')).toMatchObject({
      operationId: 'fileDossier',
      tags: ['filing'],
      summary: 'Nộp hồ sơ',
      description: '**File a dossier.** The code is given when the dossier is received.',
    });
  });

  it('asks for a token, a signature or nothing, as the contract says who may call', () => {
    expect(described('/dossiers', 'post')?.security).toEqual([{ bearer: [] }]);
    expect(described('/postal/events', 'post')?.security).toEqual([
      { 'postal.x-motcua-signature': [], 'postal.x-motcua-timestamp': [] },
    ]);
    expect(described('/procedures', 'get')?.security).toEqual([]);
  });

  it('adds the problems that follow from the shape of an operation to its own', () => {
    const codesOf = (path: string, method: string) =>
      Object.entries(described(path, method)?.responses ?? {}).map(([status, response]) => [
        Number(status),
        'content' in response
          ? Object.keys(response.content?.['application/problem+json']?.examples ?? {})
          : [],
      ]);
    expect(codesOf('/dossiers', 'post')).toEqual([
      [201, []],
      [400, ['malformed-json', 'invalid-request', 'idempotency-key-required']],
      [401, []],
      [403, ['caller-not-allowed']],
      [404, ['procedure-not-found']],
      [409, ['online-filing-not-offered', 'day-full']],
      [413, ['body-too-large']],
      [415, ['body-not-json']],
      [422, ['idempotency-key-reused']],
      [429, []],
      [431, []],
      [500, ['internal']],
      [503, ['busy']],
    ]);
    expect(codesOf('/dossiers/{dossierId}/withdrawal', 'post')).toEqual([
      [204, []],
      [400, ['invalid-request', 'idempotency-key-required']],
      [401, []],
      [403, ['caller-not-allowed']],
      [404, ['dossier-not-found']],
      [409, ['transition-not-allowed']],
      [412, ['version-stale']],
      [413, ['body-too-large']],
      [422, ['idempotency-key-reused']],
      [428, ['if-match-required']],
      [429, []],
      [431, []],
      [500, ['internal']],
      [503, ['busy']],
    ]);
    expect(codesOf('/postal/events', 'post')).toContainEqual([401, ['signature-invalid']]);
    expect(codesOf('/procedures', 'get').map(([status]) => status)).toEqual([
      200, 400, 403, 413, 429, 431, 500, 503,
    ]);
  });

  it('asks for the headers that a change needs, and states those of the answer', () => {
    expect(described('/dossiers/{dossierId}/withdrawal', 'post')?.parameters).toEqual([
      {
        in: 'path',
        name: 'dossierId',
        description: 'Id of the dossier.',
        required: true,
        schema: { type: 'string', format: 'uuid' },
      },
      { $ref: '#/components/parameters/Idempotency-Key' },
      { $ref: '#/components/parameters/If-Match' },
      { $ref: '#/components/parameters/Accept-Language' },
      { $ref: '#/components/parameters/X-Correlation-Id' },
    ]);
    expect(described('/dossiers', 'post')?.responses[201]).toMatchObject({
      headers: {
        'X-Correlation-Id': { $ref: '#/components/headers/X-Correlation-Id' },
        ETag: { $ref: '#/components/headers/ETag' },
        Location: { $ref: '#/components/headers/Location' },
        'Idempotent-Replayed': { $ref: '#/components/headers/Idempotent-Replayed' },
      },
    });
  });

  it('tells what may be left out of a request from what always stands in an answer', () => {
    expect(description.components.schemas).toMatchObject({
      Address: { required: ['unit', 'country'] },
      AddressInput: { required: ['unit'] },
    });
    expect(
      described('/dossiers', 'post')?.requestBody?.content['application/json'].schema.properties,
    ).toEqual({
      name: { type: 'string', minLength: 1 },
      address: { $ref: '#/components/schemas/AddressInput' },
    });
    expect(described('/procedures', 'get')?.parameters).toContainEqual({
      in: 'query',
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: -9007199254740991, maximum: 100, default: 20 },
    });
  });

  it('shows every problem in Vietnamese', () => {
    expect(description.components.examples['if-match-required']).toEqual({
      value: {
        type: 'https://dichvucong.hanam.gov.vn/problems/if-match-required',
        title: 'Thiếu tiêu đề If-Match với phiên bản hồ sơ',
        status: 428,
        code: 'if-match-required',
        correlationId: '0b8f6c7e-7a53-4a0e-9d0f-5f2c1f6f3c52',
      },
    });
  });

  it('is not made of an example that does not fit its schema', () => {
    const unfit = { ...fileDossier, examples: { request: { name: '', address: { unit: '13285' } } } };
    expect(() => openApi([unfit], options)).toThrow(
      'file-dossier: the request example does not fit its schema',
    );
    const unstated = { ...withdrawDossier, examples: { response: {} } };
    expect(() => openApi([unstated], options)).toThrow('the contract states no schema for it');
  });

  it('is not made of two different schemas with one id', () => {
    const output = z.object({ address: z.object({ street: z.string() }).meta({ id: 'Address' }) });
    expect(() => openApi([fileDossier, { ...listProcedures, output }], options)).toThrow(
      'Two different schemas have the id Address',
    );
  });
});

describe('the contract check', () => {
  const filed = {
    method: 'POST',
    path: '/dossiers',
    status: 201,
    headers: new Headers({
      'content-type': 'application/json',
      'x-correlation-id': 'c-12345678',
      etag: '"1"',
      location: '/dossiers/8e03978e-40d5-43dd-bc93-6894a57f9324',
    }),
    body: {
      id: '8e03978e-40d5-43dd-bc93-6894a57f9324',
      filedAt: '2021-10-11T00:30:00+07:00',
      address: { unit: '13285', country: 'VN' },
    },
  };
  const refused = {
    method: 'POST',
    path: '/dossiers',
    status: 409,
    headers: new Headers({
      'content-type': 'application/problem+json',
      'content-language': 'vi',
      'x-correlation-id': 'c-12345678',
    }),
    body: {
      type: 'https://dichvucong.hanam.gov.vn/problems/day-full',
      title: 'Cơ quan đã nhận đủ 9999 hồ sơ trong ngày',
      status: 409,
      code: 'day-full',
      correlationId: 'c-12345678',
    },
  };

  it('accepts an answer, a problem, an empty answer and one of API Gateway as described', () => {
    const withdrawn = {
      method: 'POST',
      path: '/dossiers/8e03978e-40d5-43dd-bc93-6894a57f9324/withdrawal?x=1',
      status: 204,
      headers: new Headers({ 'x-correlation-id': 'c-12345678', 'idempotent-replayed': 'true' }),
      body: '',
    };
    const stranger = {
      ...filed,
      status: 401,
      headers: new Headers({ 'content-type': 'application/json', 'www-authenticate': 'Bearer' }),
      body: { message: 'Unauthorized' },
    };
    for (const answer of [filed, refused, withdrawn, stranger])
      expect(() => checkAnswer(description, answer)).not.toThrow();
  });

  it('reads the description as the API serves it', () => {
    expect(() => checkAnswer(JSON.parse(JSON.stringify(description)), filed)).not.toThrow();
  });

  it.each([
    ['there is no such operation', { ...filed, path: '/dossier' }],
    ['the status is none of 201, 400, 401', { ...filed, status: 200 }],
    ['header ETag is missing', { ...filed, headers: without(filed.headers, 'etag') }],
    ['header ETag must match pattern', { ...filed, headers: withHeader(filed.headers, 'etag', 'W/"1"') }],
    [
      'the content type text/plain is none of application/json',
      { ...filed, headers: withHeader(filed.headers, 'content-type', 'text/plain') },
    ],
    ['body /id must match format "uuid"', { ...filed, body: { ...filed.body, id: '1' } }],
    [
      "body /address must have required property 'country'",
      { ...filed, body: { ...filed.body, address: { unit: '1' } } },
    ],
    [
      'body /code must be equal to one of the allowed values',
      { ...refused, body: { ...refused.body, code: 'transition-not-allowed' } },
    ],
    ['body /status must be equal to constant', { ...refused, body: { ...refused.body, status: 404 } }],
    [
      'there is a body, where none is due',
      { ...filed, path: '/dossiers/8e03978e-40d5-43dd-bc93-6894a57f9324/withdrawal', status: 204 },
    ],
  ])('refuses an answer when %s', (message, answer) => {
    expect(() => checkAnswer(description, answer)).toThrow(message);
  });
});

function without(headers: Headers, name: string): Headers {
  const fewer = new Headers(headers);
  fewer.delete(name);
  return fewer;
}

function withHeader(headers: Headers, name: string, value: string): Headers {
  const other = new Headers(headers);
  other.set(name, value);
  return other;
}
