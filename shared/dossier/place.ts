import type { Filed } from './dossier.ts';

/** Where an open dossier lies: with whom the next move is. */
export type Place =
  | 'reception'
  | 'unassigned'
  | 'waiting'
  | 'approval'
  | 'results'
  | `officer#${string}`
  | `division#${string}`;

export const onDeskOf = (subject: string): Place => `officer#${subject}`;
export const poolOf = (division: string): Place => `division#${division}`;

/** With whoever is to work on it at the agency that decides. */
function inWork({ receivedAt, stage, consulted = [], assignee }: Filed): Place {
  if (!receivedAt) return 'reception';
  if (stage === 'proposed') return 'approval';
  if (consulted.length > 0) return 'waiting';
  if (assignee?.subject !== undefined) return onDeskOf(assignee.subject);
  return assignee?.division === undefined ? 'unassigned' : poolOf(assignee.division);
}

/** The one place where a dossier lies; undefined once it is closed. */
export function placeOf(dossier: Filed): Place | undefined {
  switch (dossier.status) {
    case 'submitted':
      return 'reception';
    case 'received':
    case 'processing':
    case 'withdrawalRequested':
      return inWork(dossier);
    case 'supplementRequested':
    case 'paymentRequested':
      return 'waiting';
    case 'done':
      return 'results';
    case 'refused':
    case 'stopped':
    case 'returned':
      return undefined;
  }
}
