import type { Worker } from '../../event/worker.ts';
import { countedEvents } from '../fact.ts';

export const projectEvents: Worker = {
  id: 'project-events',
  area: 'statistics',
  trigger: { kind: 'queue', queue: 'statistics', types: countedEvents },
  touches: { table: ['getMany', 'put', 'add'] },
  timeoutSeconds: 30,
  impact: 'Reports and the dashboard stand still: what happens to dossiers is not counted.',
};
