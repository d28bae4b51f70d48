import { publicActor } from '../../shared/actor.ts';
import { localDateOf, toInstant, withVietnamOffset } from '../../shared/clock.ts';
import type { Calendar } from '../../shared/deadline/calendar.ts';
import { inOfficeTime, officeTimeBetween } from '../../shared/deadline/office-hours.ts';
import { recallCalendar } from '../../shared/deadline/store.ts';
import { type Entry, loadHistory, loadReadingsOf, recordReading } from '../../shared/dossier/history.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { readHistory } from '../../shared/filing/contracts/read-history.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { whyReturned } from '../../shared/payment/refund.ts';

const happenedAt = ({ event }: Entry) => toInstant(new Date(event.data.occurredAt));

/** Office time between two entries, as far as the calendar knows their years. */
function took(entry: Entry, earlier: Entry | undefined, calendar: Calendar) {
  const known = (one: Entry) => calendar.years.has(Number(localDateOf(happenedAt(one)).slice(0, 4)));
  if (!earlier || !known(earlier) || !known(entry)) return undefined;
  return inOfficeTime(officeTimeBetween(happenedAt(earlier), happenedAt(entry), calendar));
}

/** So many readings are shown: the newest. */
const SHOWN_READINGS = 100;

/** Which offices read a dossier, and not which person in it. */
const readingsFor = async (dossierId: string) =>
  (await loadReadingsOf(dossierId, SHOWN_READINGS)).map(({ at, reader: { agency, role } }) => ({
    at: withVietnamOffset(at),
    agency,
    role,
  }));

export const handler = serveRead(readHistory, async ({ params, query, caller }, sources) => {
  const { dossier } = await loadFile(params.dossierId, caller);
  const scope = ['history', dossier.id, caller.subject];
  const before = query.cursor === undefined ? undefined : Number(openCursor(scope, query.cursor));
  if (caller.kind === 'officer') await recordReading(dossier, caller, readHistory.id, sources);
  const isOwners = caller.kind === 'applicant' && dossier.procedure.sensitive && before === undefined;
  const [{ items, next, older }, calendar, readings] = await Promise.all([
    loadHistory(dossier.id, { before, limit: query.limit }),
    recallCalendar(sources.now),
    isOwners ? readingsFor(dossier.id) : undefined,
  ]);
  return {
    body: {
      items: items.map((entry, place) => {
        const { event, actor } = entry;
        return {
          sequence: event.sequence,
          event: event.type,
          status: event.data.status,
          occurredAt: event.data.occurredAt,
          reason: event.data.reason ?? whyReturned(event.data.refundReason)?.vi,
          amountVnd: event.data.amountVnd,
          took: took(entry, items[place + 1] ?? older, calendar),
          // The owner learns which office acted, and not which person in it.
          actor: caller.kind === 'officer' && actor.kind === 'officer' ? actor : publicActor(actor),
        };
      }),
      nextCursor: next && sealCursor(scope, next),
      readings,
    },
  };
});
