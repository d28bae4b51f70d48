import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { confirmAddress } from '../../shared/notification/contracts/confirm-address.ts';
import { codeTried } from '../../shared/notification/preferences.ts';
import { loadPreferences, putPreferences } from '../../shared/notification/preferences-store.ts';
import { viewOfPreferences } from '../../shared/notification/preferences-view.ts';
import { commit } from '../../shared/table/transaction.ts';

export const handler = serveChange(confirmAddress, async ({ body, caller }, { now }) => {
  const { address: email, code } = body;
  const before = await loadPreferences(caller);
  const { after, right } = codeTried(before, { email, code }, now());
  const writes = putPreferences(caller, before, after);
  if (right) return { writes, body: viewOfPreferences(after) };
  // The try is taken though the call is refused.
  await commit(writes);
  throw new Problem('code-not-valid');
});
