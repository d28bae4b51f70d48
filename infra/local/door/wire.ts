import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Answer, Request } from '../http.ts';
import { element } from '../xml.ts';

/** The services that pass the door, by the name that signatures give them. */
export const services = ['dynamodb', 'sns', 'sqs', 's3', 'ses', 'ssm', 'guardduty', 'kms'] as const;
export type Service = (typeof services)[number];

/** Why the door says no itself; each service has its own code and status for it. */
type Fault = 'denied' | 'unknownKey' | 'badSignature' | 'expired' | 'throttled' | 'unsupported';

type Codes = Readonly<Record<Fault, readonly [code: string, status: number]>>;

/** What services of the JSON protocol have in common, in which each has its own status. */
const json = (status: number): Codes => ({
  denied: ['AccessDeniedException', status],
  unknownKey: ['UnrecognizedClientException', status],
  badSignature: ['InvalidSignatureException', status],
  expired: ['InvalidSignatureException', status],
  throttled: ['ThrottlingException', 400],
  unsupported: ['UnknownOperationException', 400],
});

/** And of the query protocol. */
const query = {
  unknownKey: ['InvalidClientTokenId', 403],
  badSignature: ['SignatureDoesNotMatch', 403],
  expired: ['SignatureDoesNotMatch', 403],
  unsupported: ['InvalidAction', 400],
} as const;

/** Codes as each service answers them (its API reference, "Common Error Types"). */
const codes: Readonly<Record<Service, Codes>> = {
  dynamodb: json(400),
  ssm: json(400),
  kms: json(400),
  guardduty: { ...json(403), unsupported: ['UnknownOperationException', 404] },
  ses: {
    ...json(403),
    throttled: ['TooManyRequestsException', 429],
    unsupported: ['UnknownOperationException', 404],
  },
  sns: {
    ...query,
    denied: ['AuthorizationError', 403],
    throttled: ['Throttled', 429],
  },
  sqs: {
    ...query,
    denied: ['AccessDenied', 403],
    throttled: ['RequestThrottled', 403],
  },
  s3: {
    denied: ['AccessDenied', 403],
    unknownKey: ['InvalidAccessKeyId', 403],
    badSignature: ['SignatureDoesNotMatch', 403],
    expired: ['RequestTimeTooSkewed', 403],
    throttled: ['SlowDown', 503],
    unsupported: ['NotImplemented', 501],
  },
};

/** An error that goes to the client in the wire format of the service it called. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, string>>;

  /** @param details further elements of an S3 error, as `ProposedSize` */
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

export const unsupported = (service: Service, what: string): AwsError =>
  awsError(service, 'unsupported', `The local run does not imitate this operation of ${service}: ${what}`);

export const isQueryProtocol = ({ headers }: Request): boolean =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;

/** An answer of the AWS JSON protocol. */
export const jsonAnswer = (status: number, body: unknown, headers: OutgoingHttpHeaders = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID(), ...headers },
  body: JSON.stringify(body),
});

/** An XML answer, of S3 or of the query protocol. */
export const xmlAnswer = (status: number, body: string, headers: OutgoingHttpHeaders = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-amz-request-id': randomUUID(), ...headers },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

/** The error in the wire format of the service. */
export function errorAnswer(service: Service, error: AwsError, request: Request): Answer {
  const { code: Code, status, message: Message, details } = error;
  const RequestId = randomUUID();
  if (service === 's3') return xmlAnswer(status, element('Error', { Code, Message, ...details, RequestId }));
  if (isQueryProtocol(request)) {
    const fault = element('Error', { Type: status < 500 ? 'Sender' : 'Receiver', Code, Message });
    return xmlAnswer(status, `<ErrorResponse>${fault}<RequestId>${RequestId}</RequestId></ErrorResponse>`);
  }
  const headers =
    service === 'sqs' ? { 'x-amzn-query-error': `${Code};Sender` } : { 'x-amzn-errortype': Code };
  return jsonAnswer(status, { __type: Code, message: Message, Message }, headers);
}
