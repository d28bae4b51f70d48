import type { Worker } from '../../event/worker.ts';

export const endSilentConsultations: Worker = {
  id: 'end-silent-consultations',
  area: 'desk',
  trigger: { kind: 'schedule', minutes: 60 },
  touches: { table: ['query', 'put'], indexes: ['due'] },
  timeoutSeconds: 120,
  impact: 'Dossiers wait for agencies that by law have agreed, and their results come late.',
};
