import { serveRead } from '../../shared/http/serve-read.ts';
import { readPreferences } from '../../shared/notification/contracts/read-preferences.ts';
import { loadPreferences } from '../../shared/notification/preferences-store.ts';
import { viewOfPreferences } from '../../shared/notification/preferences-view.ts';

export const handler = serveRead(readPreferences, async ({ caller }) => ({
  body: viewOfPreferences(await loadPreferences(caller)),
}));
