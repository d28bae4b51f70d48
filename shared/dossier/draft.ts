import { agencyByCode } from '../agency/agency.ts';
import { oneStopDeskOf } from '../agency/desk.ts';
import { epochSeconds, toInstant } from '../clock.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { DossierFile, Draft, Office, ProcedureOfDossier } from './dossier.ts';

/**
 * A draft and all its papers are forgotten together, this many days after the draft was made. The bucket forgets what
 * was uploaded for a draft no sooner (`draftUploadDays` of the settings).
 */
export const DRAFT_DAYS = 60;

/** When the papers of a draft are forgotten, and with them the draft unless its money keeps it, in epoch seconds. */
export const expiryOf = ({ createdAt }: Pick<Draft, 'createdAt'>): number =>
  epochSeconds(new Date(createdAt)) + DRAFT_DAYS * 86_400;

/** So long after the post was to collect the papers of a draft and did not, it is kept: to book anew, or to hand them in. */
const DAYS_AFTER_COLLECTION = 30;

/** A draft whose papers the post is to collect: it is kept until they are here, or the post has them no longer. Pure. */
export const keptForPost = ({ expiresAt: _, ...draft }: Draft): Draft => ({
  ...draft,
  version: draft.version + 1,
});

/** A draft whose papers the post does not bring: forgotten in its time, and not at once. Pure. */
export const freedByPost = (draft: Draft, at: Date): Draft => ({
  ...draft,
  version: draft.version + 1,
  expiresAt: Math.max(expiryOf(draft), epochSeconds(at) + DAYS_AFTER_COLLECTION * 86_400),
});

/** Whether a draft is forgotten, though the table may still hold it. */
export const isForgotten = ({ expiresAt }: Pick<Draft, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== undefined && expiresAt <= epochSeconds(now);

/** Whether the papers of a draft are gone: those that money keeps outlive them. */
export const hasLostPapers = (draft: Draft, now: Date): boolean => expiryOf(draft) <= epochSeconds(now);

/** What a new dossier takes over from its procedure as it stands today. */
function procedureOf(procedure: Procedure): ProcedureOfDossier {
  const { code, name, field, agency, processing, supplementClock, sensitive } = procedure;
  return {
    code,
    name,
    field: field.vi,
    agency,
    processing,
    supplementClock,
    sensitive,
    keptFor: procedure.retentionYears,
    ...(procedure.extendedProcessing && { extended: procedure.extendedProcessing }),
    ...(procedure.approval && { approval: true }),
    ...(procedure.consultation && { consultation: procedure.consultation }),
  };
}

/** The deciding agency and its desk as they are called today. */
export const officeOf = (agency: string): Office => ({
  name: agencyByCode(agency)?.name ?? { vi: agency, en: agency },
  desk: oneStopDeskOf(agency),
});

/** A new draft of a procedure: its owner's, or the desk's that takes in for its owner. */
export const newDraft = (
  procedure: Procedure,
  {
    at,
    ...stated
  }: Pick<Draft, 'id' | 'owner' | 'proxy' | 'channel' | 'receiving' | 'portalCode' | 'form' | 'changedBy'> & {
    readonly at: Date;
  },
): Draft => {
  const createdAt = toInstant(at);
  return {
    v: 1,
    ...stated,
    version: 1,
    status: 'draft',
    procedure: procedureOf(procedure),
    createdAt,
    expiresAt: expiryOf({ createdAt }),
  };
};

/** The file of a dossier that has no parts yet. */
export const newFile = <D extends Draft>(dossier: D): DossierFile<D> => ({
  dossier,
  documents: [],
  supplements: [],
  appointments: [],
  payments: [],
  shipments: [],
  consignments: [],
  resultFiles: [],
  results: [],
  consultations: [],
  proposals: [],
});
