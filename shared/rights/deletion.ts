import * as z from 'zod';
import { ownersOf } from '../applicant/owner.ts';
import { toInstant } from '../clock.ts';
import { underWay } from '../consignment/consignment.ts';
import { consignmentsIn } from '../consignment/store.ts';
import { OWN_PREFIX } from '../document/document.ts';
import type { Draft } from '../dossier/dossier.ts';
import { dossierOf } from '../dossier/store.ts';
import { EXPORTS } from '../errand/errand.ts';
import type { Applicant } from '../http/caller.ts';
import { StoredInstant } from '../instant.ts';
import { personal } from '../personal.ts';
import { isAwaitedByPortal } from '../portal/filing.ts';
import type { Item } from '../table/transaction.ts';
import type { Export } from './export.ts';
import { type HeldKind, heldKindOf } from './held.ts';

/** By when what may go is gone (NĐ 13/2023/NĐ-CP Điều 16(5)). The worker begins at two in the night. */
export const DELETION_HOURS = 72;

/** That an account asked for its data to be deleted. Once it is done no more is left than that, when, and how much. */
export const Deletion = z.object({
  v: z.literal(1),
  deletionId: z.uuid(),
  /** Rises with every change, so that of two runs one is written down. */
  step: z.int().min(1),
  state: z.enum(['asked', 'done']),
  requestedAt: StoredInstant,
  /** Under which owners its drafts stand, until it is done. */
  owners: z.array(personal(z.string(), 'account')).optional(),
  /** Folders of the bucket whose items are gone and which are to be emptied. */
  folders: z.array(z.string()),
  /** Drafts that are gone so far. */
  drafts: z.int().min(0),
  doneAt: StoredInstant.optional(),
});
export type Deletion = z.infer<typeof Deletion>;

/** Deletion that is asked for now. @param copy the copy of its data, which is out of reach from now on */
export const requestedDeletion = (
  caller: Applicant,
  before: Deletion | undefined,
  copy: Export | undefined,
  { id, at }: { readonly id: string; readonly at: Date },
): Deletion => ({
  v: 1,
  deletionId: id,
  step: (before?.step ?? 0) + 1,
  state: 'asked',
  requestedAt: toInstant(at),
  owners: [...ownersOf(caller)],
  folders: copy ? [`${OWN_PREFIX}${EXPORTS}/${copy.exportId}/`] : [],
  drafts: 0,
});

const stepped = (before: Deletion): Deletion => ({ ...before, step: before.step + 1 });

/** A draft is gone from the table; its folders are to be emptied next. Pure. */
export const draftGone = (before: Deletion, folders: readonly string[]): Deletion => ({
  ...stepped(before),
  drafts: before.drafts + 1,
  folders: [...folders],
});

/** What was in its folders is gone. Pure. */
export const emptied = (before: Deletion): Deletion => ({ ...stepped(before), folders: [] });

/** All that may go is gone, and with it whose it was. Pure. */
export function deletionDone(before: Deletion, at: Date): Deletion {
  const { owners: _, ...rest } = stepped(before);
  return { ...rest, state: 'done', doneAt: toInstant(at) };
}

/** All that a draft is made of where nothing binds it: with money, or anything else beside it, it stays. */
const ofDrafts: readonly HeldKind[] = [
  'DOSSIER',
  'DOSSIER#APPLICATION',
  'DOSSIER#DOCUMENT',
  'DOSSIER#CONSIGNMENT',
  'ANNOUNCED',
  'PORTAL_FILING',
];

/**
 * The draft among the items of a partition if it may go when its owner wants it to: not what a desk is taking in, nor what the
 * post is collecting, the national portal waits for, or money or an attempt to pay is in, for that must come to its end first. Pure.
 */
export function freeDraft(items: readonly Item[], owners: readonly string[]): Draft | undefined {
  const dossier = dossierOf(items);
  if (dossier?.status !== 'draft' || dossier.receiving || !owners.includes(dossier.owner)) return undefined;
  if (underWay(consignmentsIn(items)) || isAwaitedByPortal(items, dossier.id)) return undefined;
  return items.every(({ SK }) => ofDrafts.includes(heldKindOf(String(SK)))) ? dossier : undefined;
}
