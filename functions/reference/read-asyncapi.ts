import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveFile } from '../../shared/http/serve-file.ts';
import { readAsyncApi } from '../../shared/reference/contracts.ts';

export const handler = serveFile(readAsyncApi, {
  bytes: readFileSync(join(__dirname, 'asyncapi.json')),
  headers: { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' },
});
