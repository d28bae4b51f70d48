import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BUNDLE, bundleScript, codeFile } from './bundle-script.ts';

/** Put in by the build. */
declare const BUNDLE_HASH: string;

// Stands in the folder of every function as `index.js`: what Lambda loads. It runs the bundle beside it, from the code that is
// kept of it where there is some.
const code = codeFile(__dirname, BUNDLE_HASH);
const script = bundleScript(__dirname, existsSync(code) ? readFileSync(code) : undefined);
const filename = join(__dirname, BUNDLE);
const module: { exports: { readonly handler?: unknown } } = { exports: {} };
script.runInThisContext()(module.exports, createRequire(filename), module, filename, __dirname);

export const { handler } = module.exports;
