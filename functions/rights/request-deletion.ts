import { allWithdrawn } from '../../shared/consent/consent.ts';
import { loadConsents, putConsent } from '../../shared/consent/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { forgottenPreferences } from '../../shared/notification/preferences-store.ts';
import { requestDeletion } from '../../shared/rights/contracts/request-deletion.ts';
import { requestedDeletion } from '../../shared/rights/deletion.ts';
import { loadDeletion, putDeletion } from '../../shared/rights/deletion-store.ts';
import { viewOfDeletion } from '../../shared/rights/deletion-view.ts';
import { dropExport, loadExport } from '../../shared/rights/export-store.ts';
import { surveyOf } from '../../shared/rights/surveying.ts';

export const handler = serveChange(requestDeletion, async ({ caller }, { now, newId }) => {
  const { subject } = caller;
  const [before, owned] = await Promise.all([loadDeletion(subject), surveyOf(caller)]);
  if (before?.state === 'asked') return { writes: [], body: viewOfDeletion(before, owned) };
  const [copy, consents, preferences] = await Promise.all([
    loadExport(subject),
    loadConsents(subject),
    forgottenPreferences(caller),
  ]);
  const at = now();
  const deletion = requestedDeletion(caller, before, copy, { id: newId(), at });
  return {
    writes: [
      putDeletion(subject, before, deletion),
      ...preferences,
      ...(copy ? [dropExport(copy)] : []),
      ...allWithdrawn(consents, at).map((one) => putConsent(subject, one)),
    ],
    body: viewOfDeletion(deletion, owned),
  };
});
