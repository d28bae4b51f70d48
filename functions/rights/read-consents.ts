import { loadConsents } from '../../shared/consent/store.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { viewOfConsents } from '../../shared/rights/consent-view.ts';
import { readConsents } from '../../shared/rights/contracts/read-consents.ts';

export const handler = serveRead(readConsents, async ({ caller }) => ({
  body: { items: [...viewOfConsents(await loadConsents(caller.subject))] },
}));
