import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Whether the tools are there that verify signatures. CI installs them; who only runs the tests need not have them. */
export const verifiersAreThere =
  process.env.CI !== undefined ||
  ['openssl', 'pdfsig', 'pdftotext'].every((tool) => !spawnSync(tool, ['-v']).error);

/** Runs one tool on a file. */
function told(
  tool: string,
  args: (file: (name: string, bytes: string | Uint8Array) => string) => string[],
): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'signature-'));
  try {
    const file = (name: string, bytes: string | Uint8Array): string => {
      writeFileSync(path.join(folder, name), bytes);
      return path.join(folder, name);
    };
    return execFileSync(tool, args(file), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What Poppler says of the signatures of a PDF. */
export const pdfsig = (pdf: Uint8Array): string =>
  told('pdfsig', (file) => ['-nocert', file('signed.pdf', pdf)]);

/** Pages of a PDF as pictures would show them: their text, by Poppler. */
export const pdftotext = (pdf: Uint8Array): string =>
  told('pdftotext', (file) => ['-layout', file('signed.pdf', pdf), '-']);

/** The bytes that the newest signature of a PDF covers, and the signature itself. */
export function signatureIn(pdf: Buffer): { readonly covered: Buffer; readonly cms: Buffer } {
  const text = pdf.toString('latin1');
  const [, begin, end, from, length] = /.*\/ByteRange \[ (\d+) (\d+) (\d+) (\d+) +\]/s.exec(text) ?? [];
  const [start, stop, rest, size] = [begin, end, from, length].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return {
    covered: Buffer.concat([pdf.subarray(start, start + stop), pdf.subarray(rest, rest + size)]),
    cms: Buffer.from(text.slice(stop + 1, rest - 1), 'hex'),
  };
}

/**
 * Verifies a detached CMS signature by OpenSSL, with the attribute that names the signing certificate. What stands after
 * it in its place are zeros. @throws Error of the tool when it does not hold
 */
export const opensslVerifies = ({ covered, cms }: ReturnType<typeof signatureIn>, trusted: string): string =>
  told('openssl', (file) => [
    'cms',
    '-verify',
    '-cades',
    '-binary',
    '-inform',
    'DER',
    '-in',
    file('signature.der', cms),
    '-content',
    file('covered', covered),
    '-CAfile',
    file('trusted.pem', trusted),
    '-purpose',
    'any',
  ]);

/** What OpenSSL reads in a CMS signature. */
export const opensslPrints = ({ cms }: ReturnType<typeof signatureIn>): string =>
  told('openssl', (file) => [
    'cms',
    '-cmsout',
    '-print',
    '-noout',
    '-inform',
    'DER',
    '-in',
    file('signature.der', cms),
  ]);
