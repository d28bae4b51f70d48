import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** The services that pass the door, by the name that signatures give them. */
export const services = [
  'dynamodb',
  'sns',
  'sqs',
  's3',
  'ses',
  'secretsmanager',
  'sts',
  'guardduty',
] as const;
export type Service = (typeof services)[number];

/** A request as it came in. `path` and `query` are still percent-encoded, because signatures cover them so. */
export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type Answer = {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | string;
};

/** Why the door says no itself; each service has its own code and status for it. */
export type Fault =
  | 'denied'
  | 'keyDenied'
  | 'unknownKey'
  | 'badSignature'
  | 'expired'
  | 'unsigned'
  | 'throttled'
  | 'unsupported';

type Code = readonly [code: string, status: number];

const json = (status: number): Omit<Record<Fault, Code>, 'throttled' | 'unsupported'> => ({
  denied: ['AccessDeniedException', status],
  keyDenied: ['AccessDeniedException', status],
  unknownKey: ['UnrecognizedClientException', status],
  badSignature: ['InvalidSignatureException', status],
  expired: ['InvalidSignatureException', status],
  unsigned: ['MissingAuthenticationTokenException', status],
});

const query: Omit<Record<Fault, Code>, 'denied' | 'keyDenied' | 'throttled'> = {
  unknownKey: ['InvalidClientTokenId', 403],
  badSignature: ['SignatureDoesNotMatch', 403],
  expired: ['SignatureDoesNotMatch', 403],
  unsigned: ['MissingAuthenticationToken', 403],
  unsupported: ['InvalidAction', 400],
};

/** Codes as each service answers them (its API reference, "Common Error Types" and the KMS pages of SNS and SQS). */
const codes: Record<Service, Record<Fault, Code>> = {
  dynamodb: {
    ...json(400),
    throttled: ['ThrottlingException', 400],
    unsupported: ['UnknownOperationException', 400],
  },
  secretsmanager: {
    ...json(400),
    throttled: ['ThrottlingException', 400],
    unsupported: ['UnknownOperationException', 400],
  },
  guardduty: {
    ...json(403),
    throttled: ['ThrottlingException', 400],
    unsupported: ['UnknownOperationException', 404],
  },
  ses: {
    ...json(403),
    throttled: ['TooManyRequestsException', 429],
    unsupported: ['UnknownOperationException', 404],
  },
  sns: {
    ...query,
    denied: ['AuthorizationError', 403],
    keyDenied: ['KMSAccessDenied', 400],
    throttled: ['Throttled', 429],
  },
  sqs: {
    ...query,
    denied: ['AccessDenied', 403],
    keyDenied: ['KMS.AccessDeniedException', 400],
    throttled: ['RequestThrottled', 403],
  },
  sts: {
    ...query,
    denied: ['AccessDenied', 403],
    keyDenied: ['AccessDenied', 403],
    throttled: ['Throttling', 400],
  },
  s3: {
    denied: ['AccessDenied', 403],
    keyDenied: ['AccessDenied', 403],
    unknownKey: ['InvalidAccessKeyId', 403],
    badSignature: ['SignatureDoesNotMatch', 403],
    expired: ['RequestTimeTooSkewed', 403],
    unsigned: ['AccessDenied', 403],
    throttled: ['SlowDown', 503],
    unsupported: ['NotImplemented', 501],
  },
};

/** An error that goes to the client in the wire format of the service it called. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further elements of an S3 error, as `ProposedSize`. */
  readonly details: Readonly<Record<string, string>>;

  constructor(code: string, status: number, message: string, details: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** The error by which `service` expresses a fault. */
export function awsError(service: Service, fault: Fault, message: string): AwsError {
  const [code, status] = codes[service][fault];
  return new AwsError(code, status, message);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A parser takes a bare one for the end of a line, and gives a line feed.
  '\r': '&#13;',
};

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"'\r]/g, (character) => entities[character] ?? character);

export const unescapeXml = (text: string): string =>
  text
    .replace(/&#(x[\da-f]+|\d+);/gi, (_, code: string) =>
      String.fromCodePoint(Number(code.replace(/^x/i, '0x'))),
    )
    .replace(
      /&(?:lt|gt|quot|apos);/g,
      (entity) => Object.keys(entities).find((key) => entities[key] === entity) ?? entity,
    )
    .replaceAll('&amp;', '&');

export const isQueryProtocol = (headers: IncomingHttpHeaders): boolean =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;

/** The media type in which a service of the AWS JSON protocol speaks. */
const jsonType = (service: Service): string =>
  `application/x-amz-json-${service === 'secretsmanager' ? '1.1' : '1.0'}`;

/** An answer of the AWS JSON protocol. */
export const jsonAnswer = (
  service: Service,
  status: number,
  body: unknown,
  headers: OutgoingHttpHeaders = {},
): Answer => ({
  status,
  headers: { 'content-type': jsonType(service), 'x-amzn-requestid': randomUUID(), ...headers },
  body: JSON.stringify(body),
});

/** An XML answer, of S3 or of the query protocol. */
export const xmlAnswer = (status: number, body: string, headers: OutgoingHttpHeaders = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-amz-request-id': randomUUID(), ...headers },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

const s3Error = (error: AwsError, request: WireRequest): Answer => {
  const elements = {
    Code: error.code,
    Message: error.message,
    ...error.details,
    Resource: request.path,
    RequestId: randomUUID(),
  };
  const inner = Object.entries(elements).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  const answer = xmlAnswer(error.status, `<Error>${inner.join('')}</Error>`);
  return request.method === 'HEAD' ? { ...answer, body: '' } : answer;
};

const queryError = (error: AwsError): Answer => {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const inner = `<Type>${type}</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
  return xmlAnswer(
    error.status,
    `<ErrorResponse><Error>${inner}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
};

/** The error in the wire format of the service. */
export function errorAnswer(service: Service, error: AwsError, request: WireRequest): Answer {
  if (service === 's3') return s3Error(error, request);
  if (isQueryProtocol(request.headers)) return queryError(error);
  const headers =
    service === 'sqs' ? { 'x-amzn-query-error': `${error.code};Sender` } : { 'x-amzn-errortype': error.code };
  return jsonAnswer(
    service,
    error.status,
    { __type: error.code, message: error.message, Message: error.message },
    headers,
  );
}
