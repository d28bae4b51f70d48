import type { Now } from '../clock.ts';
import type { NewId } from '../ids.ts';
import { partnerSecret } from '../partner-secret.ts';
import { environment, partnerVariable } from '../resources.ts';
import type { ProviderId } from './attempt.ts';
import { dvcqg } from './dvcqg.ts';
import type { Line, Provider } from './provider.ts';
import { vnpay } from './vnpay.ts';

/** Every provider of payment, by its row among the partners. */
export const providers: Readonly<Record<ProviderId, Provider>> = { vnpay, dvcqg };

/** The line to a provider, for one question. */
export async function lineTo(
  provider: ProviderId,
  { now, newId }: { readonly now: Now; readonly newId: NewId },
): Promise<Line> {
  const at = now();
  return {
    url: environment(partnerVariable(provider, 'URL')),
    merchant: environment(partnerVariable(provider, 'MERCHANT')),
    secret: await partnerSecret(provider, at),
    now: at,
    questionId: newId().replaceAll('-', ''),
  };
}
