import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { it, vi } from 'vitest';
import { folderOf, textOf, versions } from './fixtures.ts';
import { recordLives } from './record.ts';

/** Ids that follow from the time, so that two versions differ only in what has changed. */
vi.mock('../../shared/ids.ts', () => {
  const given = new Map<number, number>();
  const next = (): string => {
    const count = given.get(Date.now()) ?? 0;
    given.set(Date.now(), count + 1);
    return createHash('sha256').update(`${Date.now()} ${count}`).digest('hex');
  };
  return {
    randomId: () => next().replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5'),
    randomSecret: () => next().slice(0, 24).toUpperCase(),
  };
});

it('writes the fixtures of a new version', { timeout: 300_000 }, async () => {
  const recorded = await recordLives();
  const folder = folderOf((versions.at(-1) ?? 0) + 1);
  mkdirSync(folder);
  for (const [name, fixture] of recorded) writeFileSync(path.join(folder, `${name}.json`), textOf(fixture));
  execFileSync('npx', ['biome', 'format', '--write', folder]);
});
