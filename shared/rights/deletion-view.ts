import * as z from 'zod';
import { toInstant, withVietnamOffset } from '../clock.ts';
import { KeptText } from '../text.ts';
import { DELETION_HOURS, Deletion } from './deletion.ts';
import { going, staying } from './fates.ts';

export const DELETION_PATH = '/v1/me/deletion';

const localTime = z.iso.datetime({ offset: true });

/** What is kept of filed dossiers, and until when: each once it is closed, for the years of its procedure. */
const Filed = z.object({
  /** `open`: it is not closed yet. `years`: it goes by a list that its agency approves, from the day `until` on. */
  why: z.enum(['open', 'years', 'permanent']),
  until: z.iso.date().optional(),
  dossiers: z.int(),
});
export type KeptDossiers = z.infer<typeof Filed>;

/** What goes and what stays when an account wants its data deleted, with the law and until when; and how far it is. */
export const DeletionView = z
  .object({
    /** The request that was made last, if there is one. */
    request: Deletion.pick({ state: true, drafts: true })
      .extend({
        requestedAt: localTime,
        /** By then it is done. */
        doneBy: localTime,
        doneAt: localTime.optional(),
      })
      .optional(),
    goes: z.array(z.object({ kind: z.string(), what: KeptText })),
    stays: z.array(z.object({ kind: z.string(), why: KeptText, law: z.string(), until: KeptText })),
    /** Drafts of today: those that go, and those that stay because money or an attempt to pay is in them, or a desk takes them in. */
    drafts: z.object({ go: z.array(z.uuid()), stay: z.array(z.uuid()) }),
    filed: z.array(Filed),
  })
  .meta({ id: 'Deletion' });
export type DeletionView = z.infer<typeof DeletionView>;

const hoursAfter = (at: string, hours: number): string =>
  withVietnamOffset(toInstant(new Date(Date.parse(at) + hours * 3_600_000)));

export const viewOfDeletion = (
  deletion: Deletion | undefined,
  owned: Pick<DeletionView, 'drafts' | 'filed'>,
): DeletionView => ({
  ...(deletion && {
    request: {
      state: deletion.state,
      drafts: deletion.drafts,
      requestedAt: withVietnamOffset(deletion.requestedAt),
      doneBy: hoursAfter(deletion.requestedAt, DELETION_HOURS),
      ...(deletion.doneAt && { doneAt: withVietnamOffset(deletion.doneAt) }),
    },
  }),
  goes: [...going],
  stays: [...staying],
  ...owned,
});
