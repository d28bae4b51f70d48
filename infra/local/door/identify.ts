import {
  algorithm,
  isSignedBy,
  parametersOf,
  type Scope,
  scopeOf,
  sha256Hex,
  signingTime,
  stringToSign,
} from './signature.ts';
import { AwsError, awsError, isQueryProtocol, type Service, services, type WireRequest } from './wire.ts';

/** Who may knock: a function's role, or a party outside with an account of its own. */
export type Principal = {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Identity-based policy documents, as the template states them. */
  readonly policies: readonly unknown[];
};

export type Caller = { readonly principal: Principal; readonly service: Service; readonly region: string };

export type FindPrincipal = (accessKeyId: string) => Principal | undefined;

const messages = {
  badSignature:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
  unknownKey: 'The security token included in the request is invalid.',
  unsigned: 'Request is missing Authentication Token',
  unknownS3Key: 'The AWS Access Key Id you provided does not exist in our records.',
} as const;

/** S3 accepts a clock 15 minutes off, every other service 5 (IAM User Guide, "Request signing errors"). */
const toleranceOf = (service: Service): number => (service === 's3' ? 15 : 5) * 60_000;

/** The longest life of a presigned URL: seven days. */
const longestPresign = 604_800;

/** The service a request is for: what its signature says, else what its form says (an unsigned one is S3's). */
export function serviceOf(request: WireRequest): Service {
  const credential =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1] ??
    parametersOf(request.query).find(([name]) => name === 'X-Amz-Credential')?.[1];
  const named = services.find((service) => service === scopeOf(credential ?? '')?.service);
  if (named) return named;
  const target = String(request.headers['x-amz-target'] ?? '');
  if (target.startsWith('DynamoDB')) return 'dynamodb';
  if (target.startsWith('AmazonSQS')) return 'sqs';
  if (target.startsWith('secretsmanager')) return 'secretsmanager';
  if (isQueryProtocol(request.headers)) return 'sns';
  return request.path.startsWith('/v2/email/') ? 'ses' : 's3';
}

/** The principal of an access key. Throws the service's error for a key that nobody holds. */
export function holderOf(service: Service, accessKeyId: string, find: FindPrincipal): Principal {
  const principal = find(accessKeyId);
  if (principal) return principal;
  throw awsError(service, 'unknownKey', service === 's3' ? messages.unknownS3Key : messages.unknownKey);
}

/** What a hash of the body is; S3 alone lets a client leave the body unsigned or sign it in chunks. */
function payloadHashOf(request: WireRequest, service: Service): string {
  const stated = request.headers['x-amz-content-sha256'];
  if (service === 's3' && typeof stated === 'string') {
    if (!/^[\da-f]{64}$/.test(stated)) return stated;
    if (stated === sha256Hex(request.body)) return stated;
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      400,
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  return sha256Hex(request.body);
}

type Signed = {
  readonly scope: Scope;
  readonly time: string;
  readonly headers: readonly string[];
  readonly payloadHash: string;
  readonly signature: string;
};

function verify(request: WireRequest, service: Service, signed: Signed, find: FindPrincipal): Caller {
  const principal = holderOf(service, signed.scope.accessKeyId, find);
  const fits =
    signed.headers.includes('host') &&
    signed.time.startsWith(signed.scope.date) &&
    isSignedBy(principal.secretAccessKey, signed.scope, stringToSign(request, signed), signed.signature);
  if (!fits) throw awsError(service, 'badSignature', messages.badSignature);
  return { principal, service, region: signed.scope.region };
}

const authorization = new RegExp(
  `^${algorithm}\\s+Credential=([^,]+),\\s*SignedHeaders=([^,]+),\\s*Signature=([\\da-f]{64})$`,
);

function fromHeader(request: WireRequest, service: Service, find: FindPrincipal, now: Date): Caller {
  const [, credential = '', headers = '', signature = ''] =
    authorization.exec(request.headers.authorization ?? '') ?? [];
  const scope = scopeOf(credential);
  const time = String(request.headers['x-amz-date'] ?? '');
  const signedAt = signingTime(time);
  if (!scope || !signedAt)
    throw awsError(service, 'badSignature', 'The Authorization or X-Amz-Date header is not well formed.');
  const caller = verify(
    request,
    service,
    { scope, time, headers: headers.split(';'), payloadHash: payloadHashOf(request, service), signature },
    find,
  );
  if (Math.abs(now.getTime() - signedAt.getTime()) > toleranceOf(service)) {
    const skewed = 'The difference between the request time and the current time is too large.';
    throw awsError(
      service,
      'expired',
      service === 's3' ? skewed : `Signature expired: ${time} is too far from ${now.toISOString()}.`,
    );
  }
  return caller;
}

function fromQuery(request: WireRequest, service: Service, find: FindPrincipal, now: Date): Caller {
  const parameters = new Map(parametersOf(request.query));
  const text = (name: string): string => parameters.get(`X-Amz-${name}`) ?? '';
  const scope = scopeOf(text('Credential'));
  const signedAt = signingTime(text('Date'));
  const seconds = Number(text('Expires'));
  if (
    !scope ||
    !signedAt ||
    text('Algorithm') !== algorithm ||
    !(seconds >= 1 && seconds <= longestPresign)
  ) {
    throw new AwsError(
      'AuthorizationQueryParametersError',
      400,
      'The X-Amz-* parameters of the presigned URL are not well formed.',
    );
  }
  const caller = verify(
    request,
    service,
    {
      scope,
      time: text('Date'),
      headers: text('SignedHeaders').split(';'),
      payloadHash: 'UNSIGNED-PAYLOAD',
      signature: text('Signature'),
    },
    find,
  );
  const age = now.getTime() - signedAt.getTime();
  if (age > seconds * 1000)
    throw new AwsError('AccessDenied', 403, 'Request has expired', { 'X-Amz-Expires': String(seconds) });
  if (age < -toleranceOf('s3')) throw new AwsError('AccessDenied', 403, 'Request is not valid yet');
  return caller;
}

/**
 * Who sent this request: checks the signature (header, or query of a presigned URL) against the secret of the
 * principal that holds the access key. Chunk signatures of streamed S3 bodies are not checked. Throws the
 * service's own error for a missing, unknown, wrong or outdated signature.
 */
export function identify(request: WireRequest, find: FindPrincipal, now: Date): Caller {
  const service = serviceOf(request);
  if (request.headers.authorization !== undefined) return fromHeader(request, service, find, now);
  if (service === 's3' && request.query.includes('X-Amz-Algorithm='))
    return fromQuery(request, service, find, now);
  throw awsError(service, 'unsigned', service === 's3' ? 'Access Denied' : messages.unsigned);
}
