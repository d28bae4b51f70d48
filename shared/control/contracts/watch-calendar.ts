import type { Worker } from '../../event/worker.ts';

export const watchCalendar: Worker = {
  id: 'watch-calendar',
  area: 'control',
  // As often as its alarm looks.
  trigger: { kind: 'schedule', minutes: 5 },
  touches: { table: ['query'] },
  timeoutSeconds: 30,
  impact: 'Nobody is told that the working calendar ends, and from then on no dossier can be received.',
  watches: [
    {
      metric: 'CalendarDaysMissing',
      above: 0,
      impact:
        'The working calendar ends in less than sixty days: dossiers that would be due after it cannot be received.',
    },
  ],
};
