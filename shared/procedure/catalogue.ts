import * as z from 'zod';
import { agencyByCode } from '../agency/agency.ts';
import { tariffsStatedFor } from '../fee/tariff.ts';
import { Paper } from './paper.ts';
import paperData from './papers.json' with { type: 'json' };
import { Procedure } from './procedure.ts';
import procedureData from './procedures.json' with { type: 'json' };

const MEBIBYTE = 1024 * 1024;

/** A kind of paper that procedures ask for, with what is usual. */
const PaperKind = z.strictObject({
  name: Paper.shape.name,
  kind: Paper.shape.kind,
  originals: Paper.shape.originals.default(1),
  copies: Paper.shape.copies.default(0),
  acceptedTypes: Paper.shape.acceptedTypes.default(['application/pdf', 'image/jpeg', 'image/png']),
  /** A colour scan of ten pages; photos say less. */
  maxBytes: Paper.shape.maxBytes.default(10 * MEBIBYTE),
  sensitive: Paper.shape.sensitive.default(false),
});

const paperKinds = new Map(Object.entries(z.record(Paper.shape.id, PaperKind).parse(paperData)));

/** A paper as a procedure asks for it: the id of its kind, and what differs from it. */
const PaperEntry = z
  .union([
    z.string().transform((id) => ({ id })),
    z.strictObject({
      id: Paper.shape.id,
      originals: Paper.shape.originals.optional(),
      required: Paper.shape.required.optional(),
      condition: Paper.shape.condition,
    }),
  ])
  .transform((entry, context) => {
    const kind = paperKinds.get(entry.id);
    if (kind) return { required: true, ...kind, ...entry };
    context.addIssue({ code: 'custom', message: `there is no kind of paper ${entry.id}` });
    return z.NEVER;
  });

/** A procedure as it is imported: of an agency that there is. */
export const ImportedProcedure = Procedure.refine(({ agency }) => agencyByCode(agency), {
  path: ['agency'],
  message: 'there is no such agency',
});

/** A procedure as the data file states it: short, with what is usual left out. */
const Entry = z
  .strictObject({
    ...Procedure.shape,
    papers: z.array(PaperEntry),
    inPerson: Procedure.shape.inPerson.default(false),
    supplementClock: Procedure.shape.supplementClock.default('restart'),
    sensitive: Procedure.shape.sensitive.default(false),
    retentionYears: Procedure.shape.retentionYears.default(10),
    fields: Procedure.shape.fields.default([]),
  })
  .omit({ postal: true, tariffs: true })
  .transform((entry) => ({
    ...entry,
    tariffs: tariffsStatedFor(entry.code),
    postal: {
      receive: entry.submissionChannels.includes('post'),
      return: entry.resultChannels.includes('post'),
    },
  }))
  .pipe(ImportedProcedure);

/** Every procedure of the data files. Importing it fails with all faults of all procedures when one is wrong. */
export const catalogue: readonly Procedure[] = z.array(Entry).parse(procedureData);
