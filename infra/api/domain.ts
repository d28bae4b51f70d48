import { DomainName, EndpointType, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../settings/shape.ts';

/** The domain that clients reach the API by, with its certificate and, where the zone is ours, its address record. */
export class ApiDomain extends Construct {
  readonly domainName: DomainName;

  constructor(
    scope: Construct,
    id: string,
    { name, hostedZone, certificateArn }: NonNullable<Settings['domain']>,
  ) {
    super(scope, id);
    const zone =
      hostedZone &&
      HostedZone.fromHostedZoneAttributes(this, 'Zone', {
        hostedZoneId: hostedZone.id,
        zoneName: hostedZone.name,
      });
    this.domainName = new DomainName(this, 'DomainName', {
      domainName: name,
      certificate: certificateArn
        ? Certificate.fromCertificateArn(this, 'Certificate', certificateArn)
        : new Certificate(this, 'Certificate', {
            domainName: name,
            validation: CertificateValidation.fromDns(zone),
          }),
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
