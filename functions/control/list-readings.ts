import { withVietnamOffset } from '../../shared/clock.ts';
import { listReadings } from '../../shared/control/contracts/list-readings.ts';
import { loadReadings } from '../../shared/dossier/history.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(listReadings, async ({ query }) => {
  const { agency, day, limit, cursor } = query;
  const scope = ['readings', agency, day];
  const after = cursor && openCursor(scope, cursor);
  const { items, next } = await loadReadings(agency, day, { after, limit });
  return {
    body: {
      items: items.map(({ at, dossierId, dossierCode, procedureCode, operation, reader }) => ({
        at: withVietnamOffset(at),
        dossierId,
        dossierCode,
        procedureCode,
        operation,
        reader,
      })),
      nextCursor: next && sealCursor(scope, next),
    },
  };
});
