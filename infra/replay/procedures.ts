import { agencies } from '../../shared/agency/agency.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { Procedure } from '../../shared/procedure/procedure.ts';
import { chanceOf } from './chance.ts';

/** How many procedures of each level the province provides, as the article of October 2021 says: 2,067 in all. */
const published = { 4: 904, 3: 964, 2: 199 } as const;

const FIRST_CODE = 100_001;

const classes = { 2: 'information', 3: 'partial', 4: 'full' } as const;

/** A procedure that stands for one whose name the article does not tell: it says so itself. */
function standIn(number: number, serviceLevel: 2 | 3 | 4): Procedure {
  const places = agencies();
  const agency = places[number % places.length];
  if (!agency) throw new Error('there is no agency');
  const chance = (what: string): number => chanceOf('procedure', number, what);
  const post = chance('post') < 0.4;
  const days = [3, 5, 7, 10, 15, 20, 30][Math.floor(chance('days') * 7)] ?? 10;
  const field = Math.floor(chance('field') * 4) + 1;
  const paper = (place: number) => ({
    id: `paper-${place}`,
    name: { vi: `Giấy tờ mẫu số ${place}`, en: `Sample paper no. ${place}` },
    kind: 'other',
    originals: 1,
    copies: 0,
    acceptedTypes: ['application/pdf'],
    maxBytes: 10 * 1024 * 1024,
    required: true,
    sensitive: false,
  });
  return Procedure.parse({
    code: `9.${FIRST_CODE + number}`,
    name: {
      vi: `Thủ tục mẫu số ${number + 1} (dữ liệu tổng hợp)`,
      en: `Sample procedure no. ${number + 1} (synthetic)`,
    },
    agency: agency.code,
    field: {
      vi: `Lĩnh vực mẫu ${field}, ${agency.name.vi}`,
      en: `Sample field ${field}, ${agency.name.en}`,
    },
    serviceLevel,
    serviceClass: serviceLevel === 4 && !post ? 'partial' : classes[serviceLevel],
    processing: chance('days') < 0.1 ? { unit: 'sameDay' } : { unit: 'workingDays', days },
    fees: [],
    tariffs: [],
    papers: Array.from({ length: 1 + Math.floor(chance('papers') * 8) }, (_, place) => paper(place + 1)),
    submissionChannels: ['desk', ...(serviceLevel >= 3 ? ['online'] : []), ...(post ? ['post'] : [])],
    resultChannels: ['desk', ...(post ? ['post'] : [])],
    postal: { receive: post, return: post },
    inPerson: false,
    supplementClock: 'restart',
    sensitive: false,
    retentionYears: 10,
    fields: [],
    provenance: { quoted: [], synthetic: ['/code', '/name', '/field', '/papers'], others: 'plausible' },
  });
}

/** The 2,067 procedures: those of the catalogue, and stand-ins for the rest of each level. */
export function publishedProcedures(): readonly Procedure[] {
  const all = [...catalogue];
  for (const level of [4, 3, 2] as const)
    for (
      let left = published[level] - catalogue.filter(({ serviceLevel }) => serviceLevel === level).length;
      left > 0;
      left--
    )
      all.push(standIn(all.length - catalogue.length, level));
  return all;
}
