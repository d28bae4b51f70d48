import { toInstant } from '../clock.ts';
import { recallCalendar } from '../deadline/store.ts';
import type { Occasion } from '../dossier/change.ts';
import { loadFiledFile, loadFileIfThere } from '../dossier/store.ts';
import type { Sources } from '../http/chain.ts';
import { log } from '../log.ts';
import { type Attempt, askedInVain, isInDoubt, ProviderId } from '../payment/attempt.ts';
import { lineTo, providers } from '../payment/providers.ts';
import {
  afterWord,
  askedAgain,
  isStillOwed,
  isStuck,
  isUntold,
  type Refund,
  type RefundWord,
} from '../payment/refund.ts';
import { loadDuePaying, loadPaying, putChangedAttempt, putChangedRefund } from '../payment/store.ts';
import { commit, Superseded, type Write } from '../table/transaction.ts';
import { toldByLetter } from './refund-letter.ts';
import { refundTold } from './refund-told.ts';
import { reported } from './reported.ts';

type Asking = Pick<Sources, 'now' | 'newId'>;

/** How many of each shard one run looks at. */
const BATCH = 100;

/** The run ends well before the function does: a single question may take five seconds. */
const BUDGET_MS = 90_000;

/** After so many failures in a row a provider is down: the next run asks it again. */
const FAILURES_IN_A_ROW = 3;

/** What a run came to: questions that were answered and not, and what has been in doubt for too long. */
type Followed = { told: number; failed: number; inDoubt: number };

type Found = { readonly dossierId: string; readonly number: number };

/** What a provider says of an attempt, as it is written down. @returns nothing when it does not answer */
async function askedOf(
  dossierId: string,
  attempt: Attempt,
  occasion: Occasion,
  asking: Asking,
): Promise<readonly Write[] | undefined> {
  const provider = ProviderId.parse(attempt.provider);
  const line = await lineTo(provider, asking);
  const report = await providers[provider].query(attempt, line).catch((error: unknown) => {
    log.error('PROVIDER_FAILED', error, { reference: attempt.reference });
  });
  if (!report) return undefined;
  // The dossier as it is now, not as it was before the provider took its time.
  const [file, calendar] = await Promise.all([loadFileIfThere(dossierId), recallCalendar(asking.now)]);
  if (!file) throw new Error(`${attempt.reference} is of no dossier any more`);
  return (await reported(file, attempt, report, { ...occasion, calendar })).writes;
}

/**
 * What a provider says of a refund: it is ordered, unless it was before, and the provider has the order. One whose
 * provider returns nothing, as no bank does, is the agency's to return.
 */
async function wordOn(refund: Refund, attempt: Attempt, asking: Asking): Promise<RefundWord> {
  const provider = ProviderId.safeParse(refund.provider).data;
  if (!isStillOwed(refund)) return 'none';
  if (!provider) return 'refused';
  const { refunds } = providers[provider];
  if (!refunds) return 'refused';
  const line = () => lineTo(provider, asking);
  const known = refund.tries > 1 ? await refunds.query(refund, attempt, await line()) : 'none';
  if (known !== 'none' || refund.state !== 'owed') return known;
  return refunds.order(refund, attempt, await line());
}

/** What was said of a refund, as it is written down and told: one that is refused is for the desk to look after. */
async function written(
  dossierId: string,
  refund: Refund,
  word: RefundWord,
  occasion: Occasion,
): Promise<readonly Write[]> {
  const after = afterWord(refund, word, occasion.at);
  const write = putChangedRefund(dossierId, refund, after);
  if (after.state === refund.state || after.ofDraft) return [write];
  const { dossier } = await loadFiledFile(dossierId);
  // Whatever else the desk was to look after: money is owed.
  const attention = after.state === 'refused' ? 'refund-refused' : dossier.attention;
  return [write, ...refundTold(dossier, after, attention, occasion)];
}

/** Asks of one attempt. @returns whether its provider answered */
async function followAttempt(
  dossierId: string,
  attempt: Attempt,
  occasion: Occasion,
  asking: Asking,
): Promise<boolean> {
  const writes = await askedOf(dossierId, attempt, occasion, asking);
  const inVain = () => putChangedAttempt(dossierId, attempt, askedInVain(attempt, asking.now()));
  await commit(writes ?? [inVain()]);
  return writes !== undefined;
}

/** Orders one refund, or asks of it. @returns whether its provider answered */
async function followRefund(
  dossierId: string,
  before: Refund,
  attempt: Attempt,
  occasion: Occasion,
  asking: Asking,
): Promise<boolean> {
  const asked = askedAgain(before, occasion.at);
  await commit([putChangedRefund(dossierId, before, asked)]);
  const refund = isUntold(asked) ? await toldByLetter(dossierId, asked, asking) : asked;
  const word = await wordOn(refund, attempt, asking).catch((error: unknown) => {
    log.error('PROVIDER_FAILED', error, { reference: refund.reference });
  });
  if (word) await commit(await written(dossierId, refund, word, occasion));
  return word !== undefined;
}

/** What was found, as it stands now, if it is still to be asked about. */
async function foundDue(kind: 'attempt' | 'refund', { dossierId, number }: Found, at: Date) {
  const { attempts, refunds } = await loadPaying(dossierId);
  const attempt = attempts.find((one) => one.number === number);
  const refund = kind === 'refund' ? refunds.find((one) => one.attempt === number) : undefined;
  const looked = kind === 'refund' ? refund : attempt;
  return attempt && looked?.lookAt && looked.lookAt <= toInstant(at) ? { attempt, refund } : undefined;
}

/**
 * Asks the providers for everything of which they have not told the end. One that fails holds up no other, and a provider
 * that is down is asked three times a run and no oftener.
 * @param worker id of the worker that asks, for the log of changes
 */
export async function followPaying(worker: string, asking: Asking): Promise<Followed> {
  const { now, newId } = asking;
  const until = now().getTime() + BUDGET_MS;
  const count: Followed = { told: 0, failed: 0, inDoubt: 0 };
  const failures = new Map<string, number>();

  const follow = async (kind: 'attempt' | 'refund', found: Found): Promise<void> => {
    const at = now();
    const due = await foundDue(kind, found, at);
    if (!due) return;
    const { attempt, refund } = due;
    if (refund ? isStuck(refund, at) : isInDoubt(attempt, at)) count.inDoubt += 1;
    const inARow = failures.get(attempt.provider) ?? 0;
    if (inARow === FAILURES_IN_A_ROW) return;
    const occasion: Occasion = { at, actor: { kind: 'system', worker }, newId, correlationId: newId() };
    const answered = await (refund
      ? followRefund(found.dossierId, refund, attempt, occasion, asking)
      : followAttempt(found.dossierId, attempt, occasion, asking));
    count[answered ? 'told' : 'failed'] += 1;
    failures.set(attempt.provider, answered ? 0 : inARow + 1);
  };

  // Attempts first: what one of them owes back is ordered in the same run.
  for (const kind of ['attempt', 'refund'] as const)
    for (const found of await loadDuePaying(kind, now(), BATCH)) {
      if (now().getTime() > until) return count;
      try {
        await follow(kind, found);
      } catch (error) {
        // A callback was sooner: nothing is left to do, or the next run does it.
        if (error instanceof Superseded) continue;
        log.error('EVENT_FAILED', error, { worker, dossierId: found.dossierId });
        count.failed += 1;
      }
    }
  return count;
}
