import * as z from 'zod';
import type { Assembly, Resource } from '../assembly.ts';
import { mayInvoke } from '../permissions.ts';
import { type Authorizer, authorizing, type Verdict } from './authorizer.ts';
import { type Cors, corsSchema } from './cors.ts';
import { type Limit, throttle } from './throttle.ts';

/** The HTTP API of the templates. */
export type Api = {
  readonly apiId: string;
  readonly accountId: string;
  readonly stage: string;
  readonly cors: Cors | undefined;
  /** Format of a line of the access log, with `$context` variables. */
  readonly accessLogFormat: string | undefined;
  readonly routes: readonly Route[];
};

export type Route = {
  readonly routeKey: string;
  readonly functionArn: string;
  /** Answers after this long with a 503, whatever the function does. */
  readonly timeoutMs: number;
  readonly authorize: ((authorization: string | undefined) => Promise<Verdict>) | undefined;
  readonly takes: () => boolean;
};

const apiProperties = z.object({ CorsConfiguration: corsSchema.optional() });
const routeProperties = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
});
const integrationProperties = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().default(30_000),
});
const authorizerProperties = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});
const throttling = z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() });
const stageProperties = z.object({
  StageName: z.literal('$default'),
  AccessLogSettings: z.object({ Format: z.string() }).optional(),
  DefaultRouteSettings: throttling.partial().default({}),
  RouteSettings: z.record(z.string(), throttling.partial()).default({}),
});
type Stage = z.infer<typeof stageProperties>;

/** What an account's APIs take together in AWS (HTTP API quotas), for stages that set no limit. */
const ACCOUNT_LIMIT: Limit = { rate: 10_000, burst: 5_000 };

const only = (assembly: Assembly, type: Parameters<Assembly['ofType']>[0]): Resource => {
  const resources = assembly.ofType(type);
  const [resource] = resources;
  if (!resource || resources.length > 1)
    throw new Error(`the local run serves one ${type}, not ${resources.length}`);
  return resource;
};

function limitOf({ DefaultRouteSettings, RouteSettings }: Stage, routeKey: string): Limit {
  const set = { ...DefaultRouteSettings, ...RouteSettings[routeKey] };
  return {
    rate: set.ThrottlingRateLimit ?? ACCOUNT_LIMIT.rate,
    burst: set.ThrottlingBurstLimit ?? ACCOUNT_LIMIT.burst,
  };
}

/** The routes of the API. Throws when one leads to a function that does not let API Gateway invoke it. */
function readRoutes(assembly: Assembly, api: Resource, stage: Stage): readonly Route[] {
  const authorizers = new Map(
    assembly.ofType('AWS::ApiGatewayV2::Authorizer').map(({ ref, properties }) => {
      const { JwtConfiguration } = authorizerProperties.parse(properties);
      const authorizer: Authorizer = { issuer: JwtConfiguration.Issuer, audience: JwtConfiguration.Audience };
      return [ref, authorizing(authorizer)] as const;
    }),
  );
  const { region, accountId } = assembly.context;
  return assembly.ofType('AWS::ApiGatewayV2::Route').map(({ id, properties }) => {
    const { RouteKey, Target, AuthorizationType, AuthorizerId = '' } = routeProperties.parse(properties);
    const integration = assembly.find(
      'AWS::ApiGatewayV2::Integration',
      Target.replace(/^integrations\//, ''),
    );
    const { IntegrationUri, TimeoutInMillis } = integrationProperties.parse(integration.properties);
    const source = `arn:aws:execute-api:${region}:${accountId}:${api.ref}/$default/${RouteKey.replace(' ', '')}`;
    if (!mayInvoke(assembly, IntegrationUri, 'apigateway.amazonaws.com', source)) {
      throw new Error(`${id}: no permission lets API Gateway invoke ${IntegrationUri} for ${RouteKey}`);
    }
    const authorize = authorizers.get(AuthorizerId);
    if (AuthorizationType === 'JWT' && !authorize)
      throw new Error(`${id}: the templates have no authorizer ${AuthorizerId}`);
    return {
      routeKey: RouteKey,
      functionArn: IntegrationUri,
      timeoutMs: TimeoutInMillis,
      authorize: AuthorizationType === 'JWT' ? authorize : undefined,
      takes: throttle(limitOf(stage, RouteKey)),
    };
  });
}

/** Reads the one HTTP API of an assembly. Throws when there is none, or when it says what the local run cannot do. */
export function readApi(assembly: Assembly): Api {
  const api = only(assembly, 'AWS::ApiGatewayV2::Api');
  const stage = stageProperties.parse(only(assembly, 'AWS::ApiGatewayV2::Stage').properties);
  return {
    apiId: api.ref,
    accountId: assembly.context.accountId,
    stage: stage.StageName,
    cors: apiProperties.parse(api.properties).CorsConfiguration,
    accessLogFormat: stage.AccessLogSettings?.Format,
    routes: readRoutes(assembly, api, stage),
  };
}
