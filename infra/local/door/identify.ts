import type { Request } from '../http.ts';
import type { Credentials, Principal } from '../iam/principals.ts';
import {
  ALGORITHM,
  credentialOf,
  isPresigned,
  isSigned,
  type Scope,
  sha256Hex,
  signingTime,
} from './signature.ts';
import { AwsError, awsError, type Service, services } from './wire.ts';

/** What a request says of who signed it, before it is believed. */
type Claim = {
  readonly credential: string;
  /** As `20260102T030405Z`. */
  readonly date: string;
  readonly token: string | undefined;
  /** Whether it bears the signature of these credentials. */
  readonly signedBy: (credentials: Credentials, scope: Scope) => Promise<boolean>;
};

/** Finds the principals that claims name, in the one region that there is. */
export type Identifier = {
  /** Who sent this request. Throws the service's own error for a missing, unknown, wrong or outdated signature. */
  identify(request: Request): Promise<{ readonly principal: Principal; readonly service: Service }>;
  /** Who signed what S3 is given in another way: the policy of a browser's form. */
  signerOf(claim: Claim): Promise<Principal>;
};

/** S3 accepts a clock 15 minutes off, every other service 5 (IAM User Guide, "Request signing errors"). */
const toleranceOf = (service: Service): number => (service === 's3' ? 15 : 5) * 60_000;

/** The longest life of a presigned URL: seven days. */
const LONGEST_PRESIGN = 604_800;

const AUTHORIZATION = new RegExp(
  `^${ALGORITHM}\\s+Credential=([^,]+),\\s*SignedHeaders=([^,]+),\\s*Signature=([\\da-f]{64})$`,
);

const parametersOf = ({ query }: Request): URLSearchParams => new URLSearchParams(query);

/** The service a request is for, as its signature says; an unsigned one is S3's. */
export function serviceOf(request: Request): Service {
  const credential =
    AUTHORIZATION.exec(request.headers.authorization ?? '')?.[1] ??
    parametersOf(request).get('X-Amz-Credential') ??
    '';
  return services.find((service) => service === credentialOf(credential)?.service) ?? 's3';
}

/** Without a token nothing is taken from who works in a session, nor with one from who does not. */
function assertToken(service: Service, { sessionToken }: Credentials, token: string | undefined): void {
  if (token === sessionToken) return;
  const message = 'The security token included in the request is invalid.';
  throw token !== undefined && service === 's3'
    ? new AwsError('InvalidToken', 400, message)
    : awsError(service, 'unknownKey', message);
}

const badSignature = (service: Service): AwsError =>
  awsError(
    service,
    'badSignature',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
  );

export function identifier(
  find: (accessKeyId: string) => Principal | undefined,
  region: string,
  now: () => Date,
): Identifier {
  /** The principal of a claim, and how many milliseconds ago it was signed. */
  const believed = async (
    service: Service,
    { credential, date, token, signedBy }: Claim,
  ): Promise<{ principal: Principal; age: number }> => {
    const named = credentialOf(credential);
    const at = signingTime(date);
    if (!named || named.service !== service || !at) throw badSignature(service);
    const principal = find(named.accessKeyId);
    if (!principal) throw awsError(service, 'unknownKey', 'The access key is not known here.');
    assertToken(service, principal, token);
    const elsewhere = `Credential should be scoped to the region ${region}, not ${named.region}.`;
    if (named.region !== region) throw awsError(service, 'badSignature', elsewhere);
    if (!(await signedBy(principal, { service, region, at }))) throw badSignature(service);
    return { principal, age: now().getTime() - at.getTime() };
  };

  const fromHeader = async (request: Request, service: Service): Promise<Principal> => {
    const [, credential = '', names = '', signature = ''] =
      AUTHORIZATION.exec(request.headers.authorization ?? '') ?? [];
    const {
      'x-amz-date': date,
      'x-amz-security-token': token,
      'x-amz-content-sha256': hash,
    } = request.headers;
    const headers = names.split(';');
    const { principal, age } = await believed(service, {
      credential,
      date: String(date),
      token: token?.toString(),
      signedBy: async (credentials, scope) =>
        headers.includes('host') && isSigned(request, credentials, scope, { headers, signature }),
    });
    // S3 takes a body as it comes, where its sender says so (S3 API reference, signature calculation of a single chunk).
    const isOpen = service === 's3' && hash === 'UNSIGNED-PAYLOAD';
    if (hash !== undefined && !isOpen && hash !== sha256Hex(request.body))
      throw new AwsError(
        'XAmzContentSHA256Mismatch',
        400,
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    if (Math.abs(age) > toleranceOf(service))
      throw awsError(service, 'expired', `Signature expired: ${date} is too far from the present.`);
    return principal;
  };

  const fromQuery = async (request: Request): Promise<Principal> => {
    const parameters = parametersOf(request);
    const text = (name: string): string => parameters.get(`X-Amz-${name}`) ?? '';
    const expiresIn = Number(text('Expires'));
    if (text('Algorithm') !== ALGORITHM || !(expiresIn >= 1 && expiresIn <= LONGEST_PRESIGN))
      throw new AwsError(
        'AuthorizationQueryParametersError',
        400,
        'The X-Amz-* parameters are not well formed.',
      );
    const { principal, age } = await believed('s3', {
      credential: text('Credential'),
      date: text('Date'),
      token: parameters.get('X-Amz-Security-Token') ?? undefined,
      signedBy: (credentials, scope) =>
        isPresigned(request, credentials, scope, { expiresIn, signature: text('Signature') }),
    });
    if (age > expiresIn * 1000) throw new AwsError('AccessDenied', 403, 'Request has expired');
    if (age < -toleranceOf('s3')) throw new AwsError('AccessDenied', 403, 'Request is not valid yet');
    return principal;
  };

  return {
    identify: async (request) => {
      const service = serviceOf(request);
      if (request.headers.authorization !== undefined)
        return { principal: await fromHeader(request, service), service };
      if (service === 's3' && request.query.includes('X-Amz-Algorithm='))
        return { principal: await fromQuery(request), service };
      throw awsError(service, 'denied', 'Access Denied');
    },
    signerOf: async (claim) => (await believed('s3', claim)).principal,
  };
}
