import { createHash } from 'node:crypto';
import * as z from 'zod';

/** An entry of the log as far as it is hashed: its text as it stands, and who acted. */
export const Logged = z.object({ event: z.string(), actor: z.record(z.string(), z.string()) });
export type Logged = z.infer<typeof Logged>;

/**
 * What an entry says of its place: whose it is, its number, when it was written, and the hash of the entry before. The
 * first of a dossier names none, and neither does one that was written before there was a chain.
 */
export const Link = z.object({
  subject: z.uuid(),
  sequence: z.int().min(1),
  time: z.iso.datetime(),
  previous: z.string().optional(),
  data: z.object({ agency: z.string() }),
});
export type Link = z.infer<typeof Link>;

export const linkOf = ({ event }: Logged): Link => Link.parse(JSON.parse(event));

/**
 * The hash by which the next entry names this one: SHA-256 as base64url. The text is hashed as it is kept, for its bytes
 * say more than what is read of it; who acted, in the order of the names.
 */
export const hashOf = ({ event, actor }: Logged): string =>
  createHash('sha256')
    .update(JSON.stringify([event, Object.entries(actor).sort()]))
    .digest('base64url');
