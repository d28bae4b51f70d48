import type { Worker } from '../../event/worker.ts';

export const reconcilePayments: Worker = {
  id: 'reconcile-payments',
  area: 'paying',
  trigger: { kind: 'schedule', minutes: 60 },
  touches: {
    table: ['get', 'query', 'put', 'add'],
    indexes: ['log'],
    partners: ['vnpay', 'dvcqg', 'bank', 'postal'],
  },
  timeoutSeconds: 600,
  impact: 'Nobody learns that a payment is missing, or that a provider keeps what citizens have paid.',
  watches: [
    {
      metric: 'PaymentsUnexplained',
      above: 0,
      impact:
        'A provider tells otherwise than we do of what citizens have paid or got back, or has not told by noon; or the post keeps what it collected.',
    },
  ],
};
