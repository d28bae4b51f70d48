import { localDateOf } from '../../shared/clock.ts';
import { apologyDraftOf } from '../../shared/dossier/apology-draft.ts';
import { loadWholeHistory, recordReading } from '../../shared/dossier/history.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { recallIfThere } from '../../shared/procedure/store.ts';
import { environment } from '../../shared/resources.ts';
import { openSheet } from '../../shared/sheets/contracts/open-sheet.ts';
import { dossierSheets } from '../../shared/sheets/dossier-sheets.ts';
import { openKept } from '../../shared/sheets/kept.ts';
import { signedFor, signingReasons } from '../../shared/sheets/signed.ts';
import { typesetter } from '../../shared/sheets/typeset.ts';
import { feeReceiptSheetKey, sheetKey } from '../../shared/table/keys.ts';
import { readTrackingPage } from '../../shared/tracking/contracts/read-tracking-page.ts';
import { readVerificationPage } from '../../shared/verification/contracts/read-verification-page.ts';

const render = typesetter(__dirname);

export const handler = serveRead(openSheet, async ({ params, query, caller }, sources) => {
  const { dossier, ...parts } = await loadFile(params.dossierId, caller);
  const { of, readers } = dossierSheets[params.sheet];
  if (dossier.status === 'draft' || (readers === 'officers' && caller.kind !== 'officer'))
    throw new Problem('sheet-not-found');
  const isReceipt = params.sheet === 'fee-receipt';
  const [history, procedure, receipts] = await Promise.all([
    loadWholeHistory(dossier.id),
    recallIfThere(dossier.procedure.code, sources.now),
    isReceipt ? loadFeeReceipts(dossier.id) : [],
  ]);
  const feeReceipt = receipts.findLast(({ code }) => code === (query.receipt ?? code));
  const url = environment('PUBLIC_URL');
  const sheet = of({
    file: { dossier, ...parts },
    history,
    procedure,
    trackingUrl: `${url}${readTrackingPage.path}`,
    verificationUrl: `${url}${readVerificationPage.path}`,
    feeReceipt,
    apologyDraft: caller.kind === 'officer' ? apologyDraftOf(dossier, localDateOf(sources.now())) : undefined,
  });
  if (!sheet) throw new Problem('sheet-not-found');
  if (caller.kind === 'officer') await recordReading(dossier, caller, openSheet.id, sources);
  const shelf = {
    key: (edition: string) =>
      feeReceipt
        ? feeReceiptSheetKey(dossier.id, feeReceipt.code, edition)
        : sheetKey(dossier.id, sheet.form, edition),
    folder: dossier.id,
    about: feeReceipt?.code ?? dossier.code,
  };
  const { now } = sources;
  const reason = isReceipt ? signingReasons.feeReceipt : signingReasons.form;
  const sign = signedFor(dossier.procedure.agency, now, reason);
  return { body: await openKept(sheet, shelf, { render, sign, now }) };
});
