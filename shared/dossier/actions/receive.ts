import { action } from '../action.ts';

/**
 * The desk finds it complete: form 01, the clock starts (NĐ 61/2018 Điều 17). What is paid before reception is paid by then:
 * so no processing time runs while it is not.
 */
export const receive = action({
  name: 'receive',
  from: { submitted: { by: ['deskOfficer'], to: 'received' } },
  clock: 'start',
  input: {},
  event: { name: 'dossier.received', data: {} },
  misses: ({ status, feesFirst }) => (status === 'paymentRequested' && feesFirst ? 'fees-unpaid' : undefined),
  effect: ({ at }) => ({ change: { receivedAt: at, feesFirst: undefined } }),
});
