import type { Worker } from '../../event/worker.ts';

export const followMail: Worker = {
  id: 'follow-mail',
  area: 'notification',
  trigger: { kind: 'mail-reported' },
  touches: { table: ['get', 'getMany', 'query', 'put'], partners: ['sms', 'push'] },
  timeoutSeconds: 30,
  impact: 'Applicants whose e-mail comes back are told by no other way, and no desk learns of it.',
};
