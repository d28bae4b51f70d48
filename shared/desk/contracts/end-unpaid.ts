import type { Worker } from '../../event/worker.ts';

export const endUnpaid: Worker = {
  id: 'end-unpaid',
  area: 'desk',
  trigger: { kind: 'schedule', minutes: 60 },
  touches: { table: ['query', 'put'], indexes: ['due'] },
  timeoutSeconds: 120,
  impact: 'Dossiers that were never paid stay open, and nobody is told that they have ended.',
};
