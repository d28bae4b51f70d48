import { localDateOf, toInstant, withVietnamOffset } from '../clock.ts';
import { loadConsents } from '../consent/store.ts';
import { loadReceipt } from '../dossier/code.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { hasLostPapers, isForgotten } from '../dossier/draft.ts';
import { dossierOf, loadPartition } from '../dossier/store.ts';
import { EXPORTS } from '../errand/errand.ts';
import type { Kind } from '../errand/going-on.ts';
import { readyLetter } from '../errand/ready-letter.ts';
import type { Applicant } from '../http/caller.ts';
import { loadPreferences } from '../notification/preferences-store.ts';
import { PreferencesView, viewOfPreferences } from '../notification/preferences-view.ts';
import { environment } from '../resources.ts';
import { DOCUMENT_PREFIX } from '../table/keys.ts';
import type { Item } from '../table/transaction.ts';
import { keepArchive } from './archive.ts';
import { viewOfConsents } from './consent-view.ts';
import { type Archive, archived, type Export, type WalkPlace } from './export.ts';
import { ExportData, SCHEMA_VERSION } from './export-data.ts';
import { loadExport, putExport } from './export-store.ts';
import { EXPORT_PATH } from './export-view.ts';
import { type ArchivedFile, exportedDossier, filedForAnother } from './gathering.ts';
import { guide, schemaText } from './guide.ts';
import { leftOut } from './held.ts';
import { ownedFrom } from './owned.ts';

/**
 * An archive ends with the dossier that brings it over one of these, so that a run has long come to its end when its time is
 * over: some 1,500 files, or a gigabyte through the function's network, take a few minutes of its fifteen.
 */
export type Limits = { readonly dossiers: number; readonly bytes: number };
const LIMITS: Limits = { dossiers: 250, bytes: 2 ** 30 };

/** What goes into one archive, and where the next one begins. */
type Gathered = Pick<ExportData, 'dossiers' | 'filedForOthers'> & {
  readonly files: readonly ArchivedFile[];
  readonly next: WalkPlace | undefined;
};

const ownerOf = ({ account: { subject, accountType, name } }: Export): Applicant => ({
  kind: 'applicant',
  subject,
  accountType,
  name,
});

/** The items of a dossier without papers that are forgotten: its money may keep a draft, and its papers never. */
const stillThere = (items: readonly Item[], dossier: Dossier, now: Date): readonly Item[] =>
  dossier.status === 'draft' && hasLostPapers(dossier, now)
    ? items.filter(({ SK }) => !String(SK).startsWith(DOCUMENT_PREFIX))
    : items;

/** What the next archive of a copy holds. A draft whose time is over may have lost its papers, and is forgotten. */
async function gather(one: Export, now: Date, limits: Limits): Promise<Gathered> {
  const dossiers: Gathered['dossiers'] = [];
  const filedForOthers: Gathered['filedForOthers'] = [];
  const files: ArchivedFile[] = [];
  let bytes = 0;
  let { place } = one;
  for await (const { dossierId, place: behind } of ownedFrom(one.owners, one.place)) {
    if (dossiers.length + filedForOthers.length >= limits.dossiers || bytes >= limits.bytes)
      return { dossiers, filedForOthers, files, next: place };
    place = behind;
    const items = await loadPartition(dossierId);
    const dossier = dossierOf(items);
    if (!dossier || (dossier.status === 'draft' && isForgotten(dossier, now))) continue;
    if (!one.owners.includes(dossier.owner)) {
      if (dossier.status !== 'draft') filedForOthers.push(filedForAnother(dossier));
      continue;
    }
    const receipt = dossier.status === 'draft' ? undefined : await loadReceipt(dossier.code);
    const told = exportedDossier(stillThere(items, dossier, now), receipt, {
      owner: ownerOf(one),
      day: localDateOf(now),
    });
    dossiers.push(ExportData.shape.dossiers.element.parse(told.dossier));
    files.push(...told.files);
    bytes += told.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }
  return { dossiers, filedForOthers, files, next: undefined };
}

/** Makes the next archive of a copy, under a place that a run which makes it again takes again. */
async function makeArchive(
  one: Export,
  now: Date,
  limits: Limits,
): Promise<readonly [Archive, WalkPlace | undefined]> {
  const { dossiers, filedForOthers, files, next } = await gather(one, now, limits);
  const number = one.archives.length + 1;
  const data: ExportData = {
    schemaVersion: SCHEMA_VERSION,
    exportId: one.exportId,
    archive: number,
    isLast: next === undefined,
    madeAt: withVietnamOffset(toInstant(now)),
    account: one.account,
    preferences: PreferencesView.parse(viewOfPreferences(await loadPreferences(ownerOf(one)))),
    consents: [...viewOfConsents(await loadConsents(one.account.subject))],
    dossiers,
    filedForOthers,
    leftOut,
  };
  const texts = [
    { path: 'LOI-DAN.txt', text: guide },
    { path: 'schema.json', text: schemaText() },
    { path: `data-${number}.json`, text: JSON.stringify(data, undefined, 2) },
  ];
  const file = await keepArchive(`${EXPORTS}/${one.exportId}/${number}`, { texts, files }, now);
  return [{ ...file, dossiers: dossiers.length + filedForOthers.length }, next];
}

const letter = (one: Export) =>
  readyLetter(
    one,
    {
      title: 'Bản sao dữ liệu đã sẵn sàng',
      greeting: 'Kính gửi Ông/Bà,',
      message: (until) =>
        `Bản sao dữ liệu mà Ông/Bà yêu cầu đã được lập xong. Mời Ông/Bà đăng nhập bằng tài khoản đã yêu cầu và tải về trước ${until}.`,
      translation: (until) =>
        `The copy of your data that you asked for is ready. Sign in with the account that asked for it, and fetch it before ${until}.`,
      guidance:
        'Nếu Ông/Bà không yêu cầu bản sao này, hãy đổi mật khẩu của tài khoản: không ai mở được bản sao nếu không đăng nhập.',
      leadsTo: 'Dữ liệu của tôi',
    },
    `${environment('PUBLIC_URL')}${EXPORT_PATH}`,
  );

/** How copies of what is held of an account are made. */
export const copies = (limits = LIMITS): Kind<Export> => ({
  load: loadExport,
  put: putExport,
  make: async (one, now) => archived(one, ...(await makeArchive(one, now, limits))),
  letter,
});
