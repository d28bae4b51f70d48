import * as z from 'zod';
import { fault } from '../http/faults.ts';
import type { Fault } from '../http/problems.ts';
import type { Paper } from './paper.ts';
import type { Procedure } from './procedure.ts';

/** One kind of paper as somebody counted it. */
export const CountedPaper = z.strictObject({
  paperId: z.string().min(1).max(60),
  originals: z.int().min(0).max(999),
  copies: z.int().min(0).max(999),
});
export type CountedPaper = z.infer<typeof CountedPaper>;

/** The same as it is kept, with the name that the paper had then. */
export const NamedCount = z.object({
  paperId: z.string(),
  name: z.string(),
  originals: z.int(),
  copies: z.int(),
});
export type NamedCount = z.infer<typeof NamedCount>;

/** Counts with the names of the papers. @param names by the ids of papers; one that is not known has its id for a name */
export const namedCounts = (
  counted: readonly CountedPaper[],
  names: readonly { readonly id: string; readonly name: string }[],
): NamedCount[] =>
  counted.map((one) => ({ ...one, name: names.find(({ id }) => id === one.paperId)?.name ?? one.paperId }));

/** The names of papers that were counted before, by which they are counted again. */
export const namesOf = (counted: readonly NamedCount[]) =>
  counted.map(({ paperId, name }) => ({ id: paperId, name }));

/** Kinds of paper that are counted at most. */
export const MOST_COUNTED = 60;

/** How many sheets of a kind there are, whether originals or copies. */
export const sheetsOf = ({ originals, copies }: Pick<CountedPaper, 'originals' | 'copies'>): number =>
  originals + copies;

/** That a paper is not there, by its name. */
export const paperMissing = ({ id, name }: Pick<Paper, 'id' | 'name'>): Fault =>
  fault('body', `/papers/${id}`, 'paper-missing', {
    vi: `Thiếu giấy tờ bắt buộc: ${name.vi}`,
    en: `Required paper missing: ${name.en}`,
  });

/** Papers that are not all there as counted: each required one in its number (NĐ 61/2018 Điều 17(1)). */
export const missingPapers = (
  { papers }: Pick<Procedure, 'papers'>,
  counted: readonly CountedPaper[],
): readonly Fault[] =>
  papers
    .filter(({ required }) => required)
    .filter((paper) => {
      const found = counted.find(({ paperId }) => paperId === paper.id);
      return !found || sheetsOf(found) < sheetsOf(paper);
    })
    .map(paperMissing);

/** Counts of what the procedure does not ask for. @param besides ids of papers that may come with any procedure */
export const unknownPapers = (
  { papers }: Pick<Procedure, 'papers'>,
  counted: readonly CountedPaper[],
  besides: readonly string[],
): readonly Fault[] =>
  counted.flatMap(({ paperId }, place) =>
    besides.includes(paperId) || papers.some(({ id }) => id === paperId)
      ? []
      : [fault('body', `/papers/${place}/paperId`, 'paper-unknown')],
  );
