import type { Worker } from '../../event/worker.ts';

export const sendDigests: Worker = {
  id: 'send-digests',
  area: 'notification',
  // Before work begins.
  trigger: { kind: 'daily', hour: 7, atLeisure: true },
  touches: { table: ['get', 'query', 'put'], indexes: ['worklist'], email: 'send' },
  timeoutSeconds: 120,
  impact: 'Agencies do not read in the morning what is due today; each dossier is warned of all the same.',
};
