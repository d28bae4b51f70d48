import { isInForce, lastSaid } from '../../shared/consent/consent.ts';
import { loadConsents } from '../../shared/consent/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { sendCode } from '../../shared/notification/confirming.ts';
import { setPreferences } from '../../shared/notification/contracts/set-preferences.ts';
import { addsAddress, chosen } from '../../shared/notification/preferences.ts';
import { loadPreferences, putPreferences } from '../../shared/notification/preferences-store.ts';
import { viewOfPreferences } from '../../shared/notification/preferences-view.ts';

/** Keeps how the caller wants to be told, and sends a code to each address that is new. */
export const handler = serveChange(setPreferences, async ({ body, caller }, { now, newId, newSecret }) => {
  const before = await loadPreferences(caller);
  if (addsAddress(before, body)) {
    const consents = await loadConsents(caller.subject);
    if (!isInForce(lastSaid(consents, 'further-addresses'))) throw new Problem('consent-required');
  }
  const { after, codes } = chosen(before, body, { at: now(), newId, newSecret });
  await Promise.all(codes.map((code) => sendCode(code, after.language)));
  return { writes: putPreferences(caller, before, after), body: viewOfPreferences(after) };
});
