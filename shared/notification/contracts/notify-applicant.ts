import { events } from '../../dossier/events.ts';
import type { Worker } from '../../event/worker.ts';
import { silentEvents } from '../email.ts';

const silent: readonly string[] = silentEvents;

export const notifyApplicant: Worker = {
  id: 'notify-applicant',
  area: 'notification',
  trigger: {
    kind: 'queue',
    queue: 'notifications',
    gathers: true,
    types: events.names.filter((name) => !silent.includes(name)),
  },
  touches: { table: ['query', 'getMany', 'put'], email: 'send', partners: ['sms', 'push'] },
  timeoutSeconds: 30,
  impact:
    'Applicants hear nothing when their dossier moves, and may miss the day by which to supplement or pay.',
};
