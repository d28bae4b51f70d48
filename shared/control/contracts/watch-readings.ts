import type { Worker } from '../../event/worker.ts';

export const watchReadings: Worker = {
  id: 'watch-readings',
  area: 'control',
  // As often as its alarm looks.
  trigger: { kind: 'schedule', minutes: 5 },
  touches: { indexes: ['log'] },
  timeoutSeconds: 60,
  impact: 'Nobody is told when an officer leafs through sensitive dossiers.',
  watches: [
    {
      metric: 'UnusualReaders',
      above: 0,
      impact:
        'An officer read more sensitive dossiers in an hour than anybody works on: citizens may be spied on.',
    },
  ],
};
