import { agencyByCode } from '../agency/agency.ts';
import { oneStopDeskOf } from '../agency/desk.ts';
import { epochSeconds } from '../clock.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Office, ProcedureOfDossier } from './dossier.ts';

/**
 * A draft and all its papers are forgotten together, this many days after the draft was made. The bucket forgets what
 * was uploaded for a draft no sooner (`draftUploadDays` of the settings).
 */
export const DRAFT_DAYS = 60;

/** When a draft made now is forgotten, in epoch seconds. */
export const draftExpiry = (now: Date): number => epochSeconds(now) + DRAFT_DAYS * 86_400;

/** What a new dossier takes over from its procedure as it stands today. */
export function procedureOf(procedure: Procedure): ProcedureOfDossier {
  const { code, name, agency, processing, supplementClock, sensitive } = procedure;
  return { code, name, agency, processing, supplementClock, sensitive };
}

/** The deciding agency and its desk as they are called today. */
export const officeOf = (agency: string): Office => ({
  name: agencyByCode(agency)?.name ?? { vi: agency, en: agency },
  desk: oneStopDeskOf(agency),
});
