import { officeOf } from '../../shared/dossier/draft.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { openRegister } from '../../shared/sheets/contracts/open-register.ts';
import { openKept } from '../../shared/sheets/kept.ts';
import { loadReceptions } from '../../shared/sheets/receptions.ts';
import { registerSheet } from '../../shared/sheets/register.ts';
import { signedFor } from '../../shared/sheets/signed.ts';
import { typesetter } from '../../shared/sheets/typeset.ts';
import { registerKey } from '../../shared/table/keys.ts';

const render = typesetter(__dirname);

export const handler = serveRead(openRegister, async ({ query: { from, to }, caller }, { now }) => {
  const { agency } = caller;
  const receptions = await loadReceptions(agency, from, to);
  const sheet = registerSheet({ agencyName: officeOf(agency).name.vi, from, to, receptions });
  const period = `${from}_${to}`;
  const shelf = {
    key: (edition: string) => registerKey(agency, period, edition),
    folder: `${agency}/${period}`,
    about: `${agency} ${from} – ${to}`,
  };
  return { body: await openKept(sheet, shelf, { render, sign: signedFor(agency, now), now }) };
});
