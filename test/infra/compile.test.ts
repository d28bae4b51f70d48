import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, globSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { build, buildIfChanged, bundleFolder } from '../../infra/build/build.ts';
import { keepCompiled } from '../../infra/build/compile.ts';
import { readDossier } from '../../shared/filing/contracts/read-dossier.ts';
import { trackDossier } from '../../shared/tracking/contracts/track-dossier.ts';

const folder = bundleFolder(readDossier);

const codeIn = (place: string): string[] =>
  globSync('*.code', { cwd: place }).map((file) => path.join(place, file));

/** Loads the function as Lambda does, in a fresh process; says whether V8 refuses the code, and what was exported. */
async function loaded(...flags: readonly string[]): Promise<string> {
  const program = `
    const { Script } = require('node:vm');
    const refused = [];
    require('node:vm').Script = class extends Script {
      constructor(...said) { super(...said); refused.push(this.cachedDataRejected); }
    };
    const { handler } = require(process.argv[1]);
    console.log(String(refused), typeof handler);`;
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '-e', program, folder]);
  return stdout.trim();
}

/** As Lambda starts Node: the sizes follow the memory of the function. */
const lambda = ['--expose-gc', '--max-semi-space-size=51', '--max-old-space-size=921'];

describe('the compiled code beside a bundle', () => {
  beforeAll(async () => {
    await buildIfChanged();
    for (const file of [...codeIn(folder), ...codeIn(bundleFolder(trackDossier))]) rmSync(file);
  });

  it('may be missing: the bundle is compiled as usual', async () => {
    expect(await loaded(...lambda)).toBe('function');
  });

  it('is read by a Node like the one that made it, started as Lambda does', async () => {
    await keepCompiled(folder);
    await keepCompiled(bundleFolder(trackDossier));
    expect(await loaded(...lambda)).toBe('false function');
  });

  it('is refused by a Node with other flags, which compiles the bundle as usual', async () => {
    expect(await loaded()).toBe('true function');
  });

  it('is refused when it is that of another bundle', async () => {
    const [own = ''] = codeIn(folder);
    const [other = ''] = codeIn(bundleFolder(trackDossier));
    copyFileSync(other, own);
    expect(await loaded(...lambda)).toBe('true function');
    rmSync(own);
  });

  // All bundles are built, which takes a busy machine more than a minute.
  it('stays while the bundle does, and goes with it', { timeout: 240_000 }, async () => {
    const [kept = ''] = codeIn(bundleFolder(trackDossier));
    const former = kept.replace(/[^/\\]+-v/, '0123456789abcdef-v');
    writeFileSync(former, '');
    await build();
    expect([existsSync(kept), existsSync(former)]).toEqual([true, false]);
  });
});
