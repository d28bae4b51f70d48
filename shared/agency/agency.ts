import * as z from 'zod';
import { lazily } from '../lazily.ts';
import { danglingPointers, Provenance } from '../provenance.ts';
import { Text } from '../text.ts';
import data from './agencies.json' with { type: 'json' };
import { AgencyCode } from './code.ts';

/** A department of the province, or the People's Committee of a district. */
export const Agency = z
  .object({
    code: AgencyCode,
    name: Text,
    /** As departments sign their letters: `STP` in "Số: 12/TB-STP". */
    abbreviation: z
      .string()
      .regex(/^[A-Z]+$/)
      .optional(),
    kind: z.enum(['province', 'district']),
    /** The district whose it is, by the code of its unit. */
    unit: z
      .string()
      .regex(/^\d{3}$/)
      .optional(),
    /** Its divisions that work on dossiers, by the ids that the identity provider states of their officers. */
    divisions: z.array(z.object({ id: z.string(), name: Text })).optional(),
    provenance: Provenance,
  })
  .refine(
    (agency) => danglingPointers(agency).length === 0,
    'the provenance names a value that is not there',
  );
export type Agency = z.infer<typeof Agency>;

/** Every agency that decides on dossiers, by code. They change with a law or a reorganisation: that is a deployment. */
export const agencies: () => readonly Agency[] = lazily(() => z.array(Agency).parse(data));

const byCode = lazily(() => new Map(agencies().map((agency) => [agency.code, agency])));

/** The agency with this code, if there is one. */
export const agencyByCode = (code: string): Agency | undefined => byCode().get(code);

/** A division of an agency, if it has one of this id. */
export const divisionOf = (agency: string, id: string) =>
  agencyByCode(agency)?.divisions?.find((division) => division.id === id);
