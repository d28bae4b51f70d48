import * as z from 'zod';
import type { Secrets } from '../../secrets.ts';
import { inputOf, parsed, targetOf, type Understand } from '../call.ts';
import { AwsError, jsonAnswer, unsupported } from '../wire.ts';

const asked = z.object({ SecretId: z.string() });

/** Secrets Manager: the values of the template's secrets, which the door itself gives. */
export const secretsManager =
  (secrets: Secrets): Understand =>
  (request) => {
    const name = targetOf(request);
    if (name !== 'GetSecretValue') throw unsupported('secretsmanager', name);
    const { SecretId } = parsed(asked, inputOf(request));
    const secret = secrets.find(SecretId);
    const ARN = secret?.arn ?? SecretId;
    return {
      service: 'secretsmanager',
      operation: 'secretsmanager:GetSecretValue',
      needs: [{ action: 'secretsmanager:GetSecretValue', resource: ARN }],
      act: async () => {
        if (!secret)
          throw new AwsError(
            'ResourceNotFoundException',
            400,
            "Secrets Manager can't find the specified secret.",
          );
        const { name: Name, value: SecretString } = secret;
        return jsonAnswer(200, { ARN, Name, SecretString, VersionStages: ['AWSCURRENT'] });
      },
    };
  };
