import { ownersOf } from '../../shared/applicant/owner.ts';
import { wordingOf } from '../../shared/consent/consent.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { listOwnResults } from '../../shared/issuing/contracts/list-own-results.ts';
import { amongOwn } from '../../shared/issuing/view.ts';
import { loadOwnResults } from '../../shared/result/store.ts';

export const handler = serveRead(listOwnResults, async ({ query: { limit, cursor }, caller }) => {
  const scope = ['own-results', caller.subject];
  const { version, text } = wordingOf('reuse-results');
  const before = cursor && openCursor(scope, cursor);
  const { items, next } = await loadOwnResults(ownersOf(caller), { before, limit });
  return {
    body: {
      items: items.map(amongOwn),
      nextCursor: next && sealCursor(scope, next),
      consent: { version, text },
    },
  };
});
