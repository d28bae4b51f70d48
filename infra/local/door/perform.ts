import type { Secrets } from '../secrets.ts';
import type { Call } from './actions.ts';
import type { Authorize } from './authorize.ts';
import type { BucketEvents } from './bucket-events.ts';
import { askingForCapacity, withoutCapacity } from './dynamodb.ts';
import type { Upstream } from './forward.ts';
import type { Principal } from './identify.ts';
import { answerCallerIdentity, answerScan, answerSecrets } from './in-process.ts';
import type { Meter } from './meter.ts';
import { addressOf } from './s3.ts';
import type { S3Service } from './s3-service.ts';
import type { Answer, WireRequest } from './wire.ts';

/** Does a call that is allowed. */
export type Perform = (principal: Principal, call: Call, request: WireRequest) => Answer | Promise<Answer>;

export type PerformOptions = {
  readonly emulators: { readonly dynamodb: Upstream; readonly aws: Upstream; readonly ses: Upstream };
  readonly s3: S3Service;
  readonly scan: BucketEvents['scan'];
  readonly secrets: Secrets;
  readonly authorize: Authorize;
  readonly meter: Meter;
  /** The address that clients know, for URLs in answers. */
  readonly doorUrl: () => string;
};

/** DynamoDB Local looks at no signature, but wants one; its access keys have letters and digits only. */
const localAuthorization = `AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

/** Passes calls to the emulators, or answers them here. */
export function performer({
  emulators,
  s3,
  scan,
  secrets,
  authorize,
  meter,
  doorUrl,
}: PerformOptions): Perform {
  const { dynamodb, aws, ses } = emulators;

  const toDynamodb = async (
    principal: Principal,
    { operation, input }: Call,
    request: WireRequest,
  ): Promise<Answer> => {
    const name = operation.slice('dynamodb:'.length);
    const body = askingForCapacity(name, input, request.body);
    const { 'accept-encoding': _, ...headers } = request.headers;
    const answer = await dynamodb.send({
      method: request.method,
      url: request.path,
      headers: { ...headers, authorization: localAuthorization },
      body,
    });
    if (answer.status !== 200) return answer;
    const shown = withoutCapacity(name, input, body === request.body, Buffer.from(answer.body));
    meter.charged(principal, operation, shown.capacity);
    const { 'x-amz-crc32': __, ...rest } = answer.headers;
    return { status: 200, headers: rest, body: shown.body };
  };

  /** The emulator writes URLs of queues for its own address; clients must come back through the door. */
  const toQueues = async ({ operation }: Call, request: WireRequest): Promise<Answer> => {
    const answer = await aws.send({ ...request, url: '/' });
    if (operation !== 'sqs:GetQueueUrl' && operation !== 'sqs:ListQueues') return answer;
    const body = answer.body
      .toString()
      .replaceAll(/"https?:\/\/[^"/]+(\/\d{12}\/[^"/]+)"/g, `"${doorUrl()}$1"`);
    return { ...answer, body };
  };

  return (principal, call, request) => {
    switch (call.service) {
      case 'dynamodb':
        return toDynamodb(principal, call, request);
      case 'sqs':
        return toQueues(call, request);
      case 'sns':
        return aws.send({ ...request, url: '/' });
      case 'ses':
        return ses.send({ ...request, url: request.path });
      case 's3': {
        const listing = { action: 's3:ListBucket', resource: `arn:aws:s3:::${addressOf(request).bucket}` };
        return s3.answer(call.operation, request, async () => (await authorize(principal, listing)).allowed);
      }
      case 'secretsmanager':
        return answerSecrets(secrets, call);
      case 'sts':
        return answerCallerIdentity(principal);
      case 'guardduty':
        return answerScan(call, scan);
    }
  };
}
