import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import {
  CfnDynamicReference,
  CfnDynamicReferenceService,
  CfnOutput,
  Stack,
  type StackProps,
  Validations,
} from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { EDGE_HEADER } from '../../shared/http/edge.ts';
import { operations } from '../../shared/operations.ts';
import type { Settings } from '../settings/shape.ts';
import { certificateOf, zoneOf } from './domain.ts';

/**
 * The parameter that holds what the edge proves itself by: entered by an operator in the region of the edge and in that of
 * the functions, the same in both.
 */
export const edgeKeyName = ({ stage }: Pick<Settings, 'stage'>): string => `/motcua/${stage}/edge`;

/** Its value, as CloudFormation looks it up at each deploy. */
export const edgeKeyOf = (settings: Pick<Settings, 'stage'>): string =>
  new CfnDynamicReference(CfnDynamicReferenceService.SSM, edgeKeyName(settings)).toString();

/** Seconds in which the rules count, and the requests of one address that they let through meanwhile. */
const COUNTED_SECONDS = 300;
const MOST_OF_ADDRESS = 3000;
const MOST_GUESSES = 100;

/** No request is kept as a sample, for it would show tokens and codes. */
const seenAs = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

const tooMany: CfnWebACL.RuleActionProperty = { block: { customResponse: { responseCode: 429 } } };

/** How many requests of one address pass, of all or of those to some paths. */
const rate = (
  name: string,
  priority: number,
  limit: number,
  scopeDownStatement?: CfnWebACL.StatementProperty,
): CfnWebACL.RuleProperty => ({
  name,
  priority,
  action: tooMany,
  statement: {
    rateBasedStatement: {
      aggregateKeyType: 'IP',
      evaluationWindowSec: COUNTED_SECONDS,
      limit,
      ...(scopeDownStatement && { scopeDownStatement }),
    },
  },
  visibilityConfig: seenAs(name),
});

/** Rules that AWS keeps. */
const kept = (name: string, priority: number): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
  visibilityConfig: seenAs(name),
});

/** Where something is asked that can be guessed: without a token, and with a body. */
const guessable = operations
  .filter(({ callers, body }) => callers === 'public' && body !== undefined)
  .map(({ path }) => path);

const under = (path: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: 'EXACTLY',
    searchString: path,
    textTransformations: [{ priority: 0, type: 'NORMALIZE_PATH' }],
  },
});

export type EdgeStackProps = StackProps & {
  readonly settings: Settings & Required<Pick<Settings, 'edge' | 'domain'>>;
};

/**
 * A firewall before the API, for a stage that wants one: a web ACL cannot stand before an HTTP API itself (WAF developer
 * guide, resources that you can protect), so CloudFront does, and the API believes nobody else. It keeps nothing: each
 * answer says `no-store`. Of the rules that AWS keeps, the core set is left out: it takes long forms in Vietnamese for attacks.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: EdgeStackProps) {
    super(scope, id, props);
    const { name } = settings.edge;
    const zone = zoneOf(this, settings.edge);
    const firewall = new CfnWebACL(this, 'Firewall', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      rules: [
        rate('EveryAddress', 0, MOST_OF_ADDRESS),
        rate('Guessing', 1, MOST_GUESSES, { orStatement: { statements: guessable.map(under) } }),
        kept('AWSManagedRulesAmazonIpReputationList', 2),
        kept('AWSManagedRulesKnownBadInputsRuleSet', 3),
      ],
      visibilityConfig: seenAs('Firewall'),
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: `motcua ${settings.stage}`,
      domainNames: [name],
      certificate: certificateOf(this, settings.edge, zone),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: firewall.attrArn,
      defaultBehavior: {
        origin: new HttpOrigin(settings.domain.name, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          customHeaders: { [EDGE_HEADER]: edgeKeyOf(settings) },
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
    });
    Validations.of(distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'Citizens file from abroad too.' },
      {
        id: 'AwsSolutions-CFR3',
        reason: 'The API writes the access log, without paths, addresses or tokens.',
      },
    );
    if (zone)
      new ARecord(this, 'Address', {
        zone,
        recordName: `${name}.`,
        target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)),
      });
    else
      new CfnOutput(this, 'Target', { value: distribution.distributionDomainName }).overrideLogicalId(
        'EdgeTarget',
      );
  }
}
