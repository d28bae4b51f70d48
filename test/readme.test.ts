import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { events } from '../shared/dossier/events.ts';
import { stateDiagram } from './support/state-diagram.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** What stands in backquotes. */
const quoted = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

describe.each(['README.md', 'README.vi.md'])('%s', (file) => {
  const text = read(file);

  test('has fewer than 250 lines', () => {
    expect(text.split('\n').length).toBeLessThan(250);
  });

  test('draws the transition table as it is', () => {
    const [, drawn = ''] = /<!-- transitions: [^>]*-->\n([\s\S]*?)\n<!-- \/transitions -->/.exec(text) ?? [];
    expect(drawn).toBe(stateDiagram());
  });

  test('names only scripts that there are', () => {
    const scripts = new Set([...Object.keys(packageJson.scripts), 'ci']);
    const named = [...text.matchAll(/\bnpm (?:run )?([a-z]+)/g)].map(([, script = '']) => script);
    expect(named).toEqual(expect.arrayContaining(['start', 'demo', 'test', 'check', 'bench']));
    expect(named.filter((script) => !scripts.has(script))).toEqual([]);
  });

  test('names only files and folders that there are', () => {
    const paths = quoted(text).filter((code) => /^(\.ci|functions|infra|shared|test)\/[\w./-]*$/.test(code));
    expect(paths).toEqual(expect.arrayContaining(['shared/dossier/actions.ts', 'test/e2e/', '.ci/run']));
    expect(paths.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  });
});

describe('infra/README.md', () => {
  test('has a line of the runbook for each chapter that an alarm may name', () => {
    const [, chapters = ''] = /export type Runbook =\n([^;]+);/.exec(read('infra/alarms.ts')) ?? [];
    const text = read('infra/README.md');
    const anchors = [...text.matchAll(/<a id="runbook-([a-z-]+)"><\/a>/g)].map(([, anchor = '']) => anchor);
    expect(anchors.sort()).toEqual(
      [...chapters.matchAll(/'([a-z-]+)'/g)].map(([, name = '']) => name).sort(),
    );
  });
});

describe('README.md', () => {
  test('shows departments an event that fits the catalogue', () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(read('README.md')) ?? [];
    expect(events.parse(JSON.parse(example)).name).toBe('dossier.done');
  });
});
