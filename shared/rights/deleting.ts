import { type Now, toInstant } from '../clock.ts';
import { givenUp, underWay } from '../consignment/consignment.ts';
import { giveUp } from '../consignment/movements/give-up.ts';
import { mayPass } from '../consignment/movements.ts';
import { putPassed } from '../consignment/store.ts';
import { destroyVersions, foldersOf, loadVersions } from '../document/erasing.ts';
import { accessTo } from '../dossier/access.ts';
import { dropDossier, fileOf, loadPartition } from '../dossier/store.ts';
import { log } from '../log.ts';
import { dropAll } from '../table/drop-all.ts';
import { FILE_PREFIX } from '../table/keys.ts';
import { commit, type Item, Superseded } from '../table/transaction.ts';
import { type Deletion, deletionDone, draftGone, emptied, freeDraft } from './deletion.ts';
import { loadAskedDeletions, putDeletion } from './deletion-store.ts';
import { ownedBy } from './owned.ts';

/** Empties the folders of what is gone from the table; a run that died before is made up for. */
async function emptiedFolders(subject: string, before: Deletion): Promise<Deletion> {
  if (before.folders.length === 0) return before;
  await destroyVersions(await loadVersions(before.folders));
  const after = emptied(before);
  await commit([putDeletion(subject, before, after)]);
  return after;
}

/**
 * Calls off the collection of papers of a draft that is to go, unless the post has them. Until the operator knows, the draft
 * stays; then it is forgotten with all others in its time.
 */
async function callOffCollection(items: readonly Item[], owners: readonly string[], at: Date): Promise<void> {
  const file = fileOf(items);
  const consignment = file && underWay(file.consignments);
  if (file?.dossier.status !== 'draft' || !owners.includes(file.dossier.owner)) return;
  if (!consignment || !mayPass(giveUp, consignment, 'system')) return;
  const { dossier } = file;
  await commit([
    putPassed(dossier.id, consignment, givenUp(consignment, toInstant(at)), accessTo(dossier)),
  ]).catch((error: unknown) => {
    // It moved meanwhile: whoever asks again finds it so.
    if (!(error instanceof Superseded)) throw error;
  });
}

/**
 * Takes a draft away, and says in the same transaction which folders are to be emptied: what is filed meanwhile, or changed,
 * stays. A draft has no more items than a transaction takes writes.
 */
async function dropDraft(
  subject: string,
  before: Deletion,
  items: readonly Item[],
  at: Date,
): Promise<Deletion> {
  await callOffCollection(items, before.owners ?? [], at);
  const draft = freeDraft(items, before.owners ?? []);
  if (!draft || draft.createdAt > before.requestedAt) return before;
  const after = draftGone(before, foldersOf(draft.id));
  try {
    await commit([
      dropDossier(draft),
      ...dropAll(items.filter(({ SK }) => SK !== FILE_PREFIX)),
      putDeletion(subject, before, after),
    ]);
  } catch (error) {
    if (error instanceof Superseded) return before;
    throw error;
  }
  return emptiedFolders(subject, after);
}

/** Deletes what an account wants gone and nothing keeps; done again it changes nothing. */
async function carryOut(subject: string, asked: Deletion, now: Now): Promise<void> {
  let deletion = await emptiedFolders(subject, asked);
  for (const id of (await ownedBy(asked.owners ?? [])).drafts)
    deletion = await dropDraft(subject, deletion, await loadPartition(id), now());
  const done = deletionDone(deletion, now());
  await commit([putDeletion(subject, deletion, done)]);
  const { deletionId, drafts, requestedAt } = done;
  log.info('DATA_DELETED', { deletionId, drafts, requestedAt, doneAt: toInstant(now()) });
}

/** Carries out all deletions that were asked for; one that fails holds up no other. @returns how many failed */
export async function carryOutDeletions({
  worker,
  now,
}: {
  readonly worker: string;
  readonly now: Now;
}): Promise<number> {
  let failed = 0;
  for (const { subject, deletion } of await loadAskedDeletions())
    try {
      await carryOut(subject, deletion, now);
    } catch (error) {
      log.error('EVENT_FAILED', error, { worker, deletionId: deletion.deletionId });
      failed += 1;
    }
  return failed;
}
