import type { Worker } from '../../event/worker.ts';

export const followPayments: Worker = {
  id: 'follow-payments',
  area: 'paying',
  trigger: { kind: 'schedule', minutes: 15 },
  touches: {
    table: ['get', 'query', 'put', 'add'],
    indexes: ['due'],
    email: 'send',
    partners: ['vnpay', 'dvcqg', 'sms'],
  },
  timeoutSeconds: 120,
  impact: 'Payments that a provider did not report stay open, and money that is owed back is not returned.',
  watches: [
    {
      metric: 'PaymentsInDoubt',
      above: 0,
      impact:
        'No provider says for a day what became of money that citizens may have paid, or are to get back.',
    },
  ],
};
