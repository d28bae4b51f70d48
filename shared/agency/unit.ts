import * as z from 'zod';
import { lazily } from '../lazily.ts';
import { danglingPointers, Provenance } from '../provenance.ts';
import { composed } from '../text.ts';
import data from './units.json' with { type: 'json' };

/** An administrative unit by its code of the General Statistics Office: 2 digits province, 3 district, 5 commune. */
export const Unit = z.object({
  code: z.string().regex(/^(\d{2}|\d{3}|\d{5})$/),
  /** With its prefix, as addresses are written: `Phường Quang Trung`. */
  name: composed(100),
  /** Tỉnh; thành phố, thị xã, huyện; phường, thị trấn, xã. */
  kind: z.enum(['province', 'city', 'town', 'district', 'ward', 'township', 'commune']),
  /** Code of the unit it belongs to; the province has none. */
  parent: z.string().optional(),
});
export type Unit = z.infer<typeof Unit>;

const UnitsFile = z
  .object({ provenance: Provenance, units: z.array(Unit) })
  .refine((file) => danglingPointers(file).length === 0, 'the provenance names a value that is not there');

/** The province, its six districts and their 109 communes, as they stood from 2020 to the end of 2024. */
export const units: () => readonly Unit[] = lazily(() => UnitsFile.parse(data).units);

const byCode = lazily(() => new Map(units().map((unit) => [unit.code, unit])));

/** The unit with this code, if there is one. */
export const unitByCode = (code: string): Unit | undefined => byCode().get(code);

/** The units that belong directly to another: districts of the province, communes of a district. */
export const unitsOf = (parent: string): Unit[] => units().filter((unit) => unit.parent === parent);

/** Hà Nam among the provinces, until it became part of Ninh Bình on 01/7/2025. */
export const PROVINCE_CODE = '35';
