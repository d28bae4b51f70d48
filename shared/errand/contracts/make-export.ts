import type { Worker } from '../../event/worker.ts';

export const makeExport: Worker = {
  id: 'make-export',
  area: 'errand',
  trigger: { kind: 'errand' },
  touches: {
    table: ['get', 'query', 'put'],
    indexes: ['owner'],
    documents: ['open'],
    sheets: ['keep', 'open'],
    email: 'send',
  },
  timeoutSeconds: 900,
  impact:
    'Who asked for a copy of their own data waits for it, and the law gives 72 hours; officers wait for the lists they asked for.',
};
