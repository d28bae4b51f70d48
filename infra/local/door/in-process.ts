import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Secrets } from '../secrets.ts';
import type { Call } from './actions.ts';
import type { BucketEvents } from './bucket-events.ts';
import type { Principal } from './identify.ts';
import { type Answer, AwsError, escapeXml, jsonAnswer, xmlAnswer } from './wire.ts';

/** The services that need no emulator: the door answers for them. */

const secretIdSchema = z.object({ SecretId: z.string() });

/** Secrets Manager: the current version of the template's secrets, and nothing that changes them. */
export function answerSecrets(secrets: Secrets, { operation, input }: Call): Answer {
  const secret = secrets.find(secretIdSchema.parse(input).SecretId);
  if (!secret) {
    throw new AwsError('ResourceNotFoundException', 400, "Secrets Manager can't find the specified secret.");
  }
  const common = { ARN: secret.arn, Name: secret.name, CreatedDate: secret.createdAt.getTime() / 1000 };
  return jsonAnswer(
    'secretsmanager',
    200,
    operation === 'secretsmanager:GetSecretValue'
      ? { ...common, SecretString: secret.value, VersionId: secret.versionId, VersionStages: ['AWSCURRENT'] }
      : { ...common, VersionIdsToStages: { [secret.versionId]: ['AWSCURRENT'] } },
  );
}

const scanSchema = z.object({
  s3Object: z.object({ bucket: z.string(), key: z.string(), versionId: z.string().optional() }),
});

/** GuardDuty SendObjectMalwareScan: the result comes as that of any scan. */
export async function answerScan({ input }: Call, scan: BucketEvents['scan']): Promise<Answer> {
  const { bucket, key, versionId } = scanSchema.parse(input).s3Object;
  if (await scan({ bucket, key, versionId })) return jsonAnswer('guardduty', 200, {});
  throw new AwsError('BadRequestException', 400, 'There is no such object in a bucket with a malware plan.');
}

/** STS GetCallerIdentity. */
export function answerCallerIdentity({ arn, accountId, accessKeyId }: Principal): Answer {
  const identity = Object.entries({ Arn: arn, UserId: accessKeyId, Account: accountId });
  const inner = identity.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`).join('');
  return xmlAnswer(
    200,
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${inner}` +
      `</GetCallerIdentityResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  );
}
