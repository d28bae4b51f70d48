import type { Worker } from '../../event/worker.ts';

export const followSupplements: Worker = {
  id: 'follow-supplements',
  area: 'desk',
  trigger: { kind: 'schedule', minutes: 24 * 60 },
  touches: { table: ['query', 'put'], indexes: ['due'] },
  timeoutSeconds: 120,
  impact:
    'Applicants are not reminded of what they are to supplement, and what is never answered stays open.',
};
