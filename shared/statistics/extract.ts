import * as z from 'zod';
import { Subject } from '../actor.ts';
import { agencies } from '../agency/agency.ts';
import { LocalDate } from '../clock.ts';
import { OwnFile } from '../document/own.ts';
import { channels } from '../dossier/channel.ts';
import { advancedErrand, errand, requestedErrand } from '../errand/errand.ts';
import { spreadsheetTypes } from '../spreadsheet.ts';
import { drillDownNames } from './drill-down.ts';

/** Where a walk through the facts goes on: in which of the agencies, and before which code. */
const WalkPlace = z.object({ agency: z.int().min(0), before: z.string().optional() });
export type WalkPlace = z.infer<typeof WalkPlace>;

const Part = OwnFile.extend({ dossiers: z.int().min(0) });
export type Part = z.infer<typeof Part>;

export const extractFormats = Object.keys(spreadsheetTypes) as readonly (keyof typeof spreadsheetTypes)[];

/** All dossiers behind a figure, as files that are made one after the other in the background, and forgotten. */
export const Extract = z.object({
  ...errand,
  /** The officer who asked. */
  subject: Subject,
  figure: z.enum(drillDownNames),
  from: LocalDate,
  to: LocalDate,
  procedure: z.string().optional(),
  channel: z.enum(channels).optional(),
  /** Whose dossiers, in their order. */
  agencies: z.array(z.string()).min(1),
  format: z.enum(extractFormats),
  /** Where the next file begins; absent of the first. */
  place: WalkPlace.optional(),
  files: z.array(Part),
});
export type Extract = z.infer<typeof Extract>;

type Asked = Pick<Extract, 'figure' | 'from' | 'to' | 'procedure' | 'channel' | 'format'> & {
  readonly email?: string | undefined;
};

/** A list that is asked for now. @param agency one, or all where it is absent */
export const requestedExtract = (
  subject: string,
  agency: string | undefined,
  { email, ...asked }: Asked,
  occasion: { readonly id: string; readonly at: Date },
): Extract => ({
  ...requestedErrand(email, occasion),
  ...asked,
  subject: Subject.parse(subject),
  agencies: agency === undefined ? agencies().map(({ code }) => code) : [agency],
  files: [],
});

/** @param file that was made; none where a walk found nothing and goes on @param next where it does; none where all is told. Pure. */
export const extended = (before: Extract, file: Part | undefined, next: WalkPlace | undefined): Extract => ({
  ...advancedErrand(before, !next),
  files: file ? [...before.files, file] : before.files,
  ...(next && { place: next }),
});
