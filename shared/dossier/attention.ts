import type { Actor } from '../actor.ts';
import type { Write } from '../table/transaction.ts';
import type { Filed } from './dossier.ts';
import { putDossier } from './store.ts';

type Attention = NonNullable<Filed['attention']>;

/** What the desk of a dossier is to look after from now on, if anything: no event tells it. */
export const putAttention = (dossier: Filed, attention: Attention | undefined, by: Actor): readonly Write[] =>
  putDossier(dossier, { ...dossier, version: dossier.version + 1, attention, changedBy: by });

/** What of it stays whatever becomes of the result: its money. */
export const attentionLeft = ({ attention }: Filed): Attention | undefined =>
  attention === 'refund-refused' || attention === 'payment-unexplained' ? attention : undefined;

/** Brings a dossier to its desk; one that is there already keeps its own reason. */
export const brought = (dossier: Filed, attention: Attention, by: Actor): readonly Write[] =>
  dossier.attention ? [] : putAttention(dossier, attention, by);
