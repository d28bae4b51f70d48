import type { Worker } from '../../event/worker.ts';

export const watchDueDays: Worker = {
  id: 'watch-due-days',
  area: 'desk',
  trigger: { kind: 'schedule', minutes: 60 },
  touches: {
    table: ['query', 'getMany', 'put'],
    indexes: ['due'],
    email: 'send',
    partners: ['sms', 'push'],
  },
  timeoutSeconds: 240,
  impact:
    'Agencies are not warned of results that are due, citizens wait past the day without an apology, and what waited for the morning is not told.',
  watches: [
    {
      metric: 'CalendarDaysMissing',
      above: 0,
      impact:
        'The working calendar ends in less than sixty days: dossiers that would be due after it cannot be received.',
    },
  ],
};
