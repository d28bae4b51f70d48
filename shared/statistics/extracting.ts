import { keepOwn } from '../document/own.ts';
import { EXPORTS } from '../errand/errand.ts';
import type { Kind } from '../errand/going-on.ts';
import { readyLetter } from '../errand/ready-letter.ts';
import { environment } from '../resources.ts';
import { csvOf, spreadsheetTypes, xlsxOf } from '../spreadsheet.ts';
import { type CountedDossier, countedDossier } from './counted-dossier.ts';
import { isBehind } from './drill-down.ts';
import { type Extract, extended, type WalkPlace } from './extract.ts';
import { loadExtract, putExtract } from './extract-store.ts';
import { EXTRACT_PATH } from './extract-view.ts';
import { countedDossiersTable } from './spreadsheets.ts';
import { loadFacts } from './store.ts';

/**
 * A file ends with the page of facts that brings it over one of these: what it holds is in memory as it is made, and looking takes a
 * few of the fifteen minutes that a run has.
 */
export type Limits = { readonly dossiers: number; readonly looked: number; readonly page: number };
const LIMITS: Limits = { dossiers: 50_000, looked: 250_000, page: 1_000 };

/** The dossiers of the next file, and where the one after it begins. */
async function gather(
  { agencies, place, ...asked }: Extract,
  { dossiers, looked, page }: Limits,
): Promise<{ readonly items: readonly CountedDossier[]; readonly next: WalkPlace | undefined }> {
  const items: CountedDossier[] = [];
  let seen = 0;
  let { agency: at, before }: WalkPlace = place ?? { agency: 0 };
  for (let agency = agencies[at]; agency !== undefined; agency = agencies[at]) {
    if (items.length >= dossiers || seen >= looked)
      return { items, next: { agency: at, ...(before && { before }) } };
    const facts = await loadFacts(agency, { until: asked.to, before, limit: page });
    seen += facts.length;
    items.push(...facts.filter((fact) => isBehind(fact, asked)).map(countedDossier));
    const isLast = facts.length < page;
    before = isLast ? undefined : facts.at(-1)?.dossierCode;
    if (isLast) at += 1;
  }
  return { items, next: undefined };
}

/** Makes the next file of a list, if it has any dossiers, under a place that a run which makes it again takes again. */
async function makeFile(one: Extract, limits: Limits): Promise<Extract> {
  const { exportId, format, files } = one;
  const { items, next } = await gather(one, limits);
  // A list of nothing is a file all the same.
  if (items.length === 0 && (next || files.length > 0)) return extended(one, undefined, next);
  const table = countedDossiersTable({ items });
  const bytes = format === 'csv' ? Buffer.from(csvOf(table)) : await xlsxOf(table);
  const place = `${EXPORTS}/${exportId}/${files.length + 1}.${format}`;
  const file = await keepOwn(place, bytes, spreadsheetTypes[format]);
  return extended(one, { ...file, dossiers: items.length }, next);
}

const letter = (one: Extract) =>
  readyLetter(
    one,
    {
      title: 'Danh sách hồ sơ đã sẵn sàng',
      greeting: 'Kính gửi Ông/Bà,',
      message: (until) =>
        `Danh sách hồ sơ mà Ông/Bà yêu cầu đã được lập xong. Mời Ông/Bà đăng nhập bằng tài khoản công vụ đã yêu cầu và tải về trước ${until}.`,
      translation: (until) =>
        `The list of dossiers that you asked for is ready. Sign in with the account that asked for it, and fetch it before ${until}.`,
      guidance: 'Nếu Ông/Bà không yêu cầu danh sách này, hãy báo cho quản trị hệ thống.',
      leadsTo: 'Danh sách hồ sơ',
    },
    `${environment('PUBLIC_URL')}${EXTRACT_PATH}`,
  );

/** How lists of the dossiers behind a figure are made. */
export const extracts = (limits = LIMITS): Kind<Extract> => ({
  load: loadExtract,
  put: putExtract,
  make: (one) => makeFile(one, limits),
  letter,
});
