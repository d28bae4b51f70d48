import type { Worker } from '../../event/worker.ts';

export const followSupplements: Worker = {
  id: 'follow-supplements',
  area: 'desk',
  // Before the offices open: what it reminds of can be mended the same day.
  trigger: { kind: 'daily', hour: 7 },
  touches: { table: ['query', 'put'], indexes: ['due'] },
  timeoutSeconds: 120,
  impact:
    'Applicants are not reminded of what they are to supplement, and what is never answered stays open.',
};
