import type { Worker } from './worker.ts';

export const publishEvents: Worker = {
  id: 'publish-events',
  area: 'events',
  trigger: { kind: 'outbox' },
  touches: { events: 'publish' },
  timeoutSeconds: 30,
  watch: {
    metric: 'EventLag',
    above: 60_000,
    impact: 'E-mails, the post and departments learn of what happens to dossiers with minutes of delay.',
  },
  impact: 'Departments, e-mails and the post learn nothing of what happens to dossiers.',
};
