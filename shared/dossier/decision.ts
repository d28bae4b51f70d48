import * as z from 'zod';
import { KeptName } from '../applicant/identifiers.ts';

/** What was issued, as the register of the agency's clerk has it (NĐ 30/2020/NĐ-CP Điều 15, 18: number, day, signature, stamp). */
export const Decision = z.object({
  /** As it is written: `12/QĐ-SXD`. */
  number: z.string(),
  issuedOn: z.string(),
  signer: z.object({ name: KeptName, title: z.string() }),
  /** Local day of the stamp. */
  stampedOn: z.string().optional(),
});
export type Decision = z.infer<typeof Decision>;
