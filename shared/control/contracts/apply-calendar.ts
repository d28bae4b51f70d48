import type { Worker } from '../../event/worker.ts';
import { calendarEvents } from '../application.ts';

export const applyCalendar: Worker = {
  id: 'apply-calendar',
  area: 'control',
  trigger: { kind: 'queue', queue: 'calendar', types: calendarEvents.names },
  touches: { table: ['get', 'getMany', 'query', 'put'], indexes: ['due'] },
  timeoutSeconds: 60,
  impact: 'Open dossiers keep due dates that a change of the working calendar has moved.',
};
