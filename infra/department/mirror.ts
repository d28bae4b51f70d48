import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { CloudEvent } from '../../shared/dossier/events.ts';
import type { Held, Store } from '../../shared/feed/consumer.ts';
import { FedEvent } from '../../shared/feed/event.ts';
import { StoredInstant } from '../../shared/instant.ts';

/** A dossier as a department knows it from its events. */
const Mirrored = z.object({
  id: z.string(),
  code: z.string(),
  procedureCode: z.string(),
  agency: z.string(),
  status: z.string(),
  nationalStatus: z.int(),
  delivery: z.string(),
  channel: z.string(),
  dueAt: z.string().nullable(),
});
export type Mirrored = z.infer<typeof Mirrored>;

const schema = `
  CREATE TABLE IF NOT EXISTS dossier (
    id TEXT PRIMARY KEY, code TEXT NOT NULL, procedureCode TEXT NOT NULL, agency TEXT NOT NULL, status TEXT NOT NULL,
    nationalStatus INTEGER NOT NULL, delivery TEXT NOT NULL, channel TEXT NOT NULL, dueAt TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS reached (dossierId TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS held (event TEXT NOT NULL, since TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS feed (one INTEGER PRIMARY KEY CHECK (one = 1), cursor TEXT) STRICT;
`;

const HeldRow = z.object({ event: z.string(), since: StoredInstant }).transform(
  ({ event, since }): Held => ({
    event: FedEvent.parse(JSON.parse(event)),
    since,
  }),
);
const Reached = z.object({ dossierId: z.string(), sequence: z.int() });
const Feed = z.object({ cursor: z.string().nullable() });

/** What an event says of its dossier: all of it, so that the newest alone would do. */
const mirroredIn = ({ data }: CloudEvent): Mirrored => ({
  id: data.dossierId,
  code: data.dossierCode,
  procedureCode: data.procedureCode,
  agency: data.agency,
  status: data.status,
  nationalStatus: data.nationalStatus,
  delivery: data.delivery,
  channel: data.channel,
  dueAt: data.dueAt ?? null,
});

/** A mirror of a department's dossiers in SQLite, with how far it has heard. */
export type Mirror = Store & {
  readonly dossiers: () => readonly Mirrored[];
  readonly close: () => void;
};

/** @param path of the file, or `:memory:` */
export function openMirror(path: string): Mirror {
  const db = new DatabaseSync(path);
  db.exec(schema);
  const put = db.prepare(`
    INSERT OR REPLACE INTO dossier VALUES
      (:id, :code, :procedureCode, :agency, :status, :nationalStatus, :delivery, :channel, :dueAt)`);
  const reach = db.prepare('INSERT OR REPLACE INTO reached VALUES (?, ?)');
  const reachedBy = db.prepare('SELECT * FROM reached WHERE dossierId = ?');
  const hold = db.prepare('INSERT INTO held VALUES (?, ?)');
  const go = db.prepare('INSERT OR REPLACE INTO feed VALUES (1, ?)');

  const inOneTransaction = (run: () => void): void => {
    db.exec('BEGIN IMMEDIATE');
    try {
      run();
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };

  return {
    begin: async () => ({
      cursor: Feed.optional().parse(db.prepare('SELECT cursor FROM feed').get())?.cursor ?? undefined,
      held: z.array(HeldRow).parse(db.prepare('SELECT * FROM held').all()),
    }),
    reached: async (dossierIds) => {
      const rows = z
        .array(Reached)
        .parse(dossierIds.map((id) => reachedBy.get(id)).filter((row) => row !== undefined));
      return new Map(rows.map(({ dossierId, sequence }) => [dossierId, sequence]));
    },
    keep: async ({ events, reached, held, cursor }) =>
      inOneTransaction(() => {
        for (const event of events) put.run(mirroredIn(event));
        for (const [dossierId, sequence] of reached) reach.run(dossierId, sequence);
        db.exec('DELETE FROM held');
        for (const { event, since } of held) hold.run(JSON.stringify(event), since);
        go.run(cursor ?? null);
      }),
    dossiers: () => z.array(Mirrored).parse(db.prepare('SELECT * FROM dossier ORDER BY id').all()),
    close: () => db.close(),
  };
}
