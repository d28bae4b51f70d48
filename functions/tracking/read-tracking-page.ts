import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveFile } from '../../shared/http/serve-file.ts';
import { readTrackingPage } from '../../shared/tracking/contracts/read-tracking-page.ts';

const bytes = readFileSync(join(__dirname, 'tracking.html'));

/** Lets the very style or script run that stands in the page, and no other (CSP level 3, hash sources). */
const hashOf = (element: 'script' | 'style'): string => {
  const [, content = ''] = bytes.toString().match(new RegExp(`<${element}>(.*?)</${element}>`, 's')) ?? [];
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
};

/** Nothing from elsewhere; what is typed goes to this API by the script, and never into an address. */
const policy = [
  "default-src 'none'",
  `script-src ${hashOf('script')}`,
  `style-src ${hashOf('style')}`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const handler = serveFile(readTrackingPage, {
  bytes,
  headers: {
    'cache-control': 'public, max-age=300',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  },
});
