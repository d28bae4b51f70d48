import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveSpreadsheet } from '../../shared/http/serve-spreadsheet.ts';
import { agencyAskedFor } from '../../shared/statistics/access.ts';
import { listCountedDossiers } from '../../shared/statistics/contracts/list-counted-dossiers.ts';
import { countedDossier } from '../../shared/statistics/counted-dossier.ts';
import { isBehind } from '../../shared/statistics/drill-down.ts';
import { countedDossiersTable } from '../../shared/statistics/spreadsheets.ts';
import { loadFacts } from '../../shared/statistics/store.ts';

export const handler = serveSpreadsheet(
  listCountedDossiers,
  async ({ query, caller }) => {
    const { cursor, limit, format: _, ...asked } = query;
    const agency = agencyAskedFor(caller, asked.agency) ?? caller.agency;
    const scope = ['counted-dossiers', agency, JSON.stringify(asked)];
    const before = cursor && openCursor(scope, cursor);
    const facts = await loadFacts(agency, { until: asked.to, before, limit });
    const last = facts.length === limit ? facts.at(-1) : undefined;
    return {
      body: {
        items: facts.filter((fact) => isBehind(fact, asked)).map(countedDossier),
        ...(last && { nextCursor: sealCursor(scope, last.dossierCode) }),
      },
    };
  },
  countedDossiersTable,
);
