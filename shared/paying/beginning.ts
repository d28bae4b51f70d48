import { nameOf } from '../applicant/applicant.ts';
import { localDateOf } from '../clock.ts';
import { recallCalendar } from '../deadline/store.ts';
import type { DossierFile } from '../dossier/dossier.ts';
import { officeOf } from '../dossier/draft.ts';
import type { Sources } from '../http/chain.ts';
import { Problem } from '../http/problems.ts';
import { log } from '../log.ts';
import { type Attempt, begunAttempt, isAlive, ProviderId } from '../payment/attempt.ts';
import type { Payment } from '../payment/payment.ts';
import type { Order } from '../payment/provider.ts';
import { lineTo, providers } from '../payment/providers.ts';
import { loadPaying, putAttempt } from '../payment/store.ts';
import { paymentKey } from '../table/keys.ts';
import { commit } from '../table/transaction.ts';
import { reported, waitingPayment } from './reported.ts';

type Asking = Pick<Sources, 'now' | 'newId'> & { readonly correlationId: string };

/** What no provider answers is tried again by who asked. */
const unanswered = (reference: string) => (error: unknown) => {
  log.error('PROVIDER_FAILED', error, { reference });
  throw new Problem('provider-unavailable');
};

/** The request that may be paid today. @throws Problem `payment-not-open` */
export function requirePayable(file: DossierFile, at: Date): Payment {
  const payment = waitingPayment(file);
  if (!payment || payment.deadline < localDateOf(at)) throw new Problem('payment-not-open');
  return payment;
}

/** By what the payer, and whoever takes the money, knows a dossier, or a draft. */
function codeOf({ dossier, payments }: DossierFile): string {
  const code = dossier.status === 'draft' ? payments.at(-1)?.code : dossier.code;
  if (!code) throw new Error('nobody is charged without a code');
  return code;
}

/** Asks what became of an attempt whose time is over. @throws Problem when that may be a payment, or was one */
async function requireOver(file: DossierFile, attempt: Attempt, asking: Asking): Promise<void> {
  const { now, newId, correlationId } = asking;
  const provider = ProviderId.parse(attempt.provider);
  const report = await providers[provider]
    .query(attempt, await lineTo(provider, asking))
    .catch(unanswered(attempt.reference));
  const calendar = await recallCalendar(now);
  const actor = { kind: 'partner', partner: provider } as const;
  const occasion = { at: now(), actor, newId, correlationId, calendar };
  const { attempt: after, writes } = await reported(file, attempt, report, occasion);
  await commit(writes);
  if (after.state === 'pending') throw new Problem('payment-under-way');
  if (after.state === 'paid') throw new Problem('payment-not-open');
}

/**
 * The attempt by which the payer pays: the one that is under way, however many tabs ask for it, or a new one, on record
 * before the provider hears of it. No other is begun while one of the same request may still be paid.
 * @throws Problem `payment-not-open`, `payment-under-way`, `provider-unavailable`
 */
export async function attemptFor(file: DossierFile, provider: ProviderId, asking: Asking): Promise<Attempt> {
  const at = asking.now();
  const { id } = file.dossier;
  const payment = requirePayable(file, at);
  const { attempts } = await loadPaying(id);
  const pending = attempts.find((one) => one.state === 'pending' && one.payment === payment.number);
  if (pending && isAlive(pending, at)) {
    if (pending.provider === provider) return pending;
    throw new Problem('payment-under-way');
  }
  if (pending) await requireOver(file, pending, asking);
  const { number, amountVnd } = payment;
  const begun = { number: attempts.length + 1, payment: number, amountVnd, provider };
  const attempt = begunAttempt(codeOf(file), begun, at);
  const open = { expression: '#state = :open', names: { '#state': 'state' }, values: { ':open': 'open' } };
  await commit([putAttempt(id, attempt), { check: paymentKey(id, number), when: open }]);
  return attempt;
}

/** Where the payer is sent. @throws Problem `provider-unavailable` */
export async function urlOf(
  file: DossierFile,
  attempt: Attempt,
  way: Pick<Order, 'sourceIp' | 'returnUrl'>,
  asking: Asking,
): Promise<string> {
  if (attempt.url) return attempt.url;
  const { dossier } = file;
  const { procedure, form } = dossier;
  if (!form) throw new Error('nobody is charged without a form');
  const { applicant } = form;
  const office = dossier.status === 'draft' ? officeOf(procedure.agency) : dossier.office;
  const provider = ProviderId.parse(attempt.provider);
  const order: Order = {
    attempt,
    dossierCode: codeOf(file),
    procedure: { code: procedure.code, name: procedure.name.vi },
    agency: { code: procedure.agency, name: office.name.vi },
    payer: {
      name: nameOf(applicant),
      personalId: applicant.kind === 'citizen' ? applicant.personalId : undefined,
      address: applicant.address.line ?? applicant.address.street,
    },
    ...way,
  };
  return providers[provider].open(order, await lineTo(provider, asking)).catch(unanswered(attempt.reference));
}
