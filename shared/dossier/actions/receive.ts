import { action } from '../action.ts';

/** The desk finds it complete: form 01, the clock starts (NĐ 61/2018 Điều 17). */
export const receive = action({
  name: 'receive',
  from: { submitted: { by: ['deskOfficer'], to: 'received' } },
  clock: 'start',
  input: {},
  event: { name: 'dossier.received', data: {} },
  effect: ({ at }) => ({ change: { receivedAt: at } }),
});
