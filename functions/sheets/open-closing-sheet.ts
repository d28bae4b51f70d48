import { closingCode, placeOfClosing } from '../../shared/cash/closing.ts';
import { loadClosing } from '../../shared/cash/store.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { cashClosingSheet } from '../../shared/sheets/cash-closing.ts';
import { openClosingSheet } from '../../shared/sheets/contracts/open-closing-sheet.ts';
import { openKept } from '../../shared/sheets/kept.ts';
import { signedFor, signingReasons } from '../../shared/sheets/signed.ts';
import { typesetter } from '../../shared/sheets/typeset.ts';
import { cashSheetKey } from '../../shared/table/keys.ts';

const render = typesetter(__dirname);

export const handler = serveRead(openClosingSheet, async ({ params, caller }, { now }) => {
  const closing = await loadClosing(params.closing, caller);
  const place = placeOfClosing(closing);
  const shelf = {
    key: (edition: string) => cashSheetKey(closing.agency, place, edition),
    folder: `${closing.agency}/${place}`,
    about: closingCode(closing),
  };
  const sign = signedFor(closing.agency, now, signingReasons.cashClosing);
  return { body: await openKept(cashClosingSheet(closing), shelf, { render, sign, now }) };
});
