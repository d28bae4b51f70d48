import * as z from 'zod';

export const DossierPath = z.object({ dossierId: z.uuid() });
export const DocumentPath = z.object({ dossierId: z.uuid(), documentId: z.uuid() });

/** Officers who work on dossiers; who controls procedures reads none. */
export const deskRoles = ['deskOfficer', 'caseOfficer', 'agencyLeader'] as const;

/** Items of a page. */
export const Limit = z.coerce.number().int().min(1).max(100).default(20);
export const Cursor = z.string().min(1).max(600).optional();

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });
