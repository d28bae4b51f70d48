import { agencies } from '../../shared/agency/agency.ts';
import { catalogueHeaders, listAgencies } from '../../shared/catalogue/contracts.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(listAgencies, async () => ({
  body: { items: [...agencies()] },
  headers: catalogueHeaders,
}));
