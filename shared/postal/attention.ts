import type { Occasion } from '../dossier/change.ts';
import type { Filed } from '../dossier/dossier.ts';
import { putDossier } from '../dossier/store.ts';
import type { Write } from '../table/transaction.ts';

/** Brings a dossier to its desk, for a reason that no event tells; one that is there already keeps its own. */
export const brought = (
  dossier: Filed,
  attention: NonNullable<Filed['attention']>,
  { actor }: Occasion,
): readonly Write[] =>
  dossier.attention
    ? []
    : putDossier(dossier, { ...dossier, version: dossier.version + 1, attention, changedBy: actor });
