import * as z from 'zod';
import { personal } from '../personal.ts';
import { Address, KeptAddress } from './address.ts';
import {
  birthYearOf,
  Email,
  FullName,
  KeptEmail,
  KeptName,
  KeptNumber,
  KeptPhone,
  PersonalId,
  Phone,
  TaxCode,
} from './identifiers.ts';

const contact = {
  phone: Phone,
  /** Where notifications go; who has none follows the dossier with its code. */
  email: Email.optional(),
  address: Address,
};

const citizen = z
  .strictObject({
    kind: z.literal('citizen'),
    fullName: FullName,
    personalId: PersonalId,
    dateOfBirth: personal(z.iso.date(), 'birthDate').optional(),
    ...contact,
  })
  .refine(
    ({ dateOfBirth, personalId }) =>
      dateOfBirth === undefined ||
      // An id that is wrong itself is one fault, not two.
      !PersonalId.safeParse(personalId).success ||
      Number(dateOfBirth.slice(0, 4)) === birthYearOf(personalId),
    { path: ['dateOfBirth'], params: { code: 'birth-date-disagrees' } },
  );

const business = z.strictObject({
  kind: z.literal('business'),
  businessName: z
    .string()
    .overwrite((text) => text.normalize('NFC').trim().replace(/\s+/g, ' '))
    .min(2)
    .max(200),
  taxCode: TaxCode,
  /** Người đại diện theo pháp luật. */
  representative: FullName,
  ...contact,
});

/** Chủ hồ sơ: in whose name a dossier is filed. */
export const Applicant = z.discriminatedUnion('kind', [citizen, business]).meta({ id: 'Applicant' });
export type Applicant = z.infer<typeof Applicant>;

const keptContact = { phone: KeptPhone, email: KeptEmail.optional(), address: KeptAddress };

/** The applicant as it was stored: what was checked when it came in is not checked again. */
export const KeptApplicant = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('citizen'),
    fullName: KeptName,
    personalId: KeptNumber,
    dateOfBirth: personal(z.string(), 'birthDate').optional(),
    ...keptContact,
  }),
  z.object({
    kind: z.literal('business'),
    businessName: z.string(),
    taxCode: KeptNumber,
    representative: KeptName,
    ...keptContact,
  }),
]);
export type KeptApplicant = z.infer<typeof KeptApplicant>;

/** The name under which an applicant appears. */
export const nameOf = (applicant: KeptApplicant): string =>
  applicant.kind === 'business' ? applicant.businessName : applicant.fullName;
