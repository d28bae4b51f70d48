import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Secrets } from '../secrets.ts';
import type { Call } from './actions.ts';
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
