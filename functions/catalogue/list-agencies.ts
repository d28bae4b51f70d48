import { agencies } from '../../shared/agency/agency.ts';
import { serveRead } from '../../shared/http/serve.ts';
import { catalogueHeaders, listAgencies } from '../../shared/procedure/contracts.ts';

export const handler = serveRead(listAgencies, async () => ({
  body: { items: [...agencies()] },
  headers: catalogueHeaders,
}));
