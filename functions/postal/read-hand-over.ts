import { loadHandOver } from '../../shared/hand-over/store.ts';
import { serveSpreadsheet } from '../../shared/http/serve-spreadsheet.ts';
import { readHandOver } from '../../shared/postal/hand-over-contracts.ts';
import { viewOfHandOver } from '../../shared/postal/hand-over-view.ts';
import { manifestOf } from '../../shared/postal/manifest.ts';

export const handler = serveSpreadsheet(
  readHandOver,
  async ({ params, caller }) => {
    const record = await loadHandOver(caller.agency, params.record);
    return { body: viewOfHandOver(record), version: record.version };
  },
  manifestOf,
);
