import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveFile } from '../../shared/http/serve-file.ts';
import { readReferenceScript } from '../../shared/reference/contracts.ts';

export const handler = serveFile(readReferenceScript, {
  bytes: readFileSync(join(__dirname, 'scalar.js.gz')),
  encoding: 'gzip',
  // The page names the version in the query: what stands under one address never changes.
  headers: { 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' },
});
