import type { Worker } from './worker.ts';

export const publishEvents: Worker = {
  id: 'publish-events',
  area: 'events',
  trigger: { kind: 'outbox' },
  touches: { events: 'publish', table: ['query'] },
  timeoutSeconds: 30,
  impact: 'Departments, e-mails and the post learn nothing of what happens to dossiers.',
};
