import type { Watch, Worker } from '../event/worker.ts';

/** Rings whoever finds it: the examiner, when a scan has failed, or the sweep, when none has come. */
const hanging: Watch = {
  metric: 'DocumentsHanging',
  above: 0,
  impact:
    'Uploaded papers are not scanned for malware: citizens wait while we ask again, and after a day upload again.',
};

export const examineDocument: Worker = {
  id: 'examine-document',
  area: 'examination',
  trigger: { kind: 'object-scanned' },
  touches: { table: ['get', 'put'], documents: ['read'] },
  timeoutSeconds: 60,
  impact: 'Uploaded papers stay unexamined, and citizens cannot submit.',
  watches: [hanging],
};

export const sweepDocuments: Worker = {
  id: 'sweep-documents',
  area: 'examination',
  trigger: { kind: 'schedule', minutes: 5 },
  touches: { table: ['get', 'put'], indexes: ['due'], documents: ['scan', 'rescan', 'read'] },
  timeoutSeconds: 120,
  impact: 'A paper whose examination was lost hangs for good, and its citizen cannot submit.',
  watches: [hanging],
};

export const keepDocuments: Worker = {
  id: 'keep-documents',
  area: 'retention',
  trigger: {
    kind: 'queue',
    queue: 'retention',
    types: ['dossier.submitted', 'dossier.supplement-answered'],
    // A draft's papers are kept for weeks.
    atLeisure: true,
  },
  touches: { table: ['query'], documents: ['tag'] },
  timeoutSeconds: 30,
  impact: 'Papers of submitted dossiers keep the mark of a draft and would be deleted by the lifecycle.',
};
