import { districtOfDesk } from '../agency/desk.ts';
import { unitByCode } from '../agency/unit.ts';
import type { KeptAddress } from '../applicant/address.ts';
import { localDateOf } from '../clock.ts';
import type { Filed } from '../dossier/dossier.ts';
import { type Distance, journeyDaysOf } from '../shipment/journey.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { receiverOf } from './order.ts';

/** How far it is from the desk that hands an agency's results out to an address. */
export function distanceTo({ place, unitCode }: KeptAddress, agency: string): Distance {
  if (place === 'elsewhere') return 'elsewhere';
  const district = unitCode && unitByCode(unitCode)?.parent;
  return district === districtOfDesk(agency) ? 'sameDistrict' : 'inProvince';
}

/** How long the journey of a result may take that the post accepts now. */
export function journeyOf(
  { form, procedure, channel }: Filed,
  shipment: Shipment,
  at: Date,
): number | undefined {
  if (form.delivery.channel !== 'post') return undefined;
  const { address } = receiverOf(form.delivery.address, shipment);
  // Who filed on paper holds a slip of appointment, which the post takes back.
  return journeyDaysOf(distanceTo(address, procedure.agency), channel !== 'online', localDateOf(at));
}
