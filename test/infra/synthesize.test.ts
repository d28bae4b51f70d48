import path from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { assemblySources } from '../../infra/build/sources.ts';
import { contracts } from '../../infra/functions/contract.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** Every file of ours that the app, or a function that it deploys, imports. */
async function imported(): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['infra/app.ts', ...contracts.map(({ area, id }) => `functions/${area}/${id}.ts`)],
    outdir: 'nowhere',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  return Object.keys(metafile.inputs);
}

test('an assembly is made anew when any file changes that it is made from', async () => {
  const sources = new Set(assemblySources());
  const files = await imported();
  expect(files.length).toBeGreaterThan(150);
  expect(files.filter((file) => !sources.has(file))).toEqual([]);
  for (const file of ['package-lock.json', 'cdk.json', 'tsconfig.json', 'shared/procedure/procedures.json'])
    expect(sources).toContain(file);
});

test('an assembly is kept when only what runs it has changed', () => {
  expect(assemblySources().filter((file) => /^infra\/(?:local|partners|demo|ops|cost)\//.test(file))).toEqual(
    [],
  );
});
