import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What a script beside this one, run in a process of its own on these numbers, tells at its end. @throws Error when it ends before */
export async function resultOf<Result>(script: string, ...numbers: readonly number[]): Promise<Result> {
  const child = fork(new URL(script, import.meta.url), numbers.map(String), {
    // What the functions log is no news.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const [result] = await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => Promise.reject(new Error(`${script} ended with code ${code}`))),
  ]);
  await ended;
  return result;
}
