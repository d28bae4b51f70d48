import { sealCursor } from '../../shared/http/cursor.ts';
import type { Asked } from '../authorization/calls.ts';
import type { Person } from '../authorization/people.ts';
import type { OperationName } from '../memory/functions-beside.ts';

type Said = { readonly query?: Readonly<Record<string, string>> | undefined; readonly body?: unknown };

/** By what a cursor of each list is bound, as whoever has read the source knows. */
const scopes: Partial<
  Record<OperationName, (said: Said, who: Person, asked: Asked) => readonly (string | undefined)[]>
> = {
  listOwnDossiers: (_, { claims }) => ['own', claims?.sub],
  listOwnResults: (_, { claims }) => ['own-results', claims?.sub],
  listWorklist: ({ query }, { agency }) => ['worklist', agency, query?.list ?? 'due', query?.dueBefore ?? ''],
  listEvents: ({ query }, { agency }) => ['events', agency, query?.type ?? '', query?.procedure ?? ''],
  readDrift: ({ query }) => ['drift', query?.day ?? ''],
  listReadings: ({ query }) => ['readings', query?.agency, query?.day],
  listResults: ({ query }, { agency }) => ['results', agency, query?.year],
  listFeedback: ({ query }, { agency }) => ['feedback', query?.agency ?? agency],
  listCalendarVersions: () => ['list-calendar-versions'],
  readHistory: (_, { claims }, { id }) => ['history', id, claims?.sub],
  listProcedures: ({ query }) => ['list-procedures', JSON.stringify({ text: query?.text })],
  previewCalendar: ({ body }) => {
    const { reason, years = [], days = [], withdrawn = [] } = Object(body);
    return ['preview-calendar', '1', JSON.stringify({ reason, years, days, withdrawn })];
  },
  searchDossiers: ({ body }, { agency }) => {
    const { limit: _, cursor: __, ...wanted } = Object(body);
    return ['search', agency, JSON.stringify(wanted)];
  },
};

/** A cursor as nobody was given it, but sealed as one: its digest is no secret. */
export const forged = (
  operation: OperationName,
  position: string,
  said: Said,
  who: Person,
  asked: Asked,
): string => sealCursor((scopes[operation]?.(said, who, asked) ?? []).map(String), position);
