import * as z from 'zod';
import { PublicActor, Subject } from '../../actor.ts';
import { KeptName } from '../../applicant/identifiers.ts';
import { OfficeTime } from '../../deadline/office-hours.ts';
import { DossierPath, deskRoles } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';
import { Words } from '../../text.ts';

export const readHistory = operation({
  id: 'read-history',
  area: 'filing',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/history',
  summary: { vi: 'Lịch sử của một hồ sơ, mới nhất trước', en: 'The history of a dossier, newest first' },
  description:
    'What happened, when, and who acted: the owner sees the office, the officers of the deciding agency also the person. Of a sensitive procedure the owner sees besides which offices read the dossier.',
  callers: { applicants: true, officers: deskRoles },
  params: DossierPath,
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  status: 200,
  output: pageOf(
    z
      .object({
        sequence: z.int(),
        /** Short name of the event, e.g. `dossier.received`. */
        event: z.string(),
        status: z.string(),
        occurredAt: z.iso.datetime({ offset: true }),
        reason: Words.optional(),
        /** Of a payment or a refund, in đồng. */
        amountVnd: z.int().optional(),
        /** Office time since what happened before: how long that step took. Absent of the first. */
        took: OfficeTime.optional(),
        actor: PublicActor.extend({ subject: Subject.optional(), name: KeptName.optional() }),
      })
      .meta({ id: 'HistoryEntry' }),
  ).extend({
    /** For the owner of a dossier of a sensitive procedure: which offices read it, newest first. On the first page. */
    readings: z
      .array(z.object({ at: z.iso.datetime({ offset: true }), agency: z.string(), role: z.string() }))
      .optional(),
  }),
  problems: ['dossier-not-found', 'cursor-invalid'],
  touches: { table: ['query', 'put'] },
});
