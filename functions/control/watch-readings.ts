import { agencies } from '../../shared/agency/agency.ts';
import { localDateOf, systemNow, toInstant } from '../../shared/clock.ts';
import { unusualReaders, WINDOW_MS } from '../../shared/control/unusual-readings.ts';
import { loadReadingsSince } from '../../shared/dossier/history.ts';
import { log } from '../../shared/log.ts';
import { measure } from '../../shared/metrics.ts';

/** Measures how many officers read unusually many sensitive dossiers in the last hour; who they are, the list of readings says. */
export const handler = async (): Promise<void> => {
  const now = systemNow();
  const since = new Date(now.getTime() - WINDOW_MS);
  const days = [...new Set([localDateOf(since), localDateOf(now)])];
  const readings = await Promise.all(
    agencies().flatMap(({ code }) => days.map((day) => loadReadingsSince(code, day, toInstant(since)))),
  );
  const unusual = unusualReaders(readings.flat());
  measure('UnusualReaders', unusual.length);
  for (const { agency, dossiers } of unusual) log.warn('READINGS_UNUSUAL', { agency, dossiers });
};
