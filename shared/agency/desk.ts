import { agencyByCode } from './agency.ts';

/**
 * The one-stop desk (Bộ phận Một cửa) at which an agency takes papers in and hands results out: departments do so
 * at the provincial centre, districts at their own (NĐ 61/2018 Điều 7).
 */
export function oneStopDeskOf(agencyCode: string): string {
  const agency = agencyByCode(agencyCode);
  return agency?.kind === 'district'
    ? `Bộ phận Một cửa, ${agency.name.vi}`
    : 'Trung tâm Phục vụ hành chính công tỉnh Hà Nam';
}

/** The provincial centre stands in Phủ Lý. */
const CENTRE_DISTRICT = '347';

/** The district in which that desk is, by the code of its unit. */
export const districtOfDesk = (agencyCode: string): string =>
  agencyByCode(agencyCode)?.unit ?? CENTRE_DISTRICT;
