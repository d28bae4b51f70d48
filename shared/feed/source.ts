import { type Client, Refused } from '../client/client.ts';
import type { Department, Source } from './consumer.ts';
import { listDossierEvents } from './contracts/list-dossier-events.ts';
import { listEvents } from './contracts/list-events.ts';

/** As whom a department's system reads. */
export type Reader = {
  readonly client: Client;
  /** Code of the agency, e.g. `H25.03`. */
  readonly agency: string;
  /** Its access token, new where the last has expired. */
  readonly token: () => Promise<string>;
};

/** The most that the API gives at once. */
const PAGE = '100';

/**
 * The feed of a department, from the oldest event that it holds.
 * @throws Refused `events-expired` when the department was away for longer than the feed goes back
 */
export const feedOf = ({ client, agency, token }: Reader): Source => ({
  async take(cursor) {
    const query = { limit: PAGE, ...(cursor && { cursor }) };
    const { body } = await client.call(listEvents, { token: await token(), params: { agency }, query });
    return { events: body.items, cursor: body.nextCursor, waitSeconds: body.waitSeconds };
  },
});

/** What is missing of a dossier, page by page. */
export const missingAt = ({ client, token }: Reader): Department['missing'] => {
  const from = async (dossierId: string, after: number): Promise<readonly unknown[]> => {
    const query = { after: String(after), limit: PAGE };
    const { body } = await client.call(listDossierEvents, {
      token: await token(),
      params: { dossierId },
      query,
    });
    const last = body.items.at(-1);
    return last && body.items.length === Number(PAGE)
      ? [...body.items, ...(await from(dossierId, last.sequence))]
      : body.items;
  };
  return (dossierId, after) =>
    from(dossierId, after).catch((error: unknown) => {
      if (error instanceof Refused && error.problem.code === 'dossier-not-found') return [];
      throw error;
    });
};
