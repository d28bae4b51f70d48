import { withVietnamOffset } from '../../shared/clock.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { readDrift } from '../../shared/portal/contracts/read-drift.ts';
import { loadDifferences, loadDrift } from '../../shared/portal/drift.ts';

export const handler = serveRead(readDrift, async ({ query: { day: asked, limit, cursor } }) => {
  const scope = ['drift', asked ?? ''];
  const after = cursor && openCursor(scope, cursor);
  const drift = await loadDrift(asked);
  if (!drift) return { body: { items: [] } };
  const { v: _, expiresAt: __, day, madeAt, ...counts } = drift;
  const { items, next } = await loadDifferences(day, { after, limit });
  return {
    body: {
      report: { day, madeAt: withVietnamOffset(madeAt), ...counts },
      items: [...items],
      nextCursor: next && sealCursor(scope, next),
    },
  };
});
