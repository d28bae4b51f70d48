import { execFile } from 'node:child_process';
import { promisify, stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { expectSame, narrator, StepFailed } from '../../infra/demo/steps.ts';

const telling = () => {
  const lines: string[] = [];
  return { lines, ...narrator((line) => lines.push(stripVTControlCharacters(line))) };
};

it('numbers the steps of a journey and gives what each of them gives', async () => {
  const { lines, step, tell } = telling();
  const code = await step('Nộp hồ sơ', 'submit', async () => {
    tell('Mã hồ sơ', 'H25.03-211010-0001');
    return 'H25.03-211010-0001';
  });
  await step('Tra cứu', 'track', async () => {});
  expect(code).toBe('H25.03-211010-0001');
  expect(lines).toEqual([
    '\n 1. Nộp hồ sơ · submit',
    '    Mã hồ sơ                          H25.03-211010-0001',
    '\n 2. Tra cứu · track',
  ]);
});

it('says of a step that does not hold what was expected and what came', async () => {
  const { step } = telling();
  const failing = step('Tiếp nhận', 'receive', async () => expectSame('the national status', 3, 2));
  await expect(failing).rejects.toThrow(StepFailed);
  await expect(failing).rejects.toThrow('1. Tiếp nhận: the national status: expected 2, but 3 came');
});

it('names the stories to who asks for one that is not there', async () => {
  const demo = promisify(execFile)(process.execPath, ['infra/demo/demo.ts', 'wedding']);
  const { code, stderr } = await demo.then(
    () => ({ code: 0, stderr: '' }),
    (error: { code: number; stderr: string }) => error,
  );
  expect(code).toBe(1);
  const names = [...stderr.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name);
  expect(names).toEqual([
    'criminal-record',
    'driving-licence',
    'construction-permit',
    'birth-registration',
    'payment',
    'post',
  ]);
});
