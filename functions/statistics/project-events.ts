import { events } from '../../shared/dossier/events.ts';
import { consumeTogether } from '../../shared/event/consume.ts';
import { projectEvents } from '../../shared/statistics/contracts/project-events.ts';
import { project } from '../../shared/statistics/projection.ts';

/** Takes what happened to dossiers into the statistics, a batch in one transaction. */
export const handler = consumeTogether(projectEvents, events, project);
