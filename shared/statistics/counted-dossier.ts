import * as z from 'zod';
import { AgencyCode } from '../agency/code.ts';
import { withVietnamOffset } from '../clock.ts';
import { channels } from '../dossier/channel.ts';
import { ProcedureCode } from '../procedure/procedure.ts';
import { drillDownNames } from './drill-down.ts';
import type { Fact } from './fact.ts';
import { period } from './period.ts';

/** Which dossiers are asked for: those behind a figure of a period, of all that an agency counts or of a part of it. */
export const askedFor = {
  ...period,
  figure: z.enum(drillDownNames),
  agency: AgencyCode.optional(),
  procedure: ProcedureCode.optional(),
  channel: z.enum(channels).optional(),
};

/** A dossier behind a figure. */
export const CountedDossier = z
  .object({
    dossierId: z.uuid(),
    code: z.string(),
    procedureCode: z.string(),
    channel: z.enum(channels),
    /** As of its last counted event. */
    status: z.string(),
    dueAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'CountedDossier' });
export type CountedDossier = z.infer<typeof CountedDossier>;

/** A fact as what is behind a figure. Pure. */
export function countedDossier({
  dossierId,
  dossierCode,
  procedureCode,
  channel,
  moments,
}: Fact): CountedDossier {
  const { status = '', dueAt } = moments.at(-1) ?? {};
  return {
    dossierId,
    code: dossierCode,
    procedureCode,
    channel,
    status,
    ...(dueAt && { dueAt: withVietnamOffset(dueAt) }),
  };
}
