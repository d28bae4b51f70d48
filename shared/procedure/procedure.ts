import * as z from 'zod';
import { AgencyCode } from '../agency/code.ts';
import { ConsultationTerm } from '../consultation/term.ts';
import { ProcessingTime } from '../deadline/deadline.ts';
import { Tariff, tariffsStatedFor } from '../fee/tariff.ts';
import { danglingPointers, Provenance } from '../provenance.ts';
import { Text } from '../text.ts';
import { FormField } from './form.ts';
import { Paper } from './paper.ts';
import { KeptFor } from './retention.ts';

/**
 * The code of a procedure in the national database, e.g. `2.000488`, and of its provincial variant, e.g.
 * `2.000488.000.00.00.H25`. Codes of `9.` are ours: that procedure's code is not published.
 */
export const ProcedureCode = z.string().regex(/^[1-39]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2})?$/);

/**
 * The level of an online public service (NĐ 43/2011 Điều 3(4)): 1 information, 2 forms to download, 3 filed and
 * processed online, 4 paid online and returned as the applicant chooses.
 */
const ServiceLevel = z.literal([1, 2, 3, 4]);

/** The class that followed the levels (NĐ 42/2022 Điều 11(1)): toàn trình, một phần, cung cấp thông tin. */
const ServiceClass = z.enum(['full', 'partial', 'information']);

/** How papers come in: at the desk, online, or by the public post (NĐ 61/2018 Điều 16). Results go out likewise. */
const Channel = z.enum(['desk', 'online', 'post']);

/** A charge: `PHI` pays for a service, `LE_PHI` is fixed by the state (Luật Phí và lệ phí 97/2015/QH13). */
const Fee = z.object({
  kind: z.enum(['PHI', 'LE_PHI']),
  /** In đồng, which has no smaller unit. */
  amountVnd: z.int().nonnegative(),
  /** In which case, or for what, this amount is due; without it, once for every dossier. */
  basis: Text.optional(),
  /** First and last day of an amount that a circular sets for a time. */
  validFrom: z.iso.date().optional(),
  validUntil: z.iso.date().optional(),
});

/**
 * When fees are paid. Before submission and before reception: by whoever files online (thu trước), who asks for them with the
 * draft, or is asked with the submission. Before the result: when the agency asks for them (NĐ 61/2018 Điều 22).
 */
export const FeesDue = z.enum(['beforeSubmission', 'beforeReception', 'beforeResult']);
export type FeesDue = z.infer<typeof FeesDue>;

/** Whether fees are paid before an officer sees the dossier: then its form says how many pieces, and who pays less. */
export const isDueFirst = ({
  feesDue = 'beforeResult',
}: {
  readonly feesDue?: FeesDue | undefined;
}): boolean => feesDue !== 'beforeResult';

const shape = z.object({
  code: ProcedureCode,
  name: Text,
  /** The agency that decides. */
  agency: AgencyCode,
  /** Lĩnh vực: the group of procedures it belongs to. */
  field: Text,
  serviceLevel: ServiceLevel,
  serviceClass: ServiceClass,
  /** The time that the law gives the agency. */
  processing: ProcessingTime,
  /** The longer time that it gives in one case. */
  extendedProcessing: z.object({ time: ProcessingTime, basis: Text }).optional(),
  /** Whether the agency's own process wants a leader's approval before the result is issued: then no step is skipped. */
  approval: z.boolean().optional(),
  /** What the law says of agencies that are asked for their opinion. */
  consultation: ConsultationTerm.optional(),
  /** What the catalogue publishes of fees. None: free of charge. */
  fees: z.array(Fee),
  /** By which they are charged, oldest first. None: an officer names the sum. */
  tariffs: z.array(Tariff),
  /** When they are paid; without it before the result. */
  feesDue: FeesDue.optional(),
  papers: z.array(Paper).min(1),
  submissionChannels: z.array(Channel),
  resultChannels: z.array(Channel),
  /** Whether the public post carries papers in and results out (QĐ 45/2016): apart from the level. */
  postal: z.object({ receive: z.boolean(), return: z.boolean() }),
  /** Whether the applicant must appear: then neither proxy nor post may stand in. */
  inPerson: z.boolean(),
  /** What a supplement does to the time: starts it anew (NĐ 61/2018 Điều 19(4)), or lets it stand still. */
  supplementClock: z.enum(['restart', 'pause']),
  /** Whether its dossiers hold sensitive personal data (NĐ 13/2023 Điều 2(4)): reading one is logged. */
  sensitive: z.boolean(),
  /** Years that a closed dossier is kept, or for good. */
  retentionYears: KeptFor,
  fields: z.array(FormField),
  provenance: Provenance,
});
type Shape = z.infer<typeof shape>;

