import { afterEach, describe, expect, it } from 'vitest';
import { type Functions, startFunctions } from '../../infra/local/functions.ts';
import { aFunction, anAssembly, noSession, type Resources } from './assembly-fixture.ts';

let functions: Functions | undefined;
afterEach(() => functions?.stop());

function start(
  code: string,
  properties: Record<string, unknown> = {},
  onLog?: (name: string, line: string) => void,
): Functions {
  const resources: Resources = { Greet: aFunction('greet', properties) };
  functions = startFunctions({
    assembly: anAssembly({ shop: { Resources: resources } }, { greet: code }),
    sessionOf: noSession,
    onLog,
  });
  return functions;
}

describe('a function on this machine', () => {
  it('sees the environment of the template and what Lambda adds, and nothing of this process', async () => {
    const { invoke } = start('exports.handler = async () => process.env', {
      Environment: { Variables: { TABLE_NAME: 'dossiers' } },
      Timeout: 10,
    });
    const outcome = await invoke('greet', {});
    expect(outcome).toEqual({
      ok: true,
      result: {
        TABLE_NAME: 'dossiers',
        AWS_REGION: 'ap-southeast-1',
        AWS_ACCESS_KEY_ID: 'ASIANOBODY',
        AWS_SECRET_ACCESS_KEY: 'nothing',
        AWS_SESSION_TOKEN: 'never',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_LAMBDA_FUNCTION_NAME: 'greet',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      },
    });
  });

  it('gets the context that Lambda gives', async () => {
    const { invoke } = start(
      'exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() })',
    );
    const outcome = await invoke('arn:aws:lambda:ap-southeast-1:000000000000:function:greet', {});
    expect(outcome).toMatchObject({
      ok: true,
      result: {
        functionName: 'greet',
        awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
        invokedFunctionArn: 'arn:aws:lambda:ap-southeast-1:000000000000:function:greet',
        memoryLimitInMB: '128',
      },
    });
    expect(outcome).toHaveProperty('result.left', expect.closeTo(3000, -3));
  });

  it('keeps its environment for the next invocation', async () => {
    const { invoke } = start('let count = 0; exports.handler = async () => (count += 1)');
    expect(await invoke('greet', {})).toEqual({ ok: true, result: 1 });
    expect(await invoke('greet', {})).toEqual({ ok: true, result: 2 });
  });

  it('runs beside itself when it is called beside itself', async () => {
    const { invoke } = start(
      'exports.handler = async () => { await new Promise((done) => setTimeout(done, 300)); return require("node:worker_threads").threadId }',
    );
    const outcomes = await Promise.all([invoke('greet', {}), invoke('greet', {})]);
    const threads = outcomes.map((outcome) => outcome.ok && outcome.result);
    expect(new Set(threads).size).toBe(2);
  });

  it('tells what it threw', async () => {
    const { invoke } = start('exports.handler = async () => { throw new RangeError("too far") }');
    expect(await invoke('greet', {})).toEqual({
      ok: false,
      error: {
        errorType: 'RangeError',
        errorMessage: 'too far',
        trace: expect.arrayContaining(['RangeError: too far']),
      },
    });
  });

  it.each([
    ['waits in vain', 'await new Promise((done) => setTimeout(done, 60000))'],
    ['never stops computing', 'for (;;) ;'],
  ])('is ended at its timeout when it %s, and starts anew', async (_, work) => {
    const { invoke } = start(
      `exports.handler = async (event) => { if (event.slow) { ${work} } return "quick" }`,
      { Timeout: 1 },
    );
    expect(await invoke('greet', { slow: true })).toEqual({
      ok: false,
      error: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/Task timed out after 1\.00 seconds$/),
      },
    });
    expect(await invoke('greet', {})).toEqual({ ok: true, result: 'quick' });
  });

  it('fails alone when it ends its process, and starts anew', async () => {
    const { invoke } = start('exports.handler = async (event) => event.leave ? process.exit(3) : "here"');
    expect(await invoke('greet', { leave: true })).toEqual({
      ok: false,
      error: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: exit status 3' },
    });
    expect(await invoke('greet', {})).toEqual({ ok: true, result: 'here' });
  });

  it('fails when its code cannot be loaded', async () => {
    const { invoke } = start('throw new Error("TABLE_NAME is not set")');
    expect(await invoke('greet', {})).toMatchObject({
      ok: false,
      error: { errorMessage: 'TABLE_NAME is not set' },
    });
  });

  it('writes what it logs, line by line', async () => {
    const lines: string[] = [];
    const { invoke } = start(
      'exports.handler = async () => { console.log("một"); console.error("cửa") }',
      {},
      (name, line) => lines.push(`${name}: ${line}`),
    );
    await invoke('greet', {});
    await expect.poll(() => lines.toSorted()).toEqual(['greet: cửa', 'greet: một']);
  });

  it('takes and gives six megabytes, and no more', async () => {
    const { invoke } = start(
      'exports.handler = async (event) => (event.give ? "x".repeat(event.give) : event.text.length)',
      {
        Timeout: 20,
        MemorySize: 512,
      },
    );
    // The JSON around the text has eleven characters, and a text in it two.
    expect(await invoke('greet', { text: 'x'.repeat(6_291_456 - 11) })).toEqual({
      ok: true,
      result: 6_291_445,
    });
    expect(await invoke('greet', { text: 'x'.repeat(6_291_456 - 10) })).toEqual({
      ok: false,
      error: {
        errorType: 'RequestEntityTooLargeException',
        errorMessage: 'Request must be smaller than 6291456 bytes',
      },
    });
    expect(await invoke('greet', { give: 6_291_556 - 2 })).toMatchObject({ ok: true });
    expect(await invoke('greet', { give: 6_291_556 - 1 })).toMatchObject({
      ok: false,
      error: { errorType: 'Function.ResponseSizeTooLarge' },
    });
  });

  it('is not started with more than four kilobytes of variables', () => {
    const Variables = { NAMES: 'x'.repeat(4091) };
    expect(() => start('', { Environment: { Variables } })).not.toThrow();
    const more = { Environment: { Variables: { ...Variables, A: '' } } };
    expect(() => start('', more)).toThrow('shop/Greet: its variables have 4097 bytes, and Lambda takes 4096');
  });

  it('is not invoked by a name that no template has', async () => {
    await expect(start('').invoke('nobody', {})).rejects.toThrow(
      'the templates have no function called nobody',
    );
  });
});
