import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const root = path.resolve(import.meta.dirname, '..', '..');

/** Everything that the bundles and templates may be made from, and what of it only runs or serves them. */
const SOURCES = ['{functions,shared,infra}/**/*', 'package-lock.json', 'cdk.json'];
const OTHERS = ['infra/{local,partners,demo,ops,cost}/**'];

/** Where an assembly keeps the fingerprint of the sources it was made from. */
const MARKER = '.sources';

function fingerprint(): string {
  const hash = createHash('sha256');
  const files = globSync(SOURCES, { cwd: root, exclude: OTHERS, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * Builds the functions and synthesizes the stage `local` into a directory, as `cdk synth` does. An assembly that was
 * made from the very same sources is kept. Throws with what the synthesis complained of.
 */
export async function synthesize(directory: string, basePort: number): Promise<void> {
  const marker = path.join(directory, MARKER);
  const sources = fingerprint();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === sources) return;
  // Made beside it and put in its place when whole: another run may be reading the old one.
  const unfinished = `${directory}.${process.pid}`;
  const app = spawn(process.execPath, [path.join(root, 'infra', 'app.ts')], {
    cwd: root,
    env: {
      ...process.env,
      CDK_OUTDIR: unfinished,
      CDK_CONTEXT_JSON: JSON.stringify({ stage: 'local', basePort }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [complaint, code] = await Promise.all([
    text(app.stderr),
    new Promise<number | null>((resolve, reject) => {
      app.once('error', reject).once('close', resolve);
    }),
  ]);
  if (code !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`The stacks could not be synthesized:\n${complaint.trim()}`);
  }
  writeFileSync(path.join(unfinished, MARKER), sources);
  rmSync(directory, { recursive: true, force: true });
  renameSync(unfinished, directory);
}
