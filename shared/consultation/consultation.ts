import * as z from 'zod';
import { Actor } from '../actor.ts';
import { LocalDate } from '../clock.ts';
import { pastFrom } from '../deadline/last-day.ts';
import { StoredInstant } from '../instant.ts';
import type { Access } from '../table/access.ts';
import { consultationKey, dueEntry, placePK } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';
import { Words } from '../text.ts';

/** What an agency that was asked may say. */
export const opinions = ['agrees', 'disagrees'] as const;

/** An agency that is asked for its opinion while a dossier is processed (NĐ 61/2018 Điều 19), and how that ended. */
export const Consultation = z.object({
  v: z.literal(1),
  /** 1, 2 … in the life of its dossier. */
  number: z.int().min(1),
  /** The agency that is asked. */
  consulted: z.string(),
  question: Words,
  askedAt: StoredInstant,
  askedBy: Actor,
  /** Last local day to answer. */
  deadline: LocalDate,
  /** The law by which silence after that day is consent; without it, it is none. */
  silenceAgrees: z.string().optional(),
  /** `silent`: the last day passed, and by that law the agency has agreed. `withdrawn`: no answer is wanted any more. */
  state: z.enum(['open', 'answered', 'silent', 'withdrawn']),
  opinion: z.enum(opinions).optional(),
  answer: Words.optional(),
  /** Number of the letter that says the same. */
  letter: z.string().optional(),
  endedAt: StoredInstant.optional(),
  endedBy: Actor.optional(),
});
export type Consultation = z.infer<typeof Consultation>;

export const isOpen = ({ state }: Consultation): boolean => state === 'open';

/** Where an agency finds what it is asked: among the places where dossiers lie, as one of its own. */
export const ASKED = 'asked';

const itemOf = (dossierId: string, consultation: Consultation, access: Access) => ({
  ...consultationKey(dossierId, consultation.number),
  ...consultation,
  ...access,
  ...(isOpen(consultation) && {
    placePK: placePK(consultation.consulted, ASKED),
    worklistSK: `${pastFrom(consultation.deadline)}#${dossierId}`,
    ...(consultation.silenceAgrees && dueEntry('consultation', pastFrom(consultation.deadline), dossierId)),
  }),
});

/** A new consultation. */
export const putConsultation = (dossierId: string, consultation: Consultation, access: Access): Write => ({
  put: itemOf(dossierId, consultation, access),
  when: absent,
});

/** A consultation that has just ended, once. */
export const putEnded = (dossierId: string, consultation: Consultation, access: Access): Write => ({
  put: itemOf(dossierId, consultation, access),
  when: { expression: '#state = :open', names: { '#state': 'state' }, values: { ':open': 'open' } },
});
