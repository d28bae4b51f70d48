import { tariffOn } from '../../fee/tariff.ts';
import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { requireExempt, saidOfCharge } from '../charge.ts';
import { goingOn } from '../going-on.ts';
import { Reason } from '../reason.ts';
import { deciding } from '../roles.ts';
import { settledPayment } from '../settled-payment.ts';

/** Nothing was to be asked for: while nothing is paid, the dossier goes on as that of who is exempt. */
export const waiveCharge = action({
  name: 'waiveCharge',
  from: {
    paymentRequested: {
      by: ['deskOfficer', ...deciding],
      to: goingOn,
    },
  },
  clock: 'resume',
  needs: 'procedure',
  input: { quantity: saidOfCharge.quantity, relief: saidOfCharge.relief, reason: Reason },
  event: { name: 'dossier.charge-waived', data: { reason: Words } },
  misses: () => 'payment-not-open',
  effect: ({ file, input, at, day, actor, procedure }) => {
    requireExempt(file.dossier, input, tariffOn(procedure, day));
    const { change, parts, writes } = settledPayment(file, { state: 'withdrawn', at, by: actor });
    return { change, parts, writes, data: { reason: input.reason } };
  },
});
