import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build as esbuild } from 'esbuild';
import { bundleFolder, bundling, hashOf, indexOf } from '../../infra/build/build.ts';
import { BUNDLE } from '../../infra/build/bundle-script.ts';
import { keepCompiled } from '../../infra/build/compile.ts';
import { systemNow } from '../../shared/clock.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { PARTNER_SECRET } from './function-environment.ts';
import type { RecordedCall } from './recorded-call.ts';

/** A bundle and what it is called with: with all its code compiled, or left to be compiled as usual. */
export type Callee = {
  readonly kind: 'function' | 'bare';
  readonly compiled: string;
  readonly asUsual: string;
  /** The file that holds the event, or the input of the bare SDK. */
  readonly input: string;
};

/** Copies a bundle that was built, and compiles the copy. @param made folder for what is made on the way */
async function calleeOf(
  { kind, name, folder }: { readonly kind: Callee['kind']; readonly name: string; readonly folder: string },
  said: unknown,
  made: string,
): Promise<Callee> {
  const at = (variant: string) => path.join(made, `${name}-${variant}`);
  const filter = (file: string) => !file.endsWith('.code');
  for (const variant of ['compiled', 'as-usual']) await cp(folder, at(variant), { recursive: true, filter });
  await keepCompiled(at('compiled'));
  await writeFile(`${at('input')}.json`, JSON.stringify(said));
  return { kind, compiled: at('compiled'), asUsual: at('as-usual'), input: `${at('input')}.json` };
}

/** A partner's signature is good for five minutes only. */
const signedNow = ({ event }: RecordedCall) => ({
  ...event,
  headers: { ...event.headers, ...signatureHeaders(PARTNER_SECRET, event.body ?? '', systemNow()) },
});

/** A function with its event. */
export const functionCallee = (call: RecordedCall, made: string): Promise<Callee> =>
  calleeOf({ kind: 'function', name: call.id, folder: bundleFolder(call) }, signedNow(call), made);

/** The bare SDK, bundled as functions are but for what is there for zod, with an input. */
export async function bareCallee(
  bundle: 'bare-call' | 'bare-calls',
  name: string,
  input: unknown,
  made: string,
): Promise<Callee> {
  const folder = path.join(made, bundle);
  const outfile = path.join(folder, BUNDLE);
  await esbuild({ ...bundling, banner: {}, entryPoints: [`test/bench/${bundle}.ts`], outfile });
  const index = await indexOf();
  await writeFile(path.join(folder, 'index.js'), index(hashOf(await readFile(outfile))));
  return calleeOf({ kind: 'bare', name, folder }, input, made);
}
