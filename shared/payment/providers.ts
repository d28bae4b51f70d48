import type { Now } from '../clock.ts';
import type { NewId } from '../ids.ts';
import { lineToPartner } from '../partner-call.ts';
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
  return {
    ...(await lineToPartner(provider, now())),
    merchant: environment(partnerVariable(provider, 'MERCHANT')),
    questionId: newId().replaceAll('-', ''),
  };
}
