import { FIRST_VERSION } from '../../shared/deadline/calendar.ts';
import { recallCalendarVersion } from '../../shared/deadline/store.ts';
import { deadlineOf } from '../../shared/dossier/deadline.ts';
import { stepDeadlines } from '../../shared/dossier/internal-process.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { readDeadline } from '../../shared/filing/contracts/read-deadline.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(readDeadline, async ({ params, caller }, { now }) => {
  const { dossier } = await loadFile(params.dossierId, caller);
  const version = dossier.status === 'draft' ? undefined : dossier.calendarVersion;
  const calendar = await recallCalendarVersion(version ?? FIRST_VERSION);
  const deadline = deadlineOf(dossier, calendar, now());
  if (caller.kind !== 'officer' || dossier.status === 'draft') return { body: deadline };
  return { body: { ...deadline, steps: stepDeadlines(dossier, calendar) } };
});
