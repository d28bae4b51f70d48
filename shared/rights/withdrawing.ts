import type { Consent } from '../consent/consent.ts';
import type { Applicant } from '../http/caller.ts';
import { withoutAddresses } from '../notification/preferences.ts';
import { loadPreferences, putPreferences } from '../notification/preferences-store.ts';
import type { Write } from '../table/transaction.ts';

/** What stops in the moment in which a consent is withdrawn: further addresses are gone, so that whoever tells finds none. */
export async function undoneBy({ purpose, state }: Consent, caller: Applicant): Promise<readonly Write[]> {
  if (purpose !== 'further-addresses' || state !== 'withdrawn') return [];
  const before = await loadPreferences(caller);
  return before ? putPreferences(caller, before, withoutAddresses(before)) : [];
}
