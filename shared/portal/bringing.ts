import { toInstant } from '../clock.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { type Entry, loadWholeHistory } from '../dossier/history.ts';
import { loadFileIfThere } from '../dossier/store.ts';
import { commit } from '../table/transaction.ts';
import { type Portal, PortalRefused } from './client.ts';
import { hashOfImage, imageOf, isOfPortal } from './image.ts';
import { loadMark, type Mark, putMark, setAside, settled } from './mark.ts';
import { progressOf } from './progress.ts';

/** What is noted where the portal has no words of its own. */
const UNANSWERED = 'Cổng không trả lời';

/** A dossier that the portal is told of, with its log, oldest first. */
export type Told = { readonly file: DossierFile<Filed>; readonly history: readonly Entry[] };

/** A dossier as it is now, if the portal is told of it at all: no draft, and none of a procedure that only we have. */
export async function loadForPortal(dossierId: string): Promise<Told | undefined> {
  const file = await loadFileIfThere(dossierId);
  if (!file || file.dossier.status === 'draft' || !isOfPortal(file.dossier)) return undefined;
  return { file: { ...file, dossier: file.dossier }, history: await loadWholeHistory(dossierId) };
}

/**
 * Sends what the portal does not have yet, first the dossier, then its progress.
 * @returns step by step how far the portal knows it
 * @throws PortalRefused, PortalDown
 */
async function* sending({ file, history }: Told, mark: Mark, portal: Portal, at: Date): AsyncGenerator<Mark> {
  let known = mark;
  const image = imageOf(file, history);
  const hash = hashOfImage(image);
  if (hash !== known.hash) {
    const isKnown = known.sentAt !== undefined;
    const { wasNew } = await portal.putDossier(image, isKnown);
    // A portal that has lost the dossier has lost its progress too.
    const told = isKnown && wasNew ? 0 : known.told;
    known = { ...known, hash, sentAt: toInstant(at), told };
    yield known;
  }
  for (const { lines, until } of progressOf(file.dossier, history, known.told)) {
    await portal.addProgress(lines);
    known = { ...known, told: until };
    yield known;
  }
}

/** What came of it: the portal has taken something, had all of it before, or does not take it, which puts it aside. */
export type Brought = 'sent' | 'known' | 'aside';

/**
 * Brings a dossier to the portal. What the portal has taken is on record, also when the rest fails: so nothing is sent twice.
 * @throws PortalDown when the portal could not be asked
 * @throws Superseded when another run was faster
 */
export async function bring(dossierId: string, portal: Portal, at: Date): Promise<Brought> {
  const [told, before] = await Promise.all([loadForPortal(dossierId), loadMark(dossierId)]);
  if (!told) return 'known';
  let after = before;
  let failure: unknown;
  try {
    for await (const reached of sending(told, before, portal, at)) after = reached;
    if (before.nextTryAt) after = settled(after);
  } catch (error) {
    failure = error;
    if (error instanceof PortalRefused) after = setAside(after, error.said, dossierId, at);
  }
  if (after !== before) await commit([putMark(dossierId, before, after)]);
  if (failure instanceof PortalRefused) return 'aside';
  if (failure) throw failure;
  return after === before ? 'known' : 'sent';
}

/** Puts a dossier aside of which the portal has said nothing, while it answered for others. */
export async function passOver(dossierId: string, at: Date): Promise<void> {
  const mark = await loadMark(dossierId);
  await commit([putMark(dossierId, mark, setAside(mark, UNANSWERED, dossierId, at))]);
}
