import type { Worker } from '../../event/worker.ts';

export const destroyDossiers: Worker = {
  id: 'destroy-dossiers',
  area: 'retention',
  // At night, when nobody reads; a list that is not finished waits for the next one.
  trigger: { kind: 'daily', hour: 2, atLeisure: true },
  touches: {
    table: ['get', 'getMany', 'query', 'put', 'delete', 'check'],
    indexes: ['due', 'owner'],
    documents: ['destroy'],
  },
  timeoutSeconds: 900,
  impact:
    'Dossiers whose years are over are kept longer than the law lets them be, and what people want deleted is not within 72 hours.',
};
