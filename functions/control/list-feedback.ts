import { listFeedback } from '../../shared/control/contracts/list-feedback.ts';
import { mayAnswerFor, viewFor } from '../../shared/control/feedback.ts';
import { loadUnanswered } from '../../shared/feedback/store.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(listFeedback, async ({ query, caller }) => {
  const { agency = caller.agency, limit, cursor } = query;
  if (!mayAnswerFor(caller, agency)) throw new Problem('caller-not-allowed');
  const scope = ['feedback', agency];
  const { items, next } = await loadUnanswered(agency, {
    after: cursor && openCursor(scope, cursor),
    limit,
  });
  return {
    body: { items: items.map((one) => viewFor(caller, one)), nextCursor: next && sealCursor(scope, next) },
  };
});
