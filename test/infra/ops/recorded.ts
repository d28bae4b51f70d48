import type { CertificateDetail } from '@aws-sdk/client-acm';
import type { ListDetectorsResponse, ListMalwareProtectionPlansResponse } from '@aws-sdk/client-guardduty';
import type { GetAccountSettingsResponse } from '@aws-sdk/client-lambda';
import type { HostedZone } from '@aws-sdk/client-route-53';
import type { GetAccountResponse, GetEmailIdentityResponse } from '@aws-sdk/client-sesv2';
import type { GetParameterResult } from '@aws-sdk/client-ssm';
import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';

// Answers as the API references of the services show them, from an account where nothing is missing.

export const identity: GetCallerIdentityResponse = {
  UserId: 'AROA123456789EXAMPLE:an',
  Account: '111122223333',
  Arn: 'arn:aws:sts::111122223333:assumed-role/Deployer/an',
};

export const bootstrap: GetParameterResult = {
  Parameter: {
    Name: '/cdk-bootstrap/hnb659fds/version',
    Type: 'String',
    Value: '30',
    Version: 4,
    ARN: 'arn:aws:ssm:ap-southeast-1:111122223333:parameter/cdk-bootstrap/hnb659fds/version',
    DataType: 'text',
  },
};

export const partnerSecret: GetParameterResult = {
  Parameter: {
    Name: '/motcua/production/partners/postal',
    Type: 'SecureString',
    Value:
      'AQICAHgE1lPx0yhWkL3Vt9bVQK4C7bGm0T5sYc3yq6uYH0dRkAFm2v3uJ9WJ0oZ8sYpQ7k0bAAAAoDCBnQYJKoZIhvcNAQcGoIGP',
    Version: 1,
    ARN: 'arn:aws:ssm:ap-southeast-1:111122223333:parameter/motcua/production/partners/postal',
    DataType: 'text',
  },
};

export const sending: GetAccountResponse = {
  DedicatedIpAutoWarmupEnabled: true,
  EnforcementStatus: 'HEALTHY',
  ProductionAccessEnabled: true,
  SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
  SendingEnabled: true,
  SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
};

export const sender: GetEmailIdentityResponse = {
  IdentityType: 'DOMAIN',
  FeedbackForwardingStatus: true,
  VerifiedForSendingStatus: true,
  VerificationStatus: 'SUCCESS',
  DkimAttributes: {
    SigningEnabled: true,
    Status: 'SUCCESS',
    SigningAttributesOrigin: 'AWS_SES',
    Tokens: ['vvjuipp74whm76gqoni7qmwwn4w4qusj', '3frqe7jn4obpuxjpwpolz6ipb3k5nvt2', 'hnb3kpq4obpuxjpwp'],
  },
  MailFromAttributes: {
    MailFromDomain: '',
    MailFromDomainStatus: 'PENDING',
    BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
  },
  Policies: {},
  Tags: [],
};

export const functions: GetAccountSettingsResponse = {
  AccountLimit: {
    TotalCodeSize: 80_530_636_800,
    CodeSizeUnzipped: 262_144_000,
    CodeSizeZipped: 52_428_800,
    ConcurrentExecutions: 1000,
    UnreservedConcurrentExecutions: 1000,
  },
  AccountUsage: { TotalCodeSize: 0, FunctionCount: 0 },
};

export const plans: ListMalwareProtectionPlansResponse = { MalwareProtectionPlans: [] };

export const detectors: ListDetectorsResponse = { DetectorIds: ['12abc34d567e8fa901bc2d34e56789f0'] };

export const zone: HostedZone = {
  Id: '/hostedzone/Z08514612QKXRT',
  Name: 'dichvucong.hanam.gov.vn.',
  CallerReference: '2021-10-01T08:00:00.000Z',
  Config: { Comment: '', PrivateZone: false },
  ResourceRecordSetCount: 12,
};

export const certificate: CertificateDetail = {
  CertificateArn: 'arn:aws:acm:ap-southeast-1:111122223333:certificate/5f0c3a0e-6a6b-4c58-8d0b-2f6d5b7c9e11',
  DomainName: 'api.dichvucong.hanam.gov.vn',
  SubjectAlternativeNames: ['api.dichvucong.hanam.gov.vn'],
  Status: 'ISSUED',
  Type: 'AMAZON_ISSUED',
  KeyAlgorithm: 'RSA_2048',
  InUseBy: [],
  RenewalEligibility: 'INELIGIBLE',
  DomainValidationOptions: [
    {
      DomainName: 'api.dichvucong.hanam.gov.vn',
      ValidationStatus: 'SUCCESS',
      ValidationMethod: 'DNS',
      ResourceRecord: {
        Name: '_a79865eb4cd1a6ab990a45779b4e0b96.api.dichvucong.hanam.gov.vn.',
        Type: 'CNAME',
        Value: '_424c7224e9b0146f9a8808af955727d0.acm-validations.aws.',
      },
    },
  ],
};

/** The discovery document of an identity provider (OpenID Connect Discovery 3), and the keys it leads to. */
export const discovery = {
  issuer: 'https://sso.dichvucong.hanam.gov.vn',
  authorization_endpoint: 'https://sso.dichvucong.hanam.gov.vn/oauth2/authorize',
  jwks_uri: 'https://sso.dichvucong.hanam.gov.vn/oauth2/jwks',
  id_token_signing_alg_values_supported: ['RS256'],
};

export const keys = {
  keys: [
    {
      kty: 'RSA',
      use: 'sig',
      alg: 'RS256',
      kid: '2021-10',
      n: 'sXchDaQebHnPiGvyDOAT4saGEUetSyo9',
      e: 'AQAB',
    },
  ],
};