const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length;

const ascending = (values: readonly string[]): boolean =>
  values.every((value, place) => place === 0 || (values[place - 1] ?? '') < value);

/** Whether reliefs change lines of their tariff, and nothing else is named twice in it. */
const isCoherent = ({ lines, reliefs }: Tariff): boolean => {
  const ids = lines.map(({ id }) => id);
  const named = reliefs.flatMap(({ amounts }) => Object.keys(amounts));
  return distinct(ids) && distinct(reliefs.map(({ id }) => id)) && named.every((id) => ids.includes(id));
};

/** What one value of a procedure says about another. */
const rules: readonly {
  readonly path: keyof Shape;
  readonly says: string;
  readonly holds: (p: Shape) => boolean;
}[] = [
  {
    path: 'submissionChannels',
    says: 'the desk always receives (NĐ 61/2018 Điều 16); levels 3 and 4, and only they, also online',
    holds: (p) =>
      distinct(p.submissionChannels) &&
      p.submissionChannels.includes('desk') &&
      p.submissionChannels.includes('online') === p.serviceLevel >= 3,
  },
  {
    path: 'resultChannels',
    says: 'the desk always returns; only level 4 may return online',
    holds: (p) =>
      distinct(p.resultChannels) &&
      p.resultChannels.includes('desk') &&
      (p.serviceLevel === 4 || !p.resultChannels.includes('online')),
  },
  {
    path: 'postal',
    says: 'the postal flags and the channels agree',
    holds: (p) =>
      p.postal.receive === p.submissionChannels.includes('post') &&
      p.postal.return === p.resultChannels.includes('post'),
  },
  {
    path: 'inPerson',
    says: 'what must be done in person does not go by post (QĐ 45/2016 Điều 1(2))',
    holds: (p) => !p.inPerson || !(p.postal.receive || p.postal.return),
  },
  {
    path: 'serviceClass',
    says: 'a full service is of level 4, asks for no visit and returns online or by post (NĐ 42/2022 Điều 11(1))',
    holds: (p) =>
      p.serviceClass !== 'full' ||
      (p.serviceLevel === 4 && !p.inPerson && p.resultChannels.some((way) => way !== 'desk')),
  },
  {
    path: 'serviceClass',
    says: 'levels 1 and 2, and only they, are information',
    holds: (p) => (p.serviceClass === 'information') === p.serviceLevel <= 2,
  },
  {
    path: 'supplementClock',
    says: 'what is done at once has no clock to pause',
    holds: (p) => p.processing.unit !== 'sameDay' || p.supplementClock === 'restart',
  },
  {
    path: 'extendedProcessing',
    says: 'the extended time is of the same unit and longer',
    holds: ({ processing, extendedProcessing: extended }) =>
      !extended ||
      (processing.unit !== 'sameDay' &&
        extended.time.unit === processing.unit &&
        extended.time.days > processing.days),
  },
  {
    path: 'fees',
    says: 'at most one amount of a kind is due without a stated basis',
    holds: (p) => distinct(p.fees.filter((fee) => !fee.basis).map((fee) => fee.kind)),
  },
  {
    path: 'fees',
    says: 'the last day of an amount is not before its first',
    holds: (p) => p.fees.every((fee) => !fee.validFrom || !fee.validUntil || fee.validFrom <= fee.validUntil),
  },
  {
    path: 'feesDue',
    says: 'what is paid before submission or reception is charged, and can be paid online: level 4 (NĐ 43/2011 Điều 3(4))',
    holds: (p) => !isDueFirst(p) || (p.serviceLevel === 4 && p.fees.length > 0),
  },
  {
    path: 'feesDue',
    says: 'what is paid before submission or reception has a tariff',
    holds: (p) => !isDueFirst(p) || p.tariffs.length > 0,
  },
  {
    path: 'tariffs',
    says: 'versions of tariffs are distinct, and follow each other by their days',
    holds: ({ tariffs }) =>
      distinct(tariffs.map(({ version }) => version)) && ascending(tariffs.map(({ since }) => since)),
  },
  {
    path: 'tariffs',
    says: 'ids of lines and reliefs are distinct, and a relief names lines of its tariff',
    holds: ({ tariffs }) => tariffs.every(isCoherent),
  },
  {
    path: 'tariffs',
    says: 'what a tariff counts by is a number that the form asks for',
    holds: ({ tariffs, fields }) =>
      tariffs.every(
        ({ countedBy }) => !countedBy || fields.some(({ id, kind }) => id === countedBy && kind === 'number'),
      ),
  },
  {
    path: 'papers',
    says: 'ids of papers are distinct',
    holds: (p) => distinct(p.papers.map((paper) => paper.id)),
  },
  {
    path: 'papers',
    says: 'each paper is asked for as an original or a copy',
    holds: (p) => p.papers.every((paper) => paper.originals + paper.copies > 0),
  },
  {
    path: 'papers',
    says: 'a paper with a condition is not always required',
    holds: (p) => p.papers.every((paper) => !(paper.required && paper.condition)),
  },
  {
    path: 'papers',
    says: 'what is filed online requires no paper that cannot be uploaded',
    holds: (p) =>
      !p.submissionChannels.includes('online') ||
      p.papers.every((paper) => !paper.required || paper.acceptedTypes.length > 0),
  },
  {
    path: 'sensitive',
    says: 'a sensitive paper makes the procedure sensitive',
    holds: (p) => p.sensitive || !p.papers.some((paper) => paper.sensitive),
  },
  {
    path: 'fields',
    says: 'ids of fields, and values of their choices, are distinct; a number has a range',
    holds: (p) =>
      distinct(p.fields.map(({ id }) => id)) &&
      p.fields.every((f) => f.kind !== 'choice' || distinct(f.choices.map(({ value }) => value))) &&
      p.fields.every((f) => f.kind !== 'number' || f.min <= f.max),
  },
  {
    path: 'provenance',
    says: 'the provenance names only values that are there',
    holds: (p) => danglingPointers(p).length === 0,
  },
  {
    path: 'provenance',
    says: 'codes of 9., and only they, are synthetic',
    holds: (p) => p.provenance.synthetic.includes('/code') === p.code.startsWith('9.'),
  },
];

/** An administrative procedure (thủ tục hành chính) with all that filing and processing a dossier needs to know. */
export const Procedure = shape.check(({ value, issues }) => {
  for (const { path, says, holds } of rules)
    if (!holds(value)) issues.push({ code: 'custom', input: value, path: [path], message: says });
});
export type Procedure = z.infer<typeof Procedure>;

/**
 * A procedure as it is stored: what was checked when it was imported is not checked again. Before tariffs stood with it, those of
 * the version were meant.
 */
export const KeptProcedure = shape
  .extend({ tariffs: shape.shape.tariffs.optional() })
  .transform(({ tariffs, ...procedure }) => ({
    ...procedure,
    tariffs: tariffs ?? tariffsStatedFor(procedure.code),
  }));

/** What a list shows of a procedure. */
export const ProcedureSummary = shape.pick({
  code: true,
  name: true,
  agency: true,
  field: true,
  serviceLevel: true,
  serviceClass: true,
  submissionChannels: true,
});
export type ProcedureSummary = z.infer<typeof ProcedureSummary>;
