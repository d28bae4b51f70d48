import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');

/** What an assembly is made from: all of ours but what only runs it, so that no new folder can be forgotten. */
const SOURCES = ['{functions,shared,infra}/**/*', '{package,package-lock,cdk,tsconfig}.json'];
const NOT_ASSEMBLED = ['infra/{local,partners,demo,ops,cost}/**'];

/** The files that an assembly is made from, by their paths from the root. */
export const assemblySources = (): readonly string[] =>
  globSync(SOURCES, { cwd: root, exclude: NOT_ASSEMBLED, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();

/** By what these sources are told from all others. */
export function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const file of assemblySources()) hash.update(file).update(readFileSync(path.join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
