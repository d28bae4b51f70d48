import { setTimeout as sleep } from 'node:timers/promises';
import { calendarEvents } from '../../shared/control/application.ts';
import { applyPart } from '../../shared/control/applying.ts';
import { applyCalendar } from '../../shared/control/contracts/apply-calendar.ts';
import { consumeQueue } from '../../shared/event/consume.ts';

/** Brings a new version of the working calendar to the open dossiers, part after part. */
export const handler = consumeQueue(applyCalendar, calendarEvents, ({ data, correlationid }, sources) =>
  applyPart(data, { worker: applyCalendar.id, correlationId: correlationid }, { ...sources, wait: sleep }),
);
