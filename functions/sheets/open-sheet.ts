import { localDateOf } from '../../shared/clock.ts';
import { apologyDraftOf } from '../../shared/dossier/apology-draft.ts';
import { loadWholeHistory, recordReading } from '../../shared/dossier/history.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { recallIfThere } from '../../shared/procedure/store.ts';
import { environment } from '../../shared/resources.ts';
import { openSheet } from '../../shared/sheets/contracts/open-sheet.ts';
import { dossierSheets } from '../../shared/sheets/dossier-sheets.ts';
import { openKept } from '../../shared/sheets/kept.ts';
import { signedFor } from '../../shared/sheets/signed.ts';
import { typesetter } from '../../shared/sheets/typeset.ts';
import { sheetKey } from '../../shared/table/keys.ts';
import { readTrackingPage } from '../../shared/tracking/contracts/read-tracking-page.ts';

const render = typesetter(__dirname);

export const handler = serveRead(openSheet, async ({ params, caller }, sources) => {
  const { dossier, ...parts } = await loadFile(params.dossierId, caller);
  const { of, readers } = dossierSheets[params.sheet];
  if (dossier.status === 'draft' || (readers === 'officers' && caller.kind !== 'officer'))
    throw new Problem('sheet-not-found');
  const [history, procedure] = await Promise.all([
    loadWholeHistory(dossier.id),
    recallIfThere(dossier.procedure.code, sources.now),
  ]);
  const trackingUrl = `${environment('PUBLIC_URL')}${readTrackingPage.path}`;
  const sheet = of({
    file: { dossier, ...parts },
    history,
    procedure,
    trackingUrl,
    apologyDraft: caller.kind === 'officer' ? apologyDraftOf(dossier, localDateOf(sources.now())) : undefined,
  });
  if (!sheet) throw new Problem('sheet-not-found');
  if (caller.kind === 'officer') await recordReading(dossier, caller, openSheet.id, sources);
  const shelf = {
    key: (edition: string) => sheetKey(dossier.id, sheet.form, edition),
    folder: dossier.id,
    about: dossier.code,
  };
  const { now } = sources;
  const sign = signedFor(dossier.procedure.agency, now);
  return { body: await openKept(sheet, shelf, { render, sign, now }) };
});
