import { publicActor } from '../../shared/actor.ts';
import { loadHistory, recordReading } from '../../shared/dossier/history.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { readHistory } from '../../shared/filing/contracts/read-history.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(readHistory, async ({ params, query, caller }, sources) => {
  const { dossier } = await loadFile(params.dossierId, caller);
  const scope = ['history', dossier.id, caller.subject];
  const before = query.cursor === undefined ? undefined : Number(openCursor(scope, query.cursor));
  if (caller.kind === 'officer') await recordReading(dossier, caller, readHistory.id, sources);
  const { items, next } = await loadHistory(dossier.id, { before, limit: query.limit });
  return {
    body: {
      items: items.map(({ event, actor }) => ({
        sequence: event.sequence,
        event: event.type,
        status: event.data.status,
        occurredAt: event.data.occurredAt,
        reason: event.data.reason,
        // The owner learns which office acted, and not which person in it.
        actor: caller.kind === 'officer' && actor.kind === 'officer' ? actor : publicActor(actor),
      })),
      nextCursor: next && sealCursor(scope, next),
    },
  };
});
