import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveFile } from '../../shared/http/serve-file.ts';
import { readReference } from '../../shared/reference/contracts.ts';

/** Nothing from elsewhere; the reference styles itself inline, and calls only this API. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const handler = serveFile(readReference, {
  bytes: readFileSync(join(__dirname, 'reference.html')),
  headers: {
    'cache-control': 'public, max-age=300',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  },
});
