import { loadFile } from '../../shared/dossier/store.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { listNotifications } from '../../shared/notification/contracts/list-notifications.ts';
import { isForAgency } from '../../shared/notification/email.ts';
import { loadAnnouncements } from '../../shared/notification/store.ts';
import { viewOfAnnouncement } from '../../shared/notification/view.ts';

export const handler = serveRead(listNotifications, async ({ params, caller }) => {
  const { dossier } = await loadFile(params.dossierId, caller);
  const all = await loadAnnouncements(dossier.id);
  const shown =
    caller.kind === 'officer'
      ? all
      : all.filter(({ announcement }) => !isForAgency({ name: announcement.event }));
  return {
    body: { items: shown.map(({ sequence, announcement }) => viewOfAnnouncement(sequence, announcement)) },
  };
});
