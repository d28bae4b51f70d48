import { ACMClient, DescribeCertificateCommand, ResourceNotFoundException } from '@aws-sdk/client-acm';
import { GetHostedZoneCommand, NoSuchHostedZone, Route53Client } from '@aws-sdk/client-route-53';
import { aws, type Check } from './check.ts';

/** Whether a name of a certificate covers a domain: itself, or by a wildcard the domains one label below. */
const covers = (name: string, domain: string): boolean =>
  name === domain || (name.startsWith('*.') && domain.replace(/^[^.]+/, '*') === name);

/** The certificate of the API's domain: stated, or made by the deploy, which waits until its DNS record is there. */
export const certificate: Check = {
  name: 'certificate',
  needs: ['acm:DescribeCertificate'],
  look: async (place) => {
    const { domain, publicUrl } = place.settings;
    if (!domain) return { verdict: 'ok', says: `${publicUrl} is no domain of the stage's own.` };
    const { name, hostedZone, certificateArn } = domain;
    if (!certificateArn)
      return hostedZone
        ? {
            verdict: 'ok',
            says: `The deploy makes one for ${name}, and its DNS record in ${hostedZone.name}.`,
          }
        : {
            verdict: 'ask',
            says: `The deploy makes one for ${name} and waits: whoever keeps the zone enters the record that ACM names then.`,
            command: aws(place, 'acm list-certificates --certificate-statuses PENDING_VALIDATION'),
          };
    const request = aws(place, `acm request-certificate --domain-name ${name} --validation-method DNS`);
    try {
      const { Certificate = {} } = await new ACMClient(place.connection).send(
        new DescribeCertificateCommand({ CertificateArn: certificateArn }),
      );
      const { Status, DomainName = '', SubjectAlternativeNames = [] } = Certificate;
      if (![DomainName, ...SubjectAlternativeNames].some((one) => covers(one, name)))
        return {
          verdict: 'missing',
          says: `The certificate is of ${DomainName}, not of ${name}.`,
          command: request,
        };
      return Status === 'ISSUED'
        ? { verdict: 'ok', says: `The certificate of ${name} is issued.` }
        : {
            verdict: 'missing',
            says: `The certificate of ${name} is not issued (${Status}): its DNS record is missing.`,
            command: aws(
              place,
              `acm describe-certificate --certificate-arn ${certificateArn} --query Certificate.DomainValidationOptions[].ResourceRecord`,
            ),
          };
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      return { verdict: 'missing', says: `ACM knows no certificate ${certificateArn}.`, command: request };
    }
  },
};

/** The zone that the deploy writes the domain's records into must be public, and hold the domain. */
export const zone: Check = {
  name: 'hosted zone',
  needs: ['route53:GetHostedZone'],
  look: async (place) => {
    const { domain } = place.settings;
    if (!domain?.hostedZone)
      return { verdict: 'ok', says: 'The stage keeps no zone: its DNS is entered by hand.' };
    const { id, name } = domain.hostedZone;
    const command = aws(place, `route53 list-hosted-zones-by-name --dns-name ${name}`);
    try {
      const { HostedZone } = await new Route53Client(place.connection).send(
        new GetHostedZoneCommand({ Id: id }),
      );
      if (HostedZone?.Name !== `${name}.`)
        return { verdict: 'missing', says: `The zone ${id} is ${HostedZone?.Name}, not ${name}.`, command };
      return HostedZone.Config?.PrivateZone
        ? { verdict: 'missing', says: `The zone ${name} is private.`, command }
        : { verdict: 'ok', says: `The zone ${name} is there.` };
    } catch (error) {
      if (!(error instanceof NoSuchHostedZone)) throw error;
      return { verdict: 'missing', says: `There is no zone ${id}.`, command };
    }
  },
};
