import { ownersOf } from '../../shared/applicant/owner.ts';
import { localDateOf } from '../../shared/clock.ts';
import { loadOwnDossiers } from '../../shared/dossier/lists.ts';
import { viewOfSummary } from '../../shared/dossier/view.ts';
import { listOwnDossiers } from '../../shared/filing/contracts/list-own-dossiers.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(listOwnDossiers, async ({ query, caller }, { now }) => {
  const scope = ['own', caller.subject];
  const before = query.cursor && openCursor(scope, query.cursor);
  const { items, next } = await loadOwnDossiers(ownersOf(caller), { before, limit: query.limit });
  const day = localDateOf(now());
  return {
    body: {
      items: items.map((summary) => viewOfSummary(summary, caller, day)),
      nextCursor: next && sealCursor(scope, next),
    },
  };
});
