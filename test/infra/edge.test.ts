import { describe, expect, it, test } from 'vitest';
import { buildIfChanged } from '../../infra/build/build.ts';
import { kinds } from '../../infra/cost/kinds.ts';
import { amountOf, line } from '../../infra/cost/line.ts';
import { usage } from '../../infra/cost/usage.ts';
import { production } from '../../infra/settings/production.ts';
import { Settings } from '../../infra/settings/shape.ts';
import { synthesize } from './synthesis.ts';

await buildIfChanged();
const domain = { name: 'goc.dichvucong.hanam.gov.vn' };
const edge = { name: 'api.dichvucong.hanam.gov.vn' };
const made = synthesize(Settings.parse({ ...production, domain, edge }));

const only = (type: string): Record<string, unknown> => {
  const [one, ...others] = made.ofType(type);
  if (!one || others.length > 0) throw new Error(`${1 + others.length} of ${type}`);
  return one.Properties;
};

describe('a stage with an edge', () => {
  it('stands behind a firewall, which CloudFront asks of everything', () => {
    const { Scope, DefaultAction, Rules } = only('AWS::WAFv2::WebACL');
    expect([Scope, DefaultAction]).toEqual(['CLOUDFRONT', { Allow: {} }]);
    expect(Rules).toMatchObject([
      {
        Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
        Statement: { RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: 3000 } },
      },
      {
        Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
        Statement: { RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: 100 } },
      },
      { Statement: { ManagedRuleGroupStatement: { Name: 'AWSManagedRulesAmazonIpReputationList' } } },
      { Statement: { ManagedRuleGroupStatement: { Name: 'AWSManagedRulesKnownBadInputsRuleSet' } } },
    ]);
    const asked = JSON.stringify(Rules).match(/(?<="SearchString":")[^"]+/g);
    expect(asked).toEqual(['/v1/tracking', '/v1/tracking/rating', '/v1/verifications']);
    expect(JSON.stringify(Rules)).not.toContain('"SampledRequestsEnabled":true');
  });

  it('is reached by one name over TLS, keeps no answer, and proves itself to the API', () => {
    expect(only('AWS::CloudFront::Distribution').DistributionConfig).toMatchObject({
      Aliases: [edge.name],
      DefaultCacheBehavior: {
        // Managed policies: CachingDisabled, AllViewerExceptHostHeader (CloudFront developer guide).
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        ViewerProtocolPolicy: 'https-only',
      },
      Origins: [
        {
          DomainName: domain.name,
          CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
          OriginCustomHeaders: [
            { HeaderName: 'x-motcua-edge', HeaderValue: '{{resolve:ssm:/motcua/production/edge}}' },
          ],
        },
      ],
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
      WebACLId: { 'Fn::GetAtt': ['Firewall', 'Arn'] },
    });
  });

  it('lets every function of the API, and no worker, know by what the edge proves itself', () => {
    const knowing = made
      .ofType('AWS::Lambda::Function')
      .filter(({ Properties }) => JSON.stringify(Properties).includes('"EDGE_KEY":"{{resolve:ssm:'));
    expect(knowing).toHaveLength(made.ofType('AWS::ApiGatewayV2::Integration').length);
  });

  it('has no finding of the AWS Solutions checks that nobody answered for', () => {
    expect(made.findings).toEqual([]);
  });

  it('costs nine dollars a month more, and sixty cents for a million calls', () => {
    const { Rules } = only('AWS::WAFv2::WebACL');
    const kind = kinds.get('AWS::WAFv2::WebACL');
    if (!kind || !('costs' in kind)) throw new Error('a web ACL costs');
    const resource = { id: 'Firewall', type: 'AWS::WAFv2::WebACL', properties: { Rules } };
    const setting = { resources: [], usage, load: { year: 1, filed: 0, kept: 0 } };
    const fixed = kind.costs(resource, setting).reduce((sum, one) => sum + amountOf(one), 0);
    expect(fixed).toBe(9);
    expect(amountOf(line('requests looked at', 1_000_000, 'waf.request'))).toBeCloseTo(0.6);
  });
});

test('an edge needs a domain of the API behind it, and a certificate of its own region', () => {
  const refused = (change: object): string =>
    JSON.stringify(Settings.safeParse({ ...production, ...change }).error?.issues.map(({ path }) => path));
  expect(refused({ domain, edge })).toBe(undefined);
  expect(refused({ domain: edge, edge })).toBe('[["edge"]]');
  const certificateArn = 'arn:aws:acm:ap-southeast-1:310492875561:certificate/5f0c3a0e-6a6b-4c58-8d0b';
  expect(refused({ domain, edge: { ...edge, certificateArn } })).toBe('[["edge","certificateArn"]]');
});

test('links lead to the edge', () => {
  expect(Settings.parse({ ...production, domain, edge }).publicUrl).toBe(
    'https://api.dichvucong.hanam.gov.vn',
  );
});
