import { catalogue } from '../../shared/procedure/catalogue.ts';
import type { Procedure } from '../../shared/procedure/procedure.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** A procedure after a change of law: of another agency, with other papers, no questions, and another time. */
const changed = ({ extendedProcessing: _, papers, ...procedure }: Procedure): Procedure => ({
  ...procedure,
  agency: 'H25.99',
  papers: papers.map((paper) => ({ ...paper, id: `new-${paper.id}` })),
  fields: [],
  processing: { unit: 'calendarDays', days: 3 },
  provenance: { quoted: [], synthetic: [], others: 'plausible' },
});

/** Values that nothing lets in today: names of files and things, sizes, terms. */
const outgrown: Attributes = { name: 'Đơn/đề nghị '.repeat(40), sizeBytes: 0, days: 0 };

const isAttributes = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const strangeInside = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(strangeInside) : isAttributes(value) ? strange(value) : value;

/** An item as laxer rules would have let it in, with an attribute that this version does not know in each of its parts. */
function strange(item: Attributes): Attributes {
  const attributes = Object.entries(item).map(([name, value]) => [
    name,
    typeof value === typeof outgrown[name] ? outgrown[name] : strangeInside(value),
  ]);
  return { ...Object.fromEntries(attributes), unknownHere: 'of a later version that was rolled back' };
}

const asItIs = (item: Attributes): Attributes => item;

/**
 * What may have become of the world since items were stored, and of the items themselves: of those of every version once the law
 * has changed, of the newest in each of these ways.
 */
export const later = [
  {
    when: 'soon after',
    happensToAll: false,
    year: 2021,
    reorganised: false,
    procedures: catalogue,
    stored: asItIs,
  },
  {
    when: 'once communes are merged, agencies dropped and procedures changed',
    happensToAll: true,
    year: 2022,
    reorganised: true,
    procedures: catalogue.map(changed),
    stored: asItIs,
  },
  {
    when: 'once procedures are gone too, with values and attributes that this version would not write',
    happensToAll: false,
    year: 2023,
    reorganised: true,
    procedures: [],
    stored: strange,
  },
];
