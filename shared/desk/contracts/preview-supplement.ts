import * as z from 'zod';
import { LocalDate } from '../../clock.ts';
import { DossierPath, deskRoles } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';

const localTime = z.iso.datetime({ offset: true });

/** What asking for a supplement would do to the time of a dossier. */
export const SupplementPreview = z
  .object({
    /** Which round it would be, and whether it would count as the agency's fault. */
    round: z.object({ number: z.int(), agencyFault: z.boolean() }),
    /** When the clock would stop; absent before reception, when none runs. */
    pausesAt: localTime.optional(),
    dueBefore: localTime.optional(),
    /** Last local day to answer. */
    deadline: z.iso.date(),
    ifAnswered: z.object({
      on: z.iso.date(),
      /** Whether the time is then given anew, goes on where it stopped, or does not run yet. */
      clock: z.enum(['restarts', 'resumes', 'notStarted']),
      dueAt: localTime.optional(),
    }),
    /** Whether another round could be asked for after that, and would be the agency's fault. */
    furtherRound: z.object({ allowed: z.boolean(), agencyFault: z.boolean() }),
  })
  .meta({ id: 'SupplementPreview' });
export type SupplementPreview = z.infer<typeof SupplementPreview>;

export const previewSupplement = operation({
  id: 'preview-supplement',
  area: 'desk',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/supplement-preview',
  summary: {
    vi: 'Xem trước thời hạn nếu yêu cầu bổ sung hồ sơ',
    en: 'See what asking for a supplement would do to the time of a dossier',
  },
  description:
    'Changes nothing. `answeredOn` is the local day on which the citizen might answer; without it, the last one to answer.',
  callers: { officers: deskRoles },
  params: DossierPath,
  body: z.strictObject({ deadline: LocalDate, answeredOn: LocalDate.optional() }),
  status: 200,
  output: SupplementPreview,
  problems: [
    'dossier-not-found',
    'transition-not-allowed',
    'not-in-your-hands',
    'supplement-limit-reached',
    'calendar-ends',
    'invalid-request',
  ],
  touches: { table: ['query'] },
  examples: {
    request: { deadline: '2099-10-29', answeredOn: '2099-10-15' },
    response: {
      round: { number: 1, agencyFault: false },
      pausesAt: '2021-10-12T10:00:00+07:00',
      dueBefore: '2021-10-22T17:00:00+07:00',
      deadline: '2021-10-29',
      ifAnswered: { on: '2021-10-15', clock: 'restarts', dueAt: '2021-10-29T17:00:00+07:00' },
      furtherRound: { allowed: false, agencyFault: false },
    },
  },
});
