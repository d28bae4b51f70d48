import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  CfnStage,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type Operation, partnerOf } from '../../shared/http/operation.ts';
import { ImpactAlarm } from '../alarms.ts';
import { pascalCase } from '../functions/contract.ts';
import type { Settings } from '../settings/shape.ts';
import { ApiDomain } from './domain.ts';
import { bearsToken } from './openapi/problems.ts';

/** What an access log tells: the route, never the path with its ids, nor who called from where. */
const accessLog = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  error: '$context.error.message',
  authorizerError: '$context.authorizer.error',
  integrationError: '$context.integrationErrorMessage',
};

export type ApiStackProps = StackProps & {
  readonly settings: Settings;
  /** Encrypts the access log. */
  readonly key: IKey;
  readonly alarms: ITopic;
  /** What serves each operation. */
  readonly handlers: ReadonlyMap<Operation, IFunction>;
};

/** The HTTP API: one route for each operation, closed to all without a token unless its contract opens it. */
export class ApiStack extends Stack {
  readonly #api: HttpApi;
  readonly #stage: CfnStage;
  readonly #authorizer: HttpJwtAuthorizer;
  readonly #settings: Settings;
  readonly #slowRoutes: Record<string, { ThrottlingRateLimit: number; ThrottlingBurstLimit: number }> = {};

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    const { settings, key, alarms, handlers, ...stackProps } = props;
    super(scope, id, stackProps);
    this.#settings = settings;
    this.#authorizer = new HttpJwtAuthorizer('Authorizer', settings.identity.issuer, {
      jwtAudience: [settings.identity.audience],
    });
    this.#api = new HttpApi(this, 'HttpApi', {
      apiName: `motcua-${settings.stage}`,
      createDefaultStage: false,
      // One way in: what guards the domain guards all.
      ...(settings.domain && { disableExecuteApiEndpoint: true }),
      defaultAuthorizer: this.#authorizer,
      corsPreflight: {
        allowOrigins: settings.cors.origins,
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
        allowHeaders: [
          'accept-language',
          'authorization',
          'content-type',
          'idempotency-key',
          'if-match',
          'x-correlation-id',
        ],
        exposeHeaders: ['etag', 'idempotent-replayed', 'location', 'retry-after', 'x-correlation-id'],
        maxAge: Duration.hours(1),
      },
    });
    const stage = this.stage(key);
    new CfnOutput(this, 'ApiUrl', { value: this.address(stage) });
    this.#stage = cfnStageOf(stage);
    this.#stage.routeSettings = this.#slowRoutes;
    new ImpactAlarm(this, 'Failing', {
      alarms,
      metric: stage.metricServerError({ period: Duration.minutes(5), statistic: 'sum' }),
      above: 5,
      impact: 'Citizens and officers get errors instead of answers.',
      runbook: 'api-errors',
    });
    for (const [operation, handler] of handlers) this.open(operation, handler);
  }

  /** Opens the route of an operation to those its contract names. */
  private open(operation: Operation, handler: IFunction): void {
    const id = pascalCase(operation.id);
    const isOpen = !bearsToken(operation);
    const route = new HttpRoute(this, id, {
      httpApi: this.#api,
      routeKey: HttpRouteKey.with(operation.path, HttpMethod[operation.method]),
      integration: new HttpLambdaIntegration(`${id}Integration`, handler),
      ...(isOpen && { authorizer: new HttpNoneAuthorizer() }),
    });
    if (isOpen)
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: partnerOf(operation.callers)
          ? 'A partner signs its body; the function checks the signature before anything else.'
          : 'Open to everyone by law (TT 01/2018/TT-VPCP Điều 16) or by a secret in the body.',
      });
    // What is asked without signing in is guessed at, so it goes slowly.
    if (operation.callers === 'public' && operation.body) this.slowDown(operation, route);
  }

  private slowDown({ method, path }: Operation, route: HttpRoute): void {
    const { rate, burst } = this.#settings.throttling.tracking;
    this.#slowRoutes[`${method} ${path}`] = { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst };
    // API Gateway refuses settings of a route that is not there yet.
    this.#stage.node.addDependency(route);
  }

  /** The URL of the stage: that of the domain, if there is one. */
  private address(stage: HttpStage): string {
    const { domain, publicUrl } = this.#settings;
    if (!domain) return this.#api.apiEndpoint;
    const { domainName } = new ApiDomain(this, 'Domain', domain);
    new ApiMapping(this, 'Mapping', { api: this.#api, domainName, stage });
    return publicUrl;
  }

  private stage(key: IKey): HttpStage {
    const { throttling, logRetentionDays } = this.#settings;
    const logGroup = new LogGroup(this, 'AccessLogs', {
      encryptionKey: key,
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    return new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      autoDeploy: true,
      throttle: { rateLimit: throttling.all.rate, burstLimit: throttling.all.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
  }
}

function cfnStageOf(stage: HttpStage): CfnStage {
  const resource = stage.node.defaultChild;
  if (!(resource instanceof CfnStage)) throw new Error('the stage has no CloudFormation resource');
  return resource;
}
