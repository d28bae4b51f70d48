import * as z from 'zod';
import { Actor } from '../actor.ts';
import { StoredInstant } from '../instant.ts';
import type { Access } from '../table/access.ts';
import { supplementKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';

/**
 * One thing that an officer asks for: a paper of the procedure, a field of the form (by JSON pointer, e.g.
 * `/applicant/phone` or `/answers/copies`), or with neither something new that its name describes.
 */
export const AskedItem = z
  .strictObject({
    name: z.string().trim().min(2).max(300),
    paperId: z.string().max(60).optional(),
    field: z.string().max(120).optional(),
  })
  .refine(({ paperId, field }) => paperId === undefined || field === undefined, {
    path: ['field'],
    params: { code: 'paper-or-field' },
  });
export type AskedItem = z.infer<typeof AskedItem>;

/** What is asked for, as answers and events show it. */
export const ShownItem = z.object({
  /** What its answer names: the paper's id, the field's pointer, or `moi-1` of something new. */
  id: z.string(),
  name: z.string(),
  paperId: z.string().optional(),
  field: z.string().optional(),
});

/** The same as it is kept: with what files may answer it. A field is answered by a value. */
export const RequestedItem = ShownItem.extend({
  file: z.object({ acceptedTypes: z.array(z.string()), maxBytes: z.int() }).optional(),
});
export type RequestedItem = z.infer<typeof RequestedItem>;

/** One round of supplement: what was asked, by whom, until when, and when it was answered. */
export const Supplement = z.object({
  v: z.literal(1),
  /** 1, 2 … in the life of its dossier. */
  number: z.int().min(1),
  requestedAt: StoredInstant,
  requestedBy: Actor,
  reason: z.string(),
  items: z.array(RequestedItem),
  /** Last local day to answer. */
  deadline: z.string(),
  answeredAt: StoredInstant.optional(),
});
export type Supplement = z.infer<typeof Supplement>;

/** A new round. */
export const putSupplement = (dossierId: string, round: Supplement, access: Access): Write => ({
  put: { ...supplementKey(dossierId, round.number), ...round, ...access },
  when: absent,
});

/** The round that has just been answered, once. */
export const putAnswered = (dossierId: string, round: Supplement, access: Access): Write => ({
  put: { ...supplementKey(dossierId, round.number), ...round, ...access },
  when: { expression: 'attribute_exists(PK) AND attribute_not_exists(answeredAt)' },
});
