import * as z from 'zod';
import { lazily } from '../lazily.ts';
import { danglingPointers, Provenance } from '../provenance.ts';
import { KeptText, Text } from '../text.ts';
import data from './reasons.json' with { type: 'json' };

/** What may be asked for: a paper of the procedure, a field of the form, or something new. */
const askedKinds = ['paper', 'field', 'new'] as const;
export type AskedKind = (typeof askedKinds)[number];

/**
 * Why something is to be supplemented, and how that is mended. A code that was once used stays, with its meaning:
 * requests keep the code alone.
 */
export const SupplementReason = z
  .object({
    code: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    /** Of what it may be said. */
    of: z.array(z.enum(askedKinds)).min(1),
    text: Text,
    mend: Text,
    legalBasis: z.string().min(1),
    provenance: Provenance,
  })
  .refine((reason) => danglingPointers(reason).length === 0, 'the provenance names a value that is not there')
  .meta({ id: 'SupplementReason' });
export type SupplementReason = z.infer<typeof SupplementReason>;

/** All reasons, in the order in which they are offered. */
export const supplementReasons: () => readonly SupplementReason[] = lazily(() =>
  z.array(SupplementReason).parse(data),
);

const byCode = lazily(() => new Map(supplementReasons().map((reason) => [reason.code, reason])));

/** The reason with this code, if there is one. */
export const supplementReasonOf = (code: string): SupplementReason | undefined => byCode().get(code);

/** A reason as those read it who are to mend it. */
export const ShownReason = z.object({
  code: z.string(),
  text: KeptText,
  mend: KeptText,
  legalBasis: z.string(),
});
export type ShownReason = z.infer<typeof ShownReason>;

/** The reason with this code as it is shown; nothing of one that this catalogue does not have. */
export function shownReason(code: string | undefined): ShownReason | undefined {
  const reason = code === undefined ? undefined : supplementReasonOf(code);
  return reason && ShownReason.parse(reason);
}
