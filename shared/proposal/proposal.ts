import * as z from 'zod';
import { Actor } from '../actor.ts';
import { StoredInstant } from '../instant.ts';
import type { Access } from '../table/access.ts';
import { proposalKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';
import { Words } from '../text.ts';

/** What is proposed: that the result be issued, or that the dossier end without one. */
export const outcomes = ['issue', 'stop'] as const;

/** The appraisal of a dossier with what its officer proposes (thẩm định, đề xuất: NĐ 61/2018 Điều 19), and the leader's word. */
export const Proposal = z.object({
  v: z.literal(1),
  /** 1, 2 … in the life of its dossier. */
  number: z.int().min(1),
  outcome: z.enum(outcomes),
  appraisal: Words,
  proposedAt: StoredInstant,
  proposedBy: Actor,
  verdict: z.enum(['approved', 'sentBack']).optional(),
  /** Why it was sent back. */
  note: Words.optional(),
  judgedAt: StoredInstant.optional(),
  judgedBy: Actor.optional(),
});
export type Proposal = z.infer<typeof Proposal>;

const itemOf = (dossierId: string, proposal: Proposal, access: Access) => ({
  ...proposalKey(dossierId, proposal.number),
  ...proposal,
  ...access,
});

/** A new proposal. */
export const putProposal = (dossierId: string, proposal: Proposal, access: Access): Write => ({
  put: itemOf(dossierId, proposal, access),
  when: absent,
});

/** A proposal on which the leader has just spoken: the dossier's own version holds two leaders apart. */
export const putJudged = (dossierId: string, proposal: Proposal, access: Access): Write => ({
  put: itemOf(dossierId, proposal, access),
});
