import { type Instant, withVietnamOffset } from '../clock.ts';
import { actionOf, stepFrom } from './actions.ts';
import { attentionLeft } from './attention.ts';
import { moved, type State } from './change.ts';
import type { Filed } from './dossier.ts';

/** A dossier whose result the post has delivered: returned at that moment, unless fees are still to be taken for it. */
export function deliveredStates(dossier: Filed, at: Instant): readonly State[] {
  const step = dossier.collection ? undefined : stepFrom('returnResult', dossier.status, 'postal');
  if (!step) return [];
  const change = { returnedAt: at, attention: attentionLeft(dossier) };
  const after = moved(dossier, actionOf('returnResult'), step, at, { change });
  return [{ after, told: { name: 'dossier.returned', occurredAt: withVietnamOffset(at) } }];
}
