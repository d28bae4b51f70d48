import { recallCalendar } from '../deadline/store.ts';
import { loadFileIfThere } from '../dossier/store.ts';
import type { Sources } from '../http/chain.ts';
import { log } from '../log.ts';
import type { ProviderId, Report } from '../payment/attempt.ts';
import { loadPaying } from '../payment/store.ts';
import { commit } from '../table/transaction.ts';
import { loadReferred } from './named.ts';
import { reported } from './reported.ts';

/** What a provider is told of its report: each format has a code for it. */
export type Heard = 'unknown' | 'other-sum' | 'known' | 'recorded';

/**
 * Takes a report that is proved to be a provider's. One of another sum than was asked for is believed only when the
 * provider says it again to our own question, which is asked soon.
 */
export async function hearReport(
  provider: ProviderId,
  reference: string,
  report: Report,
  { now, newId, correlationId }: Pick<Sources, 'now' | 'newId'> & { readonly correlationId: string },
): Promise<Heard> {
  const named = await loadReferred(reference);
  if (!named) return 'unknown';
  const [file, { attempts }, calendar] = await Promise.all([
    loadFileIfThere(named.dossierId),
    loadPaying(named.dossierId),
    recallCalendar(now),
  ]);
  const attempt = attempts.find((one) => one.number === named.number && one.provider === provider);
  if (!file || !attempt) return 'unknown';
  const isOtherSum = report.amountVnd !== attempt.amountVnd;
  const believed: Report = isOtherSum ? { ...report, says: 'doubtful' } : report;
  const actor = { kind: 'partner', partner: provider } as const;
  const occasion = { at: now(), actor, newId, correlationId, calendar };
  const { attempt: after, writes } = await reported(file, attempt, believed, occasion);
  const isKnown = attempt.state !== 'pending' && after.state === attempt.state;
  if (!isKnown || after.said.length > attempt.said.length) await commit(writes);
  log.info('PAYMENT_REPORTED', { reference, said: report.says, state: after.state, became: after.became });
  if (isOtherSum) return 'other-sum';
  return isKnown ? 'known' : 'recorded';
}
