import type { Worker } from '../../event/worker.ts';

export const endUnpaid: Worker = {
  id: 'end-unpaid',
  area: 'desk',
  trigger: { kind: 'schedule', minutes: 60 },
  touches: { table: ['get', 'getMany', 'query', 'put', 'delete'], indexes: ['due'] },
  timeoutSeconds: 120,
  impact:
    'Dossiers that were never paid stay open, nobody is told that they have ended, and money of drafts is not given back.',
};
