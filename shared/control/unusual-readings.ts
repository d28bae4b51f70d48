import type { Reading } from '../dossier/history.ts';

/** How long a reader is looked at. */
export const WINDOW_MS = 3_600_000;

/** Dossiers in that time: one every two minutes, and nobody who works on what it reads is as fast. */
const MANY = 30;

/** An officer who read many. */
export type UnusualReader = { readonly subject: string; readonly agency: string; readonly dossiers: number };

/**
 * Who read, of dossiers that they have not in hand, more than any work takes: each counts once, however often it was
 * opened, and what somebody has in hand does not count. Pure.
 * @param readings of one window
 */
export function unusualReaders(readings: readonly Reading[]): readonly UnusualReader[] {
  const notInHand = readings.filter(({ reader }) => reader.purpose !== 'work');
  const byReader = Map.groupBy(notInHand, ({ reader }) => reader.subject);
  return [...byReader].flatMap(([subject, read]) => {
    const dossiers = new Set(read.map(({ dossierId }) => dossierId)).size;
    const agency = read[0]?.reader.agency ?? '';
    return dossiers > MANY ? [{ subject, agency, dossiers }] : [];
  });
}
