import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const leash = fileURLToPath(new URL('../../infra/local/emulators/leash.ts', import.meta.url));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A process that holds another on the leash and tells its id; the other would run for an hour. */
const owner = `
  const held = require('node:child_process').spawn(
    process.execPath,
    [${JSON.stringify(leash)}, process.execPath, '-e', 'console.log(process.pid); setTimeout(() => {}, 3600000)'],
    { stdio: ['pipe', 'inherit', 'inherit'], detached: true },
  );
  held.ref();`;

it('ends its child when its owner is killed outright', async () => {
  const killed = spawn(process.execPath, ['-e', owner], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((resolve) => {
    killed.stdout.once('data', (text: Buffer) => resolve(Number(text)));
  });
  expect(isAlive(pid)).toBe(true);
  killed.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
});
