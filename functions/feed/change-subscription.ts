import { toInstant } from '../../shared/clock.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { changeSubscription } from '../../shared/feed/contracts/change-subscription.ts';
import { loadWithheld, putDeed, putWithheld } from '../../shared/feed/store.ts';
import { requireSubscription } from '../../shared/feed/subscription.ts';
import { viewOfKeptBack } from '../../shared/feed/subscription-view.ts';
import { resumed, suspended } from '../../shared/feed/withholding.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

export const handler = serveChange(changeSubscription, async ({ params, body, caller }, { now, newId }) => {
  const { agency } = params;
  requireSubscription(agency);
  const at = now();
  const before = await loadWithheld(agency);
  const after = body.action === 'suspend' ? suspended(before, agency, at) : resumed(before, at);
  const deed = { agency, deed: body.action, at: toInstant(at), by: actorOf(caller) };
  return { body: viewOfKeptBack(after), writes: [putWithheld(before, after), putDeed(deed, newId())] };
});
