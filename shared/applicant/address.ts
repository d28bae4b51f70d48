import * as z from 'zod';
import { unitByCode } from '../agency/unit.ts';
import { personal } from '../personal.ts';
import { FullName, KeptName, KeptPhone, Phone } from './identifiers.ts';

/** A line that people write: NFC, single spaces. */
const line = (most: number) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').trim().replace(/\s+/g, ' '))
    .min(2)
    .max(most);

const isCommune = (code: string): boolean => /^\d{5}$/.test(code) && unitByCode(code) !== undefined;

/** House number and street, or hamlet. */
const street = personal(line(200), 'street');
const keptStreet = personal(z.string(), 'street');

/**
 * Where somebody lives or receives post: in the province by the code of the commune, which names the district too;
 * in the other provinces, whose units are not ours to keep, by name.
 */
export const Address = z
  .discriminatedUnion('place', [
    z.strictObject({
      place: z.literal('inProvince').default('inProvince'),
      unitCode: z.string().refine(isCommune, { params: { code: 'unit-unknown' } }),
      street,
    }),
    z.strictObject({
      place: z.literal('elsewhere'),
      provinceName: line(60),
      districtName: line(60),
      communeName: line(60),
      street,
    }),
  ])
  .meta({
    id: 'Address',
    examples: [{ place: 'inProvince', unitCode: '13285', street: 'Số 12, đường Biên Hòa' }],
  });
export type Address = z.infer<typeof Address>;

/** Names of the units of an address from the smallest to the province, as they stand today. */
function unitNames(address: Address): readonly string[] {
  if (address.place === 'elsewhere') return [address.communeName, address.districtName, address.provinceName];
  const names: string[] = [];
  for (
    let unit = unitByCode(address.unitCode);
    unit;
    unit = unit.parent ? unitByCode(unit.parent) : undefined
  )
    names.push(unit.name);
  return names;
}

/**
 * An address as it was stored, with the line that stands on an envelope: units are merged and renamed, and an old
 * address must still be read. The line is absent in a draft, which is checked anew when it is submitted.
 */
export const KeptAddress = z.object({
  place: z.enum(['inProvince', 'elsewhere']),
  unitCode: z.string().optional(),
  provinceName: z.string().optional(),
  districtName: z.string().optional(),
  communeName: z.string().optional(),
  street: keptStreet,
  line: keptStreet.optional(),
});
export type KeptAddress = z.infer<typeof KeptAddress>;

/** An address with the line that stands on an envelope, from the units of today. */
export const keptAddress = (address: Address): KeptAddress & { readonly line: string } => ({
  ...address,
  line: [address.street, ...unitNames(address)].join(', '),
});

/** Who receives a result by post, and where. */
export const PostalAddress = z
  .strictObject({ receiverName: FullName, phone: Phone, address: Address })
  .meta({ id: 'PostalAddress' });
export type PostalAddress = z.infer<typeof PostalAddress>;

/** The same as it was stored. */
export const KeptPostalAddress = z.object({
  receiverName: KeptName,
  phone: KeptPhone,
  address: KeptAddress,
});
export type KeptPostalAddress = z.infer<typeof KeptPostalAddress>;
