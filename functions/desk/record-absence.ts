import { viewOfAbsence } from '../../shared/absence/absence.ts';
import { putAbsence } from '../../shared/absence/store.ts';
import { localDateOf, toInstant } from '../../shared/clock.ts';
import { recordAbsence } from '../../shared/desk/contracts/record-absence.ts';
import { fault } from '../../shared/http/faults.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

export const handler = serveChange(recordAbsence, async ({ body, caller }, { now }) => {
  const { from, until, cover } = body;
  const at = now();
  const faults = [
    ...(until < from || until < localDateOf(at) ? [fault('body', '/until', 'not-later')] : []),
    ...(cover.subject === caller.subject ? [fault('body', '/cover/subject', 'covers-itself')] : []),
  ];
  if (faults.length > 0) throw new Problem('invalid-request', { faults });
  const { subject, name, role, agency } = caller;
  const recordedAt = toInstant(at);
  const absence = { v: 1, officer: { subject, name }, role, agency, cover, from, until, recordedAt } as const;
  return { writes: [putAbsence(absence)], body: viewOfAbsence(absence) };
});
