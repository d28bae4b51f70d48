import type { Worker } from '../../event/worker.ts';

export const watchDueDays: Worker = {
  id: 'watch-due-days',
  area: 'desk',
  trigger: { kind: 'schedule', minutes: 60 },
  touches: { table: ['query', 'put'], indexes: ['due'] },
  timeoutSeconds: 240,
  impact:
    'Agencies are not warned of results that are due, and citizens wait past the day without an apology.',
};
