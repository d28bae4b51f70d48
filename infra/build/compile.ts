import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { contracts } from '../functions/contract.ts';
import { build, bundleFolder, hashOf } from './build.ts';
import { BUNDLE, bundleScript, codeFile } from './bundle-script.ts';
import { writeIfChanged } from './write-if-changed.ts';

const setFlags = (...flags: readonly string[]): void => {
  for (const flag of flags) setFlagsFromString(flag);
};

/**
 * All code of a bundle, compiled by this very Node: V8's data for `cachedData`. V8 takes it only under the flags that it was made
 * with, and Lambda starts Node with `--expose-gc`; the sizes of the heap, which follow a function's memory, do not count.
 */
function compiled(folder: string): Buffer {
  setFlags('--no-lazy', '--no-flush-bytecode');
  try {
    const script = bundleScript(folder);
    setFlags('--lazy', '--flush-bytecode', '--expose-gc');
    return script.createCachedData();
  } finally {
    setFlags('--lazy', '--flush-bytecode', '--no-expose-gc');
  }
}

/** Keeps beside the bundle in a folder all its code, which a cold start then reads instead of compiling. */
export async function keepCompiled(folder: string): Promise<void> {
  const file = codeFile(folder, hashOf(await readFile(path.join(folder, BUNDLE))));
  if (!existsSync(file)) await writeIfChanged(file, compiled(folder));
}

if (import.meta.main) {
  await build();
  for (const contract of contracts) await keepCompiled(bundleFolder(contract));
}
