import * as z from 'zod';

export const DossierPath = z.object({ dossierId: z.uuid() });
export const DocumentPath = z.object({ dossierId: z.uuid(), documentId: z.uuid() });

/** Officers who work on dossiers; who controls procedures reads none. */
export const deskRoles = ['deskOfficer', 'caseOfficer', 'agencyLeader'] as const;
