import type { Worker } from '../../event/worker.ts';

export const sealLog: Worker = {
  id: 'seal-log',
  area: 'control',
  // After midnight, when the index has long caught up with what the day before has written.
  trigger: { kind: 'daily', hour: 1 },
  touches: { indexes: ['log'], seals: 'keep' },
  timeoutSeconds: 600,
  impact: 'Nobody could prove any more that what happened to a dossier was not altered afterwards.',
};
