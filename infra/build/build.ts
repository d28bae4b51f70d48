import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BuildOptions, build as esbuild, type Metafile, type OutputFile } from 'esbuild';
import { type Contract, contracts } from '../functions/contract.ts';
import { assetsOf } from './assets.ts';
import { BUNDLE, codeFile } from './bundle-script.ts';
import { sourcesHash } from './sources.ts';
import { writeIfChanged } from './write-if-changed.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const functionsFolder = path.join(root, 'build', 'functions');
const mapsFolder = path.join(root, 'build', 'maps');
const madeOf = path.join(root, 'build', 'made-of');

/** Greatest bundle, minified: import time grows with it, and a citizen waits for every cold start. */
export const BUDGET_BYTES = 850_000;

/** Nobody waits for what a worker imports. */
const WORKER_BUDGET_BYTES = 950_000;

/** What makes or signs PDF files holds their engines besides; of sheets they are loaded when one is made, not at a cold start. */
const SIGNING_BUDGET_BYTES = 1_850_000;

/** zod's English messages come with it; other languages mean that someone imported `{ z }`, and with it them all. */
const foreignLocales = /zod\/v4\/locales\/(?!en\.)/;

/** How functions are bundled. */
export const bundling = {
  absWorkingDir: root,
  bundle: true,
  // The SDK's ECMAScript modules can be shaken; its CommonJS ones cannot.
  mainFields: ['module', 'main'],
  platform: 'node',
  target: 'node24',
  // CommonJS imports a third faster than ECMAScript modules on Lambda's Node.
  format: 'cjs',
  minify: true,
  alias: {
    '@aws-sdk/credential-provider-node': './infra/build/lambda-credentials.ts',
    'brotli/decompress.js': './infra/build/node-brotli.ts',
  },
  // CommonJS has no `import.meta`.
  define: { 'import.meta.url': 'moduleUrl' },
  inject: ['./infra/build/module-url.ts'],
  // What zod's `config({ jitless: true })` sets, before any schema is made: it then parses by its own code instead of
  // compiling one for each schema, which a function that lives for some thousand calls does not earn back.
  banner: { js: 'globalThis.__zod_globalConfig = { jitless: true };' },
  // The script as which a bundle is run has no loader for `import()`; `require` does as well for what comes with Node.
  supported: { 'dynamic-import': false },
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Where the bundle of a contract's function is built. */
export const bundleFolder = ({ area, id }: Pick<Contract, 'area' | 'id'>): string =>
  path.join(functionsFolder, area, id);

/** On Lambda it says nothing new; below this folder it keeps Node from taking the bundles for ECMAScript modules. */
const packageJson = Buffer.from(JSON.stringify({ type: 'commonjs' }));

/** By what a bundle is told from every other. */
export const hashOf = (bundle: Uint8Array): string =>
  createHash('sha256').update(bundle).digest('hex').slice(0, 16);

/** What Lambda loads, for the bundle of a hash. */
export async function indexOf(): Promise<(hash: string) => Buffer> {
  const entryPoints = ['infra/build/index-of-bundle.ts'];
  const { outputFiles } = await esbuild({ ...bundling, banner: {}, entryPoints, write: false });
  const text = outputFiles.map((file) => file.text).join('');
  return (hash) => Buffer.from(text.replace('BUNDLE_HASH', JSON.stringify(hash)));
}

/** How many functions one run of esbuild bundles. All at once takes 5 GB for 100 of them and no less time; these take a quarter. */
const AT_ONCE = 16;

/** The bundles of all functions with their maps, and what they were made of. */
async function bundled(): Promise<{
  readonly outputFiles: readonly OutputFile[];
  readonly metafile: Metafile;
}> {
  const outputFiles: OutputFile[] = [];
  const metafile: Metafile = { inputs: {}, outputs: {} };
  for (let start = 0; start < contracts.length; start += AT_ONCE) {
    const some = contracts.slice(start, start + AT_ONCE);
    const made = await esbuild({
      ...bundling,
      entryPoints: Object.fromEntries(
        some.map(({ area, id }) => [`${area}/${id}/bundle`, `functions/${area}/${id}.ts`]),
      ),
      outdir: 'build/functions',
      sourcemap: 'external',
      sourcesContent: false,
      metafile: true,
      write: false,
    });
    outputFiles.push(...made.outputFiles);
    Object.assign(metafile.inputs, made.metafile.inputs);
    Object.assign(metafile.outputs, made.metafile.outputs);
  }
  return { outputFiles, metafile };
}

/**
 * Bundles every function into `build/functions/<area>/<id>/bundle.js`, which `index.js` loads; beside the
 * functions stand their source maps, which only people read (`build/maps`), and the metafile (`build/meta.json`).
 * @returns bytes of each bundle, by its path from the root
 * @throws when a bundle is over the budget or holds what it should not
 */
export async function build(): Promise<ReadonlyMap<string, number>> {
  await rm(madeOf, { force: true });
  const sources = sourcesHash();
  const { outputFiles, metafile } = await bundled();
  const sizes = checkedSizes(metafile);
  const index = await indexOf();
  const bundles = outputFiles.filter(({ path: file }) => path.basename(file) === BUNDLE);
  const files = new Map<string, Uint8Array>([
    ...bundles.flatMap(({ path: file, contents }) => {
      const folder = path.dirname(file);
      return [
        [path.join(folder, 'package.json'), packageJson],
        [path.join(folder, 'index.js'), index(hashOf(contents))],
      ] as const;
    }),
    ...outputFiles.map(({ path: file, contents }) => [apart(file), contents] as const),
    ...(await assetsOf(functionsFolder)).map((file) => [file.path, file.contents] as const),
  ]);
  for (const [file, contents] of files) await writeIfChanged(file, contents);
  await writeIfChanged(path.join(root, 'build', 'meta.json'), Buffer.from(JSON.stringify(metafile)));
  const code = bundles.map(({ path: file, contents }) => codeFile(path.dirname(file), hashOf(contents)));
  await removeOthers(new Set([...files.keys(), ...code]));
  await writeFile(madeOf, sources);
  return sizes;
}

/** The same, unless what stands there was made of the very same sources. */
export async function buildIfChanged(): Promise<void> {
  const before = await readFile(madeOf, 'utf8').catch(() => undefined);
  if (before !== sourcesHash()) await build();
}

/** Those that have more than what citizens wait for. */
const budgets = new Map(
  contracts.flatMap((contract) => {
    if (contract.touches.signing) return [[bundleFolder(contract), SIGNING_BUDGET_BYTES]];
    return 'trigger' in contract ? [[bundleFolder(contract), WORKER_BUDGET_BYTES]] : [];
  }),
);

const budgetOf = (file: string): number => budgets.get(path.resolve(root, file, '..')) ?? BUDGET_BYTES;

function checkedSizes({ outputs }: Metafile): ReadonlyMap<string, number> {
  const bundles = Object.entries(outputs).filter(([file]) => file.endsWith('.js'));
  const faults = bundles.flatMap(([file, { bytes, inputs }]) => [
    ...(bytes > budgetOf(file) ? [`${file} has ${bytes} bytes, more than ${budgetOf(file)}`] : []),
    ...(Object.keys(inputs).some((input) => foreignLocales.test(input))
      ? [`${file} holds all languages of zod: write import * as z from 'zod'`]
      : []),
  ]);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return new Map(bundles.map(([file, { bytes }]) => [file, bytes]));
}

/** Maps go to a folder of their own: a map that Node finds costs a fifth of a cold start, and an asset its bytes. */
const apart = (file: string): string =>
  file.endsWith('.map') ? file.replace(functionsFolder, mapsFolder) : file;

/** Removes what an earlier build left: it would be deployed with the rest. */
async function removeOthers(files: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(functionsFolder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(file)) await rm(file);
  }
}

if (import.meta.main) {
  const sizes = await build();
  for (const [file, bytes] of sizes) console.log(`${(bytes / 1000).toFixed(0).padStart(5)} kB  ${file}`);
}
