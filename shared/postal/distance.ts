import { districtOfDesk } from '../agency/desk.ts';
import { unitByCode } from '../agency/unit.ts';
import type { KeptAddress } from '../applicant/address.ts';
import type { Distance } from '../shipment/journey.ts';

/** How far it is from the desk that hands an agency's results out to an address. */
export function distanceTo({ place, unitCode }: KeptAddress, agency: string): Distance {
  if (place === 'elsewhere') return 'elsewhere';
  const district = unitCode && unitByCode(unitCode)?.parent;
  return district === districtOfDesk(agency) ? 'sameDistrict' : 'inProvince';
}
