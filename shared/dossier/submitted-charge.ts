import { localDateOf, toInstant } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { actionOf } from './actions.ts';
import { askedPayment } from './asked-payment.ts';
import { moved, type Occasion } from './change.ts';
import { declaredFees } from './charge.ts';
import type { Filed } from './dossier.ts';
import type { Following } from './filing.ts';
import { requireStep } from './rules.ts';

/** So long may an applicant take who pays before reception. No law says it: nobody waits, and no time runs. */
const DAYS_TO_PAY = 5;

/**
 * What follows at once from a submission whose fees are paid before reception: they are fixed by the tariff of the day, and
 * asked for. Who is exempt by what is declared is asked for nothing.
 * @throws Problem `form-invalid` when the tariff has no relief that is claimed
 */
export function submittedCharge(
  submitted: Filed,
  procedure: Procedure,
  { at }: Pick<Occasion, 'at'>,
): Following {
  const day = localDateOf(at);
  const fees = declaredFees(submitted.form, procedure, day);
  if (fees.amountVnd === 0) return { states: [] };
  const step = requireStep('requestPayment', submitted, 'system', day);
  const deadline = addDays(day, DAYS_TO_PAY);
  const { amountVnd } = fees;
  const now = toInstant(at);
  const by = { kind: 'system', worker: 'submit-dossier' } as const;
  const { payment, change, writes } = askedPayment(submitted, { amountVnd, fees, deadline }, { at: now, by });
  return {
    states: [
      {
        after: moved(submitted, actionOf('requestPayment'), step, now, { change }),
        told: { name: 'dossier.payment-requested', data: { amountVnd, deadline } },
      },
    ],
    payments: [payment],
    writes,
  };
}
