import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { secrets } from '../aws.ts';
import { environment } from '../resources.ts';

/** A rotated key is taken up this soon. */
const KEPT_MS = 5 * 60_000;

let kept: { readonly secret: string; readonly until: number } | undefined;

/** The key shared with the postal operator. */
export async function postalSecret(now: Date): Promise<string> {
  if (kept && now.getTime() < kept.until) return kept.secret;
  const { SecretString: secret } = await secrets.send(
    new GetSecretValueCommand({ SecretId: environment('POSTAL_SECRET_ID') }),
  );
  if (!secret) throw new Error('The secret of the postal operator has no text');
  kept = { secret, until: now.getTime() + KEPT_MS };
  return secret;
}
