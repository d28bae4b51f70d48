import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The rows of the table of threats, each with the line that does it and the test that holds it. */
const rows = [...read('infra/THREATS.md').matchAll(/^\|.*\| `([^`#]+)#(\w+)` \| `([^`]+)`: (.+) \|$/gm)].map(
  ([, file = '', name = '', testFile = '', title = '']) => ({ file, name, testFile, title }),
);

/** Names of tests of a file, without the marks around them. */
const titlesOf = (testFile: string): readonly string[] =>
  [...read(testFile).matchAll(/^\s*(?:it|test)\(\s*(['"])(.+)\1,/gm)].map(([, , title = '']) => title);

describe('the table of threats', () => {
  test('has no row that says less than what does it and which test holds it', () => {
    const lines = read('infra/THREATS.md').split('\n');
    expect(lines.filter((line) => line.startsWith('|')).length).toBe(rows.length + 2);
    expect(rows.length).toBeGreaterThan(20);
  });

  test.each(rows)('names what is in $file: $name', ({ file, name }) => {
    expect(read(file)).toMatch(new RegExp(`\\b${name}\\b`));
  });

  test.each(rows)('names a test that is in $testFile: $title', ({ testFile, title }) => {
    expect(titlesOf(testFile)).toContain(title);
  });
});
