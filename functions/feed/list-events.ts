import { toInstant } from '../../shared/clock.ts';
import { listEvents } from '../../shared/feed/contracts/list-events.ts';
import { comesBehind, DAYS_BACK, daysBefore, isKept, loadEvents, Place } from '../../shared/feed/reading.ts';
import { loadBeside, noteReading } from '../../shared/feed/store.ts';
import { openPlace, sealCursor } from '../../shared/http/cursor.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

/** So long a reader who has heard all may wait: an answer that finds nothing costs as much as one that does. */
const WAIT_SECONDS = 30;

export const handler = serveRead(listEvents, async ({ params: { agency }, query }, { now }) => {
  const { cursor, from, type, procedure, limit } = query;
  const scope = ['events', agency, type ?? '', procedure ?? ''];
  const at = now();
  const begin = from ? toInstant(new Date(from)) : daysBefore(at, DAYS_BACK);
  const after = cursor ? openPlace(Place, scope, cursor) : { at: begin };
  if (!isKept(after, at)) throw new Problem('events-expired');
  const [{ events, next, isAll }, { reading, test }] = await Promise.all([
    loadEvents(agency, after, { now: at, limit }),
    loadBeside(agency),
  ]);
  const isTold = test && comesBehind(after, test.time) && !comesBehind(next, test.time);
  await noteReading(agency, reading, next.at, at);
  return {
    body: {
      items: [...events, ...(isTold ? [test] : [])].filter(
        (event) =>
          (type === undefined || event.type === type) &&
          (procedure === undefined || event.data.procedureCode === procedure),
      ),
      nextCursor: sealCursor(scope, JSON.stringify(next)),
      waitSeconds: isAll ? WAIT_SECONDS : 0,
    },
  };
});
