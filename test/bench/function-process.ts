import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build as esbuild } from 'esbuild';
import { bundling } from '../../infra/build/build.ts';
import type { Callee } from './callee.ts';
import { functionEnvironment } from './function-environment.ts';
import type { Stub } from './stub.ts';

/** A fresh process that has just loaded a bundle and called it. */
export type FunctionProcess = {
  /** CPU of import and first call together, in milliseconds: of that a function has little, not of time. */
  readonly startCpuMs: number;
  /** Calls it again. @returns CPU per call, and the memory that is resident then, in bytes */
  call(times: number): Promise<{ readonly cpuMs: number; readonly memory: number }>;
  end(): Promise<void>;
};

export type StartProcess = (callee: Callee, code: 'compiled' | 'asUsual') => Promise<FunctionProcess>;

/** What starts processes whose AWS is a stub. @param made folder for what is made on the way */
export async function processesWith(stub: Stub, made: string): Promise<StartProcess> {
  const outfile = path.join(made, 'function-child.js');
  await esbuild({ ...bundling, banner: {}, entryPoints: ['test/bench/function-child.ts'], outfile });
  const env = {
    ...functionEnvironment(stub.url),
    NODE_EXTRA_CA_CERTS: stub.certificate,
    // Lambda's Node runs without it.
    NODE_DISABLE_COMPILE_CACHE: '1',
  };
  return async (callee, code) => {
    const child = fork(outfile, [callee[code], callee.input, callee.kind], {
      env,
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit');
    const [first] = await Promise.race([
      once(child, 'message'),
      ended.then(() => Promise.reject(new Error(`${callee.input} was not answered`))),
    ]);
    return {
      startCpuMs: first.cpuMs,
      call: async (times) => {
        const answer = once(child, 'message');
        child.send(times);
        return (await answer)[0];
      },
      end: async () => {
        child.disconnect();
        await ended;
      },
    };
  };
}
