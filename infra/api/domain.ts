import { DomainName, EndpointType, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../settings/shape.ts';

type Domain = NonNullable<Settings['domain']>;

/** The zone that a domain stands in, where it is ours. */
export const zoneOf = (scope: Construct, { hostedZone }: Domain): IHostedZone | undefined =>
  hostedZone &&
  HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: hostedZone.id,
    zoneName: hostedZone.name,
  });

/** The certificate of a domain: the one that is stated, or one that ACM makes and renews. */
export const certificateOf = (
  scope: Construct,
  { name, certificateArn }: Domain,
  zone: IHostedZone | undefined,
): ICertificate =>
  certificateArn
    ? Certificate.fromCertificateArn(scope, 'Certificate', certificateArn)
    : new Certificate(scope, 'Certificate', {
        domainName: name,
        validation: CertificateValidation.fromDns(zone),
      });

/** The domain that clients reach the API by, with its certificate and, where the zone is ours, its address record. */
export class ApiDomain extends Construct {
  readonly domainName: DomainName;

  constructor(scope: Construct, id: string, domain: Domain) {
    super(scope, id);
    const { name } = domain;
    const zone = zoneOf(this, domain);
    this.domainName = new DomainName(this, 'DomainName', {
      domainName: name,
      certificate: certificateOf(this, domain, zone),
      endpointType: EndpointType.REGIONAL,
      // TLS 1.2 and 1.3, the only policy for HTTP APIs (API Gateway guide, "Choose a security policy for your custom domain").
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    const { regionalDomainName, regionalHostedZoneId } = this.domainName;
    if (zone)
      new ARecord(this, 'Address', {
        zone,
        recordName: `${name}.`,
        target: RecordTarget.fromAlias(
          new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
        ),
      });
    else new CfnOutput(this, 'Target', { value: regionalDomainName }).overrideLogicalId('ApiDomainTarget');
  }
}
