import type { Worker } from '../../event/worker.ts';

export const syncPortal: Worker = {
  id: 'sync-portal',
  area: 'portal',
  trigger: { kind: 'schedule', minutes: 5 },
  touches: {
    table: ['get', 'query', 'put', 'add'],
    indexes: ['due', 'log'],
    documents: ['upload'],
    partners: ['portal'],
  },
  timeoutSeconds: 240,
  impact:
    'The national portal tells citizens nothing new of their dossiers, and what they file there does not arrive.',
};
