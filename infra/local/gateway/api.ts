import type { ApiCors } from '../assembly/kinds/api.ts';
import type { ResourceType } from '../assembly/kinds.ts';
import type { Assembly, Resource } from '../assembly.ts';
import { authorizing, type Verdict } from './authorizer.ts';
import { throttle } from './throttle.ts';

/** The HTTP API of the templates. */
export type Api = {
  readonly apiId: string;
  readonly accountId: string;
  readonly stage: string;
  readonly cors: ApiCors;
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

function only<Type extends ResourceType>(assembly: Assembly, type: Type): Resource<Type> {
  const [resource, ...others] = assembly.ofType(type);
  if (!resource || others.length > 0)
    throw new Error(`the local run serves one ${type}, no more and no less`);
  return resource;
}

/** Reads the one HTTP API of an assembly. Throws when there is none, or when it says what the local run cannot do. */
export function readApi(assembly: Assembly): Api {
  const api = only(assembly, 'AWS::ApiGatewayV2::Api');
  const { StageName, DefaultRouteSettings, RouteSettings } = only(
    assembly,
    'AWS::ApiGatewayV2::Stage',
  ).properties;
  const authorizers = new Map(
    assembly
      .ofType('AWS::ApiGatewayV2::Authorizer')
      .map(({ ref, properties }) => [ref, authorizing(properties.JwtConfiguration)]),
  );
  const routes = assembly.ofType('AWS::ApiGatewayV2::Route').map(({ id, properties }): Route => {
    const { RouteKey, Target, AuthorizationType, AuthorizerId = '' } = properties;
    const integration = assembly.find('AWS::ApiGatewayV2::Integration', Target.replace('integrations/', ''));
    const authorize = AuthorizationType === 'JWT' ? authorizers.get(AuthorizerId) : undefined;
    if (AuthorizationType === 'JWT' && !authorize)
      throw new Error(`${id}: the templates have no authorizer ${AuthorizerId}`);
    return {
      routeKey: RouteKey,
      functionArn: integration.properties.IntegrationUri,
      timeoutMs: integration.properties.TimeoutInMillis,
      authorize,
      takes: throttle(RouteSettings[RouteKey] ?? DefaultRouteSettings),
    };
  });
  return {
    apiId: api.ref,
    accountId: assembly.context.accountId,
    stage: StageName,
    cors: api.properties.CorsConfiguration,
    routes,
  };
}
