/** The province's committee, which its departments and its centre belong to. */
export const PROVINCE_COMMITTEE = 'Ủy ban nhân dân tỉnh Hà Nam';

/** Who writes a paper, as its head says it (NĐ 30/2020/NĐ-CP, phụ lục I): in full, with the authority above where there is one. */
export type Letterhead = {
  readonly authority: string | undefined;
  readonly office: string;
  /** Where it is written: the unit's own name. */
  readonly place: string;
};

const DISTRICT = /^(?:UBND|Ủy ban nhân dân) (?:thành phố|thị xã|huyện) (?<name>.+)$/;

/** A committee of a district writes from the district, all others from the province. */
const placeOf = (office: string): string => DISTRICT.exec(office)?.groups?.name ?? 'Hà Nam';

const inFull = (name: string): string => name.replace(/\bUBND\b/, 'Ủy ban nhân dân');

/** The head of what an agency writes; a People's Committee has none above it there. */
export const letterheadOf = (agencyName: string): Letterhead => ({
  authority: DISTRICT.test(agencyName) ? undefined : PROVINCE_COMMITTEE,
  office: inFull(agencyName),
  place: placeOf(agencyName),
});

/** The head of what a one-stop desk writes (`oneStopDeskOf`): the centre's, or that of a desk within its agency. */
export function deskLetterheadOf(desk: string): Letterhead {
  const [office = desk, agencyName] = desk.split(', ', 2);
  return agencyName === undefined
    ? { authority: PROVINCE_COMMITTEE, office, place: placeOf(office) }
    : { authority: inFull(agencyName), office, place: placeOf(agencyName) };
}
