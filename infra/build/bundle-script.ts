import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The bundle of a function, in its folder. */
export const BUNDLE = 'bundle.js';

/** Ends the names of files that hold compiled code, for a kind of processor as Node calls it. */
export const codeSuffix = (processor: string): string => `-${processor}.code`;

/**
 * Where the compiled code of a bundle is kept. V8 itself refuses what another version of it or other flags made, and compiles
 * as usual; the name keeps that from being read for nothing, and code from being taken for that of another bundle as long.
 * @param hash of the bundle
 */
export const codeFile = (folder: string, hash: string): string =>
  join(folder, `${hash}-${process.version}${codeSuffix(process.arch)}`);

/** A bundle wrapped as Node wraps a CommonJS module, which it is. @param code compiled from the same text */
export function bundleScript(folder: string, code?: Buffer): Script {
  const filename = join(folder, BUNDLE);
  const source = readFileSync(filename, 'utf8');
  const text = `(function (exports, require, module, __filename, __dirname) {\n${source}\n})`;
  return new Script(text, { filename, lineOffset: -1, ...(code && { cachedData: code }) });
}
