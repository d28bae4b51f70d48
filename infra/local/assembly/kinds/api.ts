import * as z from 'zod';
import { type Kind, notRun, opaque } from '../kind.ts';

const throttling = z.strictObject({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() });

const cors = z.strictObject({
  AllowOrigins: z.array(z.string()),
  AllowMethods: z.array(z.string()),
  AllowHeaders: z.array(z.string()),
  ExposeHeaders: z.array(z.string()),
  MaxAge: z.number(),
});
export type ApiCors = z.infer<typeof cors>;

/** The HTTP API of API Gateway. */
export const api = {
  'AWS::ApiGatewayV2::Api': {
    properties: z.strictObject({
      CorsConfiguration: cors,
      ProtocolType: z.literal('HTTP'),
    }),
    ignores: ['DisableExecuteApiEndpoint', 'Name'],
    made: opaque(10),
    attributes: { ApiEndpoint: ({ context }) => context.apiUrl },
  },
  // The address of one machine is the loopback's: a domain, its certificate and what leads to it are not run.
  'AWS::ApiGatewayV2::ApiMapping': { properties: notRun },
  'AWS::ApiGatewayV2::DomainName': {
    properties: notRun,
    named: 'DomainName',
    attributes: { RegionalDomainName: ({ context }) => context.apiUrl },
  },
  'AWS::CertificateManager::Certificate': { properties: notRun },
  'AWS::ApiGatewayV2::Authorizer': {
    properties: z.strictObject({
      AuthorizerType: z.literal('JWT'),
      IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
      JwtConfiguration: z.strictObject({ Issuer: z.string(), Audience: z.array(z.string()) }),
    }),
    ignores: ['ApiId', 'Name'],
    made: opaque(6),
  },
  'AWS::ApiGatewayV2::Integration': {
    properties: z.strictObject({
      IntegrationType: z.literal('AWS_PROXY'),
      IntegrationUri: z.string(),
      PayloadFormatVersion: z.literal('2.0'),
      // An HTTP API waits at most thirty seconds (its quotas).
      TimeoutInMillis: z.int().min(50).max(30_000).default(30_000),
    }),
    ignores: ['ApiId'],
    made: opaque(7),
  },
  'AWS::ApiGatewayV2::Route': {
    properties: z.strictObject({
      RouteKey: z.string().regex(/^[A-Z]+ \/(?:[^{}/]+\/|\{\w+\}\/)*(?:[^{}/]+|\{\w+\})$/),
      Target: z.string(),
      AuthorizationType: z.enum(['NONE', 'JWT']),
      AuthorizerId: z.string().optional(),
    }),
    ignores: ['ApiId'],
    made: opaque(7),
  },
  'AWS::ApiGatewayV2::Stage': {
    properties: z.strictObject({
      StageName: z.literal('$default'),
      DefaultRouteSettings: throttling,
      RouteSettings: z.record(z.string(), throttling).default({}),
    }),
    ignores: ['AccessLogSettings', 'ApiId', 'AutoDeploy'],
    named: 'StageName',
  },
} as const satisfies Record<string, Kind>;
