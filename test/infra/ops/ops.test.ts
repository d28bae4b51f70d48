import { describe, expect, it } from 'vitest';
import { ops } from '../../../infra/ops/ops.ts';

async function run(...argv: readonly string[]) {
  const said = { done: '', failed: '' };
  const code = await ops(argv, {
    done: (text) => {
      said.done += text;
    },
    failed: (text) => {
      said.failed += text;
    },
  });
  return { code, ...said };
}

describe('the ops command line', () => {
  it.each([
    [[], 'Which command?'],
    [['import'], 'There is no command import.'],
    [['toString'], 'There is no command toString.'],
    [['import-catalogue'], '--table: is required'],
    [['import-catalogue', '--tabel', 'x'], "Unknown option '--tabel'"],
    [['import-catalogue', '--table', 'x', '--endpoint', 'here'], '--endpoint: Invalid URL'],
  ])('%j is answered with what is wrong and how to call it', async (argv, message) => {
    const { code, done, failed } = await run(...argv);
    expect({ code, done }).toEqual({ code: 2, done: '' });
    expect(failed.startsWith(message)).toBe(true);
    expect(failed).toContain('Usage: npm run ops -- <command> [options]');
    expect(failed).toContain('--table      name of the dossier table (required)');
    expect(failed).toContain('--region     AWS region (default ap-southeast-1)');
  });
});
