import { spawn } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { sourcesHash } from './build/sources.ts';
import { assembliesDirectory } from './machine.ts';
import type { Stage } from './settings/shape.ts';

const root = path.resolve(import.meta.dirname, '..');

const KEPT_DAYS = 7;

/** Removes the assemblies of a stage that nobody has asked for in days. */
function removeForgotten(folder: string): void {
  for (const name of readdirSync(folder)) {
    const days = (Date.now() - statSync(path.join(folder, name)).mtimeMs) / 86_400_000;
    if (days > KEPT_DAYS) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/**
 * esbuild copies every module for each function that holds it, and spends a quarter of its time on collecting garbage:
 * Go's collector waits longer so (runtime package, GOGC), for a twentieth more memory.
 */
const PATIENT_COLLECTOR = { GOGC: '400' };

/** Runs `infra/app.ts` as `cdk synth` does. Throws with what it complained of. */
async function runApp(stage: Stage, directory: string): Promise<void> {
  // What judges the templates without changing them takes seconds: it is left to the tests and to the deployment.
  const context = { stage, anyAccount: 'true', '@aws-cdk/core:validateAgainstDefaultRules': false };
  const app = spawn(process.execPath, [path.join(root, 'infra', 'app.ts')], {
    cwd: root,
    env: {
      ...process.env,
      ...PATIENT_COLLECTOR,
      CDK_OUTDIR: directory,
      CDK_CONTEXT_JSON: JSON.stringify(context),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [complaint, code] = await Promise.all([
    text(app.stderr),
    new Promise<number | null>((resolve, reject) => {
      app.once('error', reject).once('close', resolve);
    }),
  ]);
  if (code !== 0) throw new Error(`The stacks could not be synthesized:\n${complaint.trim()}`);
}

/**
 * The directory of a stage's assembly: one that was made from the very same sources is kept.
 * @param keptIn where assemblies stay, each under its stage and the fingerprint of its sources
 * @throws Error with what the synthesis complained of
 */
export async function synthesize(stage: Stage, keptIn: string): Promise<string> {
  const folder = path.join(keptIn, stage);
  const directory = path.join(folder, sourcesHash());
  if (!existsSync(directory)) {
    // Made beside it and put in its place when whole: another run may be making the same.
    const unfinished = `${directory}.${process.pid}`;
    try {
      await runApp(stage, unfinished);
      if (!existsSync(directory)) renameSync(unfinished, directory);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    removeForgotten(folder);
  }
  utimesSync(directory, new Date(), new Date());
  return directory;
}

// After `npm ci`, so that the first start finds it made.
if (import.meta.main) await synthesize('local', assembliesDirectory);
