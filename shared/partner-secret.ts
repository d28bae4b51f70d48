import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { parameters } from './aws.ts';
import type { PartnerId } from './partners.ts';
import { environment, partnerVariable } from './resources.ts';

/** A rotated key is taken up this soon. */
const KEPT_MS = 5 * 60_000;

const kept = new Map<PartnerId, { readonly secret: string; readonly until: number }>();

/** The key shared with a partner. */
export async function partnerSecret(partner: PartnerId, now: Date): Promise<string> {
  const known = kept.get(partner);
  if (known && now.getTime() < known.until) return known.secret;
  const { Parameter } = await parameters.send(
    new GetParameterCommand({
      Name: environment(partnerVariable(partner, 'SECRET_NAME')),
      WithDecryption: true,
    }),
  );
  const secret = Parameter?.Value;
  if (!secret) throw new Error(`The secret of the partner ${partner} has no text`);
  kept.set(partner, { secret, until: now.getTime() + KEPT_MS });
  return secret;
}
