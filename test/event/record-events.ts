import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { localDateOf, systemNow } from '../../shared/clock.ts';
import { changesOf } from './changes.ts';
import { eventsNow, recordedEvents, recordFile, recordOf } from './published.ts';

// `npm run events`: records what may be published of a change, and says so to those who read the changelog.
const changelogFile = path.join(import.meta.dirname, '../../shared/event/changelog.json');
const Changelog = z.array(z.object({ date: z.string(), changes: z.array(z.string()) }));

/** What is the same change of every event, said once. */
function saidShortly(whats: readonly string[], types: readonly string[]): readonly string[] {
  const restOf = (what: string) => what.slice((types.find((type) => what.startsWith(type)) ?? '').length);
  const isOfAll = (what: string) =>
    whats.filter((one) => restOf(one) === restOf(what)).length === types.length;
  return [...new Set(whats.map((what) => (isOfAll(what) ? `Every event: ${restOf(what).slice(1)}` : what)))];
}

const now = eventsNow();
const published = recordedEvents();
const changes = changesOf(published, now);
const breaks = changes.filter((change) => change.breaks);

if (breaks.length > 0) {
  for (const { what } of breaks) console.error(what);
  console.error('This breaks who reads these events: give them a new version, beside the old one.');
  process.exitCode = 1;
} else {
  const said = saidShortly(
    changes.map(({ what }) => what),
    [...published.keys()],
  );
  const entry = { date: localDateOf(systemNow()), changes: said.map((what) => `${what}.`) };
  const before = Changelog.parse(JSON.parse(readFileSync(changelogFile, 'utf8')));
  if (changes.length > 0)
    writeFileSync(changelogFile, `${JSON.stringify([entry, ...before], undefined, 2)}\n`);
  writeFileSync(recordFile, recordOf(now));
  console.log(changes.length > 0 ? entry.changes.join('\n') : 'Nothing has changed.');
}
