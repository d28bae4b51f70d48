import { timingSafeEqual } from 'node:crypto';
import { loadCode } from '../../shared/dossier/code.ts';
import { filedStatuses } from '../../shared/dossier/status.ts';
import { loadFiled } from '../../shared/dossier/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { trackDossier } from '../../shared/tracking/contracts/track-dossier.ts';

const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

export const handler = serveRead(trackDossier, async ({ body }) => {
  const entry = await loadCode(body.code);
  // One answer for a wrong code and for a wrong secret: guessing learns nothing.
  if (!entry || !same(entry.receipt.trackingSecret, body.secret)) throw new Problem('tracking-not-found');
  const { code, status } = await loadFiled(entry.dossierId);
  const { national, name, completion } = filedStatuses[status];
  return { body: { code, status: { code: national, name }, completionPercent: completion } };
});
