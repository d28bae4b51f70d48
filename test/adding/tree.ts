import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { Addition } from './additions.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** What is made, installed or kept beside the sources. */
const apart = new Set(['node_modules', '.git', '.motcua', 'build', 'cdk.out']);

const Report = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) }),
  ),
});

/** A copy of the sources that may be changed, and asked what has come of it. */
export class Tree {
  readonly #folder: string;
  readonly #copied: ReadonlyMap<string, string>;

  private constructor(folder: string, copied: ReadonlyMap<string, string>) {
    this.#folder = folder;
    this.#copied = copied;
  }

  static async copy(): Promise<Tree> {
    const folder = path.join(await mkdtemp(path.join(tmpdir(), 'motcua-')), 'tree');
    await cp(root, folder, { recursive: true, filter: (source) => !apart.has(path.relative(root, source)) });
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    return new Tree(folder, await sourcesIn(folder));
  }

  async add({ files, replacements }: Addition): Promise<void> {
    for (const [file, text] of Object.entries(files)) await writeFile(path.join(this.#folder, file), text);
    for (const [file, changes] of Object.entries(replacements)) await this.#replace(file, changes);
  }

  /** Takes back what was added. */
  async remove({ files, replacements }: Addition): Promise<void> {
    for (const file of Object.keys(files)) await rm(path.join(this.#folder, file));
    for (const [file, changes] of Object.entries(replacements))
      await this.#replace(
        file,
        changes.map(([now, then]) => [then, now]),
      );
  }

  async #replace(file: string, changes: readonly (readonly [string, string])[]): Promise<void> {
    let text = await readFile(path.join(this.#folder, file), 'utf8');
    for (const [now, then] of changes) {
      if (text.split(now).length !== 2) throw new Error(`${file} does not hold this once: ${now}`);
      text = text.replace(now, () => then);
    }
    await writeFile(path.join(this.#folder, file), text);
  }

  /** Files that are not as they were copied, also those that have come or gone. */
  async changed(): Promise<readonly string[]> {
    const now = await sourcesIn(this.#folder);
    const files = new Set([...this.#copied.keys(), ...now.keys()]);
    return [...files].filter((file) => now.get(file) !== this.#copied.get(file)).sort();
  }

  /** What the compiler finds fault with, each with its file. */
  async typeFaults(): Promise<readonly string[]> {
    const remembered = path.join(this.#folder, '..', 'compiled');
    const { output } = await this.#run('node_modules/typescript/bin/tsc', [
      '--noEmit',
      '--incremental',
      '--tsBuildInfoFile',
      remembered,
    ]);
    return output.split('\n').filter((line) => /error TS\d+/.test(line));
  }

  /** The tests of these files that fail. */
  async failing(...files: readonly string[]): Promise<readonly string[]> {
    const config = path.join(this.#folder, '..', 'vitest.config.mjs');
    const report = path.join(this.#folder, '..', 'report.json');
    // Without the table that other tests need: these need none.
    await writeFile(config, `export default { root: ${JSON.stringify(this.#folder)} };`);
    const asked = ['run', '--config', config, '--reporter=json', '--outputFile', report];
    const { output } = await this.#run('node_modules/vitest/vitest.mjs', [...asked, ...files]);
    const written = await readFile(report, 'utf8').catch(() => {
      throw new Error(output);
    });
    const { testResults } = Report.parse(JSON.parse(written));
    if (testResults.length < files.length) throw new Error(`not all of ${files.join(', ')} are there`);
    return testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status !== 'passed')
      .map(({ fullName }) => fullName)
      .sort();
  }

  /** What follows from the tree as it is: see `what-follows.ts`. */
  async following(action: string, operation: string): Promise<unknown> {
    const { output } = await this.#run('test/adding/what-follows.ts', [action, operation]);
    if (!output.startsWith('{')) throw new Error(output);
    return JSON.parse(output);
  }

  discard(): Promise<void> {
    return rm(path.dirname(this.#folder), { recursive: true });
  }

  #run(script: string, parameters: readonly string[]): Promise<{ output: string }> {
    const { VITEST: _, VITEST_POOL_ID: __, VITEST_WORKER_ID: ___, ...env } = process.env;
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [path.join(this.#folder, script), ...parameters],
        { cwd: this.#folder, env, maxBuffer: 16 * 1024 * 1024 },
        (_error, stdout, stderr) => resolve({ output: stdout || stderr }),
      );
    });
  }
}

/** Every source of a tree, by its path. */
async function sourcesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const sources = new Map<string, string>();
  for (const top of await readdir(folder, { withFileTypes: true })) {
    if (apart.has(top.name)) continue;
    const entries = top.isDirectory()
      ? await readdir(path.join(folder, top.name), { recursive: true, withFileTypes: true })
      : [top];
    for (const entry of entries.filter((one) => one.isFile())) {
      const file = path.join(entry.parentPath, entry.name);
      sources.set(path.relative(folder, file), await readFile(file, 'utf8'));
    }
  }
  return sources;
}
