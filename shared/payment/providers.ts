import type { Now } from '../clock.ts';
import type { NewId } from '../ids.ts';
import { lineToPartner } from '../partner-call.ts';
import { environment, partnerVariable } from '../resources.ts';
import type { CollectorId, ProviderId } from './attempt.ts';
import { bankDayFile } from './bank.ts';
import { postalDayFile } from './collection.ts';
import type { DayFormat } from './day-file.ts';
import { dvcqg, dvcqgDayFile } from './dvcqg.ts';
import type { Line, Provider } from './provider.ts';
import { vnpay, vnpayDayFile } from './vnpay.ts';

/** Every provider of payment, by its row among the partners. */
export const providers: Readonly<Record<ProviderId, Provider>> = { vnpay, dvcqg };

/** How each writes down what moved on a day. */
export const dayFormats: Readonly<Record<CollectorId, DayFormat>> = {
  vnpay: vnpayDayFile,
  dvcqg: dvcqgDayFile,
  bank: bankDayFile,
  postal: postalDayFile,
};

/** The line to a provider, for one question. */
export async function lineTo(
  provider: CollectorId,
  { now, newId }: { readonly now: Now; readonly newId: NewId },
): Promise<Line> {
  return {
    ...(await lineToPartner(provider, now())),
    merchant: environment(partnerVariable(provider, 'MERCHANT')),
    questionId: newId().replaceAll('-', ''),
  };
}
