import { caseOfficer, desk, hoa, nam, officer } from '../support/filing.ts';
import type { Known } from './known.ts';

/** Who is about in the world, by the claims of their tokens. Every dossier is cô Hoa's in the end. */
export const people = {
  hoa: { ...hoa, SoDinhDanh: '035190001234' },
  nam: { ...nam, SoDinhDanh: '035201005678' },
  'a stranger': { ...nam, sub: 'cd-mai', SoDinhDanh: '035202009012' },
  'the desk of the Centre': officer('can-bo-mot-cua', 'H25.19'),
  'the desk of Justice': desk,
  'an officer of Justice': { ...caseOfficer, MaPhongBan: 'hctp' },
  'a colleague of Justice': { ...caseOfficer, sub: 'cb-colleague' },
  'the head of Justice': officer('lanh-dao'),
  'the desk of the Zones': officer('can-bo-mot-cua', 'H25.18'),
  'an officer of the Zones': officer('chuyen-vien', 'H25.18'),
  'the head of the Zones': officer('lanh-dao', 'H25.18'),
  'an officer of Environment': officer('chuyen-vien', 'H25.10'),
  'the head of Construction': officer('lanh-dao', 'H25.09'),
  'who controls procedures': { ...desk, VaiTro: 'kiem-soat-tthc' },
} as const;
export type Person = keyof typeof people;

export const everybody = Object.keys(people) as readonly Person[];

/** In which part a person acts on a dossier. */
export type Seat = 'owner' | 'desk' | 'officer' | 'head' | 'asked';

/** Whom an agency may ask for an opinion in this world. */
export const advisers = ['H25.10', 'H25.09'] as const;

const roles = { 'can-bo-mot-cua': 'desk', 'chuyen-vien': 'officer', 'lanh-dao': 'head' } as const;

/** What an officer is, and where; nothing for a citizen. */
function post(person: Person): { readonly agency: string; readonly role: Seat | 'control' } | undefined {
  const claims = people[person];
  if (!('VaiTro' in claims)) return undefined;
  const { VaiTro: role, MaCoQuan: agency } = claims;
  return { agency, role: role in roles ? roles[role as keyof typeof roles] : 'control' };
}

/** Of which kind somebody is before any dossier is looked at: what a door asks. */
export const kindOf = (person: Person): Seat | 'control' | 'citizen' => post(person)?.role ?? 'citizen';

/** An officer's id, and the division where it has one. */
export const subjectOf = (person: Person): string => people[person].sub;
export const divisionOf = (person: Person): string | undefined => {
  const claims = people[person];
  return 'MaPhongBan' in claims ? claims.MaPhongBan : undefined;
};

/** The part in which somebody sees and moves a dossier; nobody's when it does not exist for them. */
export function seatOf(dossier: Known, person: Person): Seat | undefined {
  const officer = post(person);
  const isDraft = dossier.status === 'draft';
  if (!officer) {
    if (dossier.proxied && person === 'nam') return 'owner';
    const isHers = !isDraft || !(dossier.proxied || dossier.receiving);
    return person === 'hoa' && isHers ? 'owner' : undefined;
  }
  const { agency, role } = officer;
  if (role === 'control') return undefined;
  if (role === 'desk' && agency === dossier.receiving) return 'desk';
  return agency === dossier.kind.agency && !isDraft ? role : undefined;
}

/** The agency that somebody speaks for when it is asked: its officers and its head. */
export function adviserOf(person: Person): string | undefined {
  const officer = post(person);
  return officer && (officer.role === 'officer' || officer.role === 'head') ? officer.agency : undefined;
}
