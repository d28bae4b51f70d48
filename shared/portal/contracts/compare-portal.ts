import type { Worker } from '../../event/worker.ts';

/** At leisure: one that fails for good waits with the failures of all workers, which ring. */
export const comparePortal: Worker = {
  id: 'compare-portal',
  area: 'portal',
  trigger: { kind: 'daily', hour: 4, atLeisure: true },
  touches: { table: ['get', 'query', 'put'], indexes: ['due', 'log'], partners: ['portal'] },
  timeoutSeconds: 600,
  impact: 'Nobody learns that the national portal shows dossiers otherwise than they are.',
};
