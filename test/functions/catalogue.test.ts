import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { handler as listAgencies } from '../../functions/catalogue/list-agencies.ts';
import { handler as listProcedures } from '../../functions/catalogue/list-procedures.ts';
import { handler as listUnits } from '../../functions/catalogue/list-units.ts';
import { handler as readProcedure } from '../../functions/catalogue/read-procedure.ts';
import { table } from '../../shared/aws.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { listingItems } from '../../shared/procedure/listing.ts';
import { boundless } from '../support/boundless.ts';

const wire = mockClient(table);

const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'catalogue',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:ap-southeast-1:000000000000:function:catalogue',
  memoryLimitInMB: '512',
  awsRequestId: 'invocation-1',
  logGroupName: '/catalogue',
  logStreamName: '1',
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

type Parts = Pick<
  APIGatewayProxyEventV2WithJWTAuthorizer,
  'pathParameters' | 'queryStringParameters' | 'rawPath'
>;

const get = (parts: Parts): APIGatewayProxyEventV2WithJWTAuthorizer => ({
  version: '2.0',
  routeKey: '$default',
  rawQueryString: '',
  headers: { 'accept-language': 'vi' },
  isBase64Encoded: false,
  requestContext: {
    accountId: '000000000000',
    apiId: 'api',
    authorizer: { principalId: '', integrationLatency: 0, jwt: { claims: {}, scopes: [] } },
    domainName: 'localhost',
    domainPrefix: 'localhost',
    http: {
      method: 'GET',
      path: parts.rawPath,
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: 'test',
    },
    requestId: 'request-0001',
    routeKey: '$default',
    stage: '$default',
    time: '10/Oct/2021:17:30:00 +0000',
    timeEpoch: 1_633_887_000_000,
  },
  ...parts,
});

const Page = z.object({
  items: z.array(z.looseObject({ code: z.string() })),
  nextCursor: z.string().optional(),
});
const bodyOf = (result: { body?: string | undefined }): unknown => JSON.parse(result.body ?? '');
const pageOf = (result: { body?: string | undefined }) => Page.parse(bodyOf(result));

const search = async (query: Record<string, string>) =>
  listProcedures(get({ rawPath: '/v1/procedures', queryStringParameters: query }), context);

beforeEach(() => {
  vi.stubEnv('TABLE_NAME', 'dossiers');
  vi.stubEnv('LIMITS', JSON.stringify(boundless));
  wire.reset();
  const [listing] = listingItems(catalogue);
  wire.on(GetCommand, { Key: { PK: 'CATALOGUE', SK: 'LISTING' } }).resolves({ Item: listing });
});

describe('list-procedures', () => {
  it('finds "lý lịch tư pháp" without diacritics, and may be kept for a minute', async () => {
    const result = await search({ text: 'ly lich tu phap' });
    expect(result).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'public, max-age=60' } });
    expect(pageOf(result).items.map(({ code }) => code)).toEqual(['2.000488', '2.001417']);
    expect(pageOf(result).nextCursor).toBeUndefined();
  });

  it('pages with a cursor', async () => {
    const first = pageOf(await search({ agency: 'H25.03', limit: '5' }));
    expect(first.items).toHaveLength(5);
    const cursor = first.nextCursor ?? '';
    const second = pageOf(await search({ agency: 'H25.03', limit: '5', cursor }));
    expect(second.items.map(({ code }) => code)).toEqual(['9.000001', '9.000002']);
    expect(second.nextCursor).toBeUndefined();
  });

  it('refuses a cursor of another filter', async () => {
    const { nextCursor = '' } = pageOf(await search({ agency: 'H25.03', limit: '5' }));
    const result = await search({ agency: 'H25.08', limit: '5', cursor: nextCursor });
    expect(result.statusCode).toBe(400);
    expect(bodyOf(result)).toMatchObject({
      type: 'https://dichvucong.hanam.gov.vn/problems/cursor-invalid',
      title: 'Con trỏ trang không hợp lệ, hãy tải lại từ trang đầu',
    });
  });

  it('names every fault of a query at once', async () => {
    const result = await search({ agency: 'Sở Tư pháp', level: '5', limit: '0', colour: 'red' });
    expect(result.statusCode).toBe(400);
    const { errors } = z
      .looseObject({ errors: z.array(z.looseObject({ field: z.string() })) })
      .parse(bodyOf(result));
    expect(errors.map(({ field }) => field).toSorted()).toEqual(['agency', 'colour', 'level', 'limit']);
  });
});

describe('read-procedure', () => {
  const read = (code: string) =>
    readProcedure(get({ rawPath: `/v1/procedures/${code}`, pathParameters: { code } }), context);

  it('answers with the whole procedure', async () => {
    const procedure = catalogue.find(({ code }) => code === '1.002809');
    wire
      .on(GetCommand, { TableName: 'dossiers', Key: { PK: 'CATALOGUE', SK: 'PROCEDURE#1.002809' } })
      .resolves({ Item: { v: 1, procedure } });
    const result = await read('1.002809');
    expect(result).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'public, max-age=60' } });
    expect(bodyOf(result)).toEqual(JSON.parse(JSON.stringify(procedure)));
  });

  it('answers 404 for a code that no procedure has', async () => {
    wire.on(GetCommand).resolves({});
    const result = await read('2.999999');
    expect(result).toMatchObject({
      statusCode: 404,
      headers: { 'content-type': 'application/problem+json' },
    });
    expect(bodyOf(result)).toMatchObject({ title: 'Không có thủ tục với mã này' });
  });

  it('does not take an item that is no procedure for one', async () => {
    wire.on(GetCommand).resolves({ Item: { v: 1, procedure: { code: '1.002809' } } });
    expect((await read('1.002809')).statusCode).toBe(500);
  });
});

describe('list-agencies and list-units', () => {
  it('list the 25 agencies', async () => {
    const { items } = pageOf(await listAgencies(get({ rawPath: '/v1/agencies' }), context));
    expect(items).toHaveLength(25);
  });

  const units = (queryStringParameters?: Record<string, string>) =>
    listUnits(
      get({ rawPath: '/v1/units', ...(queryStringParameters && { queryStringParameters }) }),
      context,
    );

  it('list the districts, and the communes of one', async () => {
    expect(pageOf(await units()).items.map(({ code }) => code)).toEqual([
      '347',
      '349',
      '350',
      '351',
      '352',
      '353',
    ]);
    expect(pageOf(await units({ district: '349' })).items).toHaveLength(16);
  });

  it.each(['999', '35', '13285'])('refuse %s: it is no district', async (district) => {
    const result = await units({ district });
    expect(result.statusCode).toBe(400);
    expect(bodyOf(result)).toMatchObject({ errors: [{ field: 'district', code: 'unit-unknown' }] });
  });
});
