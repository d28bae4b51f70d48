import { expect, test } from 'vitest';
import * as z from 'zod';
import { operations } from '../../../shared/operations.ts';
import { referred, type Synthesis } from '../synthesis.ts';

/** What the stacks say about who may call. */
export const api = (made: Synthesis): void => {
  const properties = (type: string) => made.ofType(type).map(({ id, Properties }) => ({ id, ...Properties }));

  test('ask for a token on every route but those whose contract opens them', () => {
    const open = made
      .ofType('AWS::ApiGatewayV2::Route')
      .filter(
        ({ Properties }) => Properties.AuthorizationType !== 'JWT' || !referred(Properties.AuthorizerId),
      )
      .map(({ Properties }) => Properties.RouteKey);
    expect(open.sort()).toEqual([
      'GET /asyncapi.json',
      'GET /dashboard',
      'GET /openapi.json',
      'GET /reference',
      'GET /reference/scalar.js',
      'GET /tracking',
      'GET /v1/agencies',
      'GET /v1/payments/vnpay/callbacks',
      'GET /v1/procedures',
      'GET /v1/procedures/{code}',
      'GET /v1/procedures/{code}/fees',
      'GET /v1/statistics/catalogue',
      'GET /v1/statistics/comparison',
      'GET /v1/statistics/figures',
      'GET /v1/supplement-reasons',
      'GET /v1/units',
      'GET /verification',
      'POST /v1/payments/bank/callbacks',
      'POST /v1/payments/dvcqg/callbacks',
      'POST /v1/portal/filings',
      'POST /v1/postal/callbacks',
      'POST /v1/push/callbacks',
      'POST /v1/sms/callbacks',
      'POST /v1/tracking',
      'POST /v1/tracking/rating',
      'POST /v1/verifications',
    ]);
    expect(
      made
        .ofType('AWS::ApiGatewayV2::Route')
        .map(({ Properties }) => Properties.RouteKey)
        .sort(),
    ).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
  });

  test('slow down guessing at the secrets of tracking', () => {
    const throttle = {
      local: { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
      staging: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 },
      production: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
    }[made.stage];
    expect(properties('AWS::ApiGatewayV2::Stage')).toMatchObject([
      {
        RouteSettings: { 'POST /v1/tracking': throttle, 'POST /v1/tracking/rating': throttle },
        DefaultRouteSettings: { ThrottlingRateLimit: expect.any(Number) },
      },
    ]);
  });

  test('are reached by their domain alone, over TLS 1.2 or newer, with a certificate that is kept valid', () => {
    const name = {
      local: [],
      staging: ['api-thunghiem.dichvucong.hanam.gov.vn'],
      production: ['api.dichvucong.hanam.gov.vn'],
    }[made.stage];
    const [api] = made.ofType('AWS::ApiGatewayV2::Api');
    expect(api?.Properties.DisableExecuteApiEndpoint).toBe(name.length > 0 ? true : undefined);
    expect(properties('AWS::ApiGatewayV2::DomainName')).toMatchObject(
      name.map((DomainName) => ({
        DomainName,
        DomainNameConfigurations: [
          {
            CertificateArn: { Ref: 'DomainCertificate6242C448' },
            EndpointType: 'REGIONAL',
            SecurityPolicy: 'TLS_1_2',
          },
        ],
      })),
    );
    const zone = made.live ? { DomainValidationOptions: [{ HostedZoneId: 'Z08514612QKXRT' }] } : {};
    expect(properties('AWS::CertificateManager::Certificate')).toMatchObject(
      name.map((DomainName) => ({ DomainName, ValidationMethod: 'DNS', ...zone })),
    );
    expect(properties('AWS::ApiGatewayV2::ApiMapping')).toMatchObject(
      name.map(() => ({
        ApiId: { Ref: 'HttpApiF5A9A8A7' },
        DomainName: { Ref: 'DomainDomainName988E44EF' },
        Stage: '$default',
      })),
    );
    expect(properties('AWS::Route53::RecordSet')).toMatchObject(
      made.live
        ? [
            {
              Name: 'api.dichvucong.hanam.gov.vn.',
              Type: 'A',
              AliasTarget: {
                DNSName: { 'Fn::GetAtt': ['DomainDomainName988E44EF', 'RegionalDomainName'] },
                HostedZoneId: { 'Fn::GetAtt': ['DomainDomainName988E44EF', 'RegionalHostedZoneId'] },
              },
              HostedZoneId: 'Z08514612QKXRT',
            },
          ]
        : [],
    );
  });

  test('write access logs as JSON without paths, addresses or tokens', () => {
    const [{ AccessLogSettings }] = z
      .tuple([z.object({ AccessLogSettings: z.object({ Format: z.string() }) })])
      .parse(properties('AWS::ApiGatewayV2::Stage'));
    expect(Object.values(JSON.parse(AccessLogSettings.Format))).toEqual([
      '$context.requestId',
      '$context.requestTime',
      '$context.routeKey',
      '$context.status',
      '$context.responseLength',
      '$context.responseLatency',
      '$context.integrationLatency',
      '$context.error.message',
      '$context.authorizer.error',
      '$context.integrationErrorMessage',
    ]);
  });
};
