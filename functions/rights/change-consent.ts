import { localDateOf } from '../../shared/clock.ts';
import { said, wordingOf } from '../../shared/consent/consent.ts';
import { loadConsents, putConsent } from '../../shared/consent/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { viewOfConsent } from '../../shared/rights/consent-view.ts';
import { changeConsent } from '../../shared/rights/contracts/change-consent.ts';
import { undoneBy } from '../../shared/rights/withdrawing.ts';

export const handler = serveChange(changeConsent, async ({ params: { purpose }, body, caller }, { now }) => {
  const before = await loadConsents(caller.subject);
  if (body.state === 'given' && body.version !== wordingOf(purpose).version)
    throw new Problem('consent-wording-changed');
  const at = now();
  const consent = said(before, { purpose, state: body.state }, caller, { at, today: localDateOf(at) });
  if (!consent) return { writes: [], body: viewOfConsent(before, purpose) };
  return {
    writes: [putConsent(caller.subject, consent), ...(await undoneBy(consent, caller))],
    body: viewOfConsent([...before, consent], purpose),
  };
});
