import { type KeptApplicant, nameOf } from '../applicant/applicant.ts';
import { localDateOf, type Now, toInstant } from '../clock.ts';
import { type Rejection, rejections } from '../document/document.ts';
import { loadCounter } from '../dossier/code.ts';
import type { DossierFile, Draft } from '../dossier/dossier.ts';
import { officeOf } from '../dossier/draft.ts';
import { loadFileIfThere } from '../dossier/store.ts';
import { submission } from '../filing/submission.ts';
import type { Applicant } from '../http/caller.ts';
import { Problem, problems } from '../http/problems.ts';
import type { NewId, NewSecret } from '../ids.ts';
import { log } from '../log.ts';
import { loadMoneyOf } from '../paying/settling.ts';
import { stampOf } from '../payment/provider.ts';
import { recallProcedure } from '../procedure/store.ts';
import { waitAfter } from '../shipment/ladder.ts';
import { commit, untilUndisturbed, type Write } from '../table/transaction.ts';
import { type Portal, PortalRefused } from './client.ts';
import { fetchFile } from './fetching.ts';
import { type LinkedFile, loadFiling, type PortalFiling, putChangedFiling } from './filing.ts';

/** What is not deterministic, and the portal. */
type Sources = {
  readonly portal: Portal;
  readonly now: Now;
  readonly newId: NewId;
  readonly newSecret: NewSecret;
};

const actor = { kind: 'partner', partner: 'portal' } as const;

/** Whom the portal has signed in, as far as the form says. */
const accountOf = ({ owner }: Draft, applicant: KeptApplicant): Applicant => ({
  kind: 'applicant',
  subject: owner,
  accountType: applicant.kind,
  name: nameOf(applicant),
});

const saidOfFile = ({ name }: Pick<LinkedFile, 'name'>, rejection: Rejection): string =>
  `${name}: ${rejections[rejection].vi}`;

/** Brings what is still to be fetched, one file after the other. @returns what is wrong with any */
async function fetchAll(
  draft: Draft,
  files: readonly LinkedFile[],
  { portal, now }: Sources,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const file of files) {
    const rejection = await fetchFile(draft, file, { portal, at: now() });
    if (rejection) wrong.push(saidOfFile(file, rejection));
  }
  return wrong;
}

/** What is wrong with files that were examined. */
const rejectedIn = ({ documents }: DossierFile): readonly string[] =>
  documents.flatMap((one) => (one.state === 'rejected' ? [saidOfFile(one, one.rejection)] : []));

const saidOf = ({ code, detail, faults }: Problem): string =>
  [detail?.vi ?? problems[code].title.vi, ...faults.map(({ message }) => message.vi)].join('; ');

/** What a submission writes. @throws Problem where it cannot be submitted so */
async function submitted(
  file: DossierFile<Draft>,
  { now, newId, newSecret }: Sources,
): Promise<readonly Write[]> {
  const { dossier: draft } = file;
  if (!draft.form) throw new Problem('form-invalid');
  const at = now();
  const day = localDateOf(at);
  const [procedure, numbersGiven, money] = await Promise.all([
    recallProcedure(draft.procedure.code, now),
    loadCounter(draft.procedure.agency, day),
    loadMoneyOf(file, day),
  ]);
  const material = { draft, file, procedure, numbersGiven, newSecret };
  const occasion = { at, actor, newId, correlationId: newId(), money };
  return submission(material, accountOf(draft, draft.form.applicant), occasion).writes;
}

/** Tells the portal why a filing goes no further. */
const tellBack = (
  { dossier }: DossierFile<Draft>,
  { portalCode }: PortalFiling,
  why: string,
  { portal, now }: Sources,
) => {
  const office = officeOf(dossier.procedure.agency).name.vi;
  return portal.addProgress([
    {
      MaHoSo: portalCode,
      NguoiXuLy: office.slice(0, 50),
      ChucDanh: undefined,
      ThoiDiemXuLy: stampOf(toInstant(now())),
      PhongBanXuLy: office,
      NoiDungXuLy: why,
      TrangThai: '3',
      NgayKetThucTheoQuyDinh: undefined,
    },
  ]);
};

/** Ends a filing; what was submitted is no longer forgotten. */
function ended(dossierId: string, filing: PortalFiling, state: 'submitted' | 'refused'): readonly Write[] {
  const { nextTryAt: _, expiresAt, ...rest } = filing;
  return putChangedFiling(dossierId, filing, { ...rest, state, ...(state === 'refused' && { expiresAt }) });
}

/** Tells the portal why a filing goes no further, and leaves it. */
async function refuse(
  file: DossierFile<Draft>,
  filing: PortalFiling,
  why: string,
  sources: Sources,
): Promise<'refused'> {
  await tellBack(file, filing, why, sources).catch((error: unknown) => {
    if (!(error instanceof PortalRefused)) throw error;
    log.error('PORTAL_FAILED', error, { dossierId: file.dossier.id });
  });
  await commit(ended(file.dossier.id, filing, 'refused'));
  return 'refused';
}

/** What a submission writes, or why it cannot be. */
async function submittedOr(
  file: DossierFile<Draft>,
  sources: Sources,
): Promise<{ readonly writes: readonly Write[] } | { readonly why: string }> {
  try {
    return { writes: await submitted(file, sources) };
  } catch (error) {
    // Another day will do.
    if (!(error instanceof Problem) || error.code === 'day-full') throw error;
    return { why: saidOf(error) };
  }
}

/**
 * Takes a filing a step further: its files are fetched; while one is examined it waits; when one is rejected, or it cannot be
 * submitted so, the portal is told why; and else it is submitted.
 * @returns how far it is, or nothing where it is none any more
 * @throws PortalDown: it stays due
 */
export const follow = (dossierId: string, sources: Sources): Promise<PortalFiling['state'] | undefined> =>
  untilUndisturbed(async () => {
    const [found, filing] = await Promise.all([loadFileIfThere(dossierId), loadFiling(dossierId)]);
    if (found?.dossier.status !== 'draft' || filing?.state !== 'fetching') return undefined;
    const file = { ...found, dossier: found.dossier };
    const isThere = ({ documentId }: LinkedFile) =>
      file.documents.some((one) => one.documentId === documentId);
    const missing = filing.files.filter((one) => !isThere(one));
    const wrong = [...(await fetchAll(file.dossier, missing, sources)), ...rejectedIn(file)];
    if (wrong.length > 0) return refuse(file, filing, wrong.join('; '), sources);
    if (missing.length > 0 || file.documents.some(({ state }) => state === 'declared')) {
      await commit(putChangedFiling(dossierId, filing, { ...filing, nextTryAt: toInstant(sources.now()) }));
      return 'fetching';
    }
    const outcome = await submittedOr(file, sources);
    if ('why' in outcome) return refuse(file, filing, outcome.why, sources);
    await commit([...outcome.writes, ...ended(dossierId, filing, 'submitted')]);
    return 'submitted';
  });

/** Lets others go first: the portal has not answered for this one. */
export const postpone = (dossierId: string, at: Date): Promise<void> =>
  untilUndisturbed(async () => {
    const filing = await loadFiling(dossierId);
    if (filing?.state !== 'fetching') return;
    const nextTryAt = toInstant(new Date(at.getTime() + waitAfter(1, dossierId)));
    await commit(putChangedFiling(dossierId, filing, { ...filing, nextTryAt }));
  });
