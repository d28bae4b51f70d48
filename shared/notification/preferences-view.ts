import * as z from 'zod';
import { KeptEmail } from '../applicant/identifiers.ts';
import { choices, type Preferences, unchosen } from './preferences.ts';

/** How somebody wants to be told, as they see it themselves. */
export const PreferencesView = z
  .object({
    ...choices,
    addresses: z.array(z.object({ address: KeptEmail, confirmed: z.boolean() })),
  })
  .meta({ id: 'NotificationPreferences' });

export function viewOfPreferences(preferences: Preferences = unchosen): z.input<typeof PreferencesView> {
  const { language, channels, quiet, addresses } = preferences;
  return {
    language,
    channels,
    quiet,
    addresses: addresses.map(({ email, confirmedAt }) => ({
      address: email,
      confirmed: confirmedAt !== undefined,
    })),
  };
}
