import type { Worker } from '../event/worker.ts';

export const notifyApplicant: Worker = {
  id: 'notify-applicant',
  area: 'notification',
  trigger: { kind: 'queue', queue: 'notifications' },
  touches: { table: ['get', 'put'], email: 'send' },
  timeoutSeconds: 30,
  impact:
    'Applicants get no e-mail when their dossier moves, and may miss the day by which to supplement or pay.',
};
