import { loadHandOver } from '../../shared/hand-over/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { openHandOverSheet } from '../../shared/sheets/contracts/open-hand-over-sheet.ts';
import { handOverSheet } from '../../shared/sheets/hand-over.ts';
import { openKept } from '../../shared/sheets/kept.ts';
import { signedFor, signingReasons } from '../../shared/sheets/signed.ts';
import { typesetter } from '../../shared/sheets/typeset.ts';
import { handOverSheetKey } from '../../shared/table/keys.ts';

const render = typesetter(__dirname);

export const handler = serveRead(openHandOverSheet, async ({ params: { record }, caller }, { now }) => {
  const { agency } = caller;
  const sheet = handOverSheet(await loadHandOver(agency, record));
  if (!sheet) throw new Problem('sheet-not-found');
  const shelf = {
    key: (edition: string) => handOverSheetKey(agency, record, edition),
    folder: `${agency}/${record}`,
    about: `${agency} ${record}`,
  };
  const sign = signedFor(agency, now, signingReasons.handOver);
  return { body: await openKept(sheet, shelf, { render, sign, now }) };
});
