import type { Worker } from '../../event/worker.ts';
import { calendarEvents } from '../application.ts';

export const applyCalendar: Worker = {
  id: 'apply-calendar',
  area: 'control',
  // Days off are changed days before they come, and who changes them sees how far it has been brought.
  trigger: { kind: 'queue', queue: 'calendar', types: calendarEvents.names, atLeisure: true },
  touches: { table: ['get', 'getMany', 'query', 'put'], indexes: ['due'] },
  timeoutSeconds: 60,
  impact: 'Open dossiers keep due dates that a change of the working calendar has moved.',
};
