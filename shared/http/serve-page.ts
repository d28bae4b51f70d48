import { createHash } from 'node:crypto';
import type { Operation } from './operation.ts';
import { serveFile } from './serve-file.ts';

/** Lets the very style or script run that stands in the page, and no other (CSP level 3, hash sources). */
function hashOf(page: Buffer, element: 'script' | 'style'): string {
  const [, content = ''] = page.toString().match(new RegExp(`<${element}>(.*?)</${element}>`, 's')) ?? [];
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

/** Nothing from elsewhere; what is typed goes to this API by the script, and never into an address. */
const policyOf = (page: Buffer): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(page, 'script')}`,
    `style-src ${hashOf(page, 'style')}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Serves a page of one file, with style and script in it. */
export const servePage = (operation: Operation, bytes: Buffer) =>
  serveFile(operation, {
    bytes,
    headers: {
      'cache-control': 'public, max-age=300',
      'content-security-policy': policyOf(bytes),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  });
