import * as z from 'zod';
import type { Procedure } from '../procedure/procedure.ts';
import { KeptText } from '../text.ts';
import { type Line, spanOf } from './census.ts';
import { figuresOf } from './figures.ts';
import { Share, shareOf } from './ratio.ts';

/** From here on a procedure asks for more than a person puts together alone: neither law nor article sets a number. */
const simple = { papers: 6, days: 20 };

/** An agency has its full point for online services when so many of its dossiers are filed online (TT 01/2018 Điều 13-15). */
const ONLINE_RULE_PERCENT = 30;

/** A procedure that is much used and not complex, and should therefore be offered at a higher level. */
export const Candidate = z
  .object({
    rank: z.int(),
    code: z.string(),
    name: KeptText,
    agency: z.string(),
    serviceLevel: z.int(),
    /** The level that it should have: 3 is filed online, 4 is paid and returned without a visit too. */
    proposedLevel: z.literal([3, 4]),
    received: z.int(),
    /** What still comes on paper. */
    onPaper: Share,
    requiredPapers: z.int(),
    /** The time by law; none when it is decided at once. */
    days: z.int(),
    /** The online share of its agency, as it is and as it would be with this procedure's paper dossiers online. */
    agencyOnline: Share,
    agencyOnlineThen: Share,
    reasons: z.array(KeptText),
  })
  .meta({ id: 'Candidate' });
export type Candidate = z.infer<typeof Candidate>;

const daysOf = ({ processing }: Procedure): number => (processing.unit === 'sameDay' ? 0 : processing.days);

const requiredPapersOf = ({ papers }: Procedure): number => papers.filter(({ required }) => required).length;

/** Whether law and papers stand in the way of doing without a visit. */
const isSimple = (procedure: Procedure): boolean =>
  !procedure.inPerson && requiredPapersOf(procedure) <= simple.papers && daysOf(procedure) <= simple.days;

const least = (percent: number | null): number => percent ?? 0;

function reasonsFor(candidate: Omit<Candidate, 'reasons' | 'rank'>): Candidate['reasons'] {
  const { received, onPaper, requiredPapers, days, agencyOnline, agencyOnlineThen } = candidate;
  const below = least(agencyOnline.percent) < ONLINE_RULE_PERCENT;
  const reaches = least(agencyOnlineThen.percent) >= ONLINE_RULE_PERCENT;
  return [
    { vi: `Nhiều hồ sơ: ${received}`, en: `Much used: ${received} dossiers` },
    { vi: `${onPaper.text} còn nộp bằng giấy`, en: `${onPaper.percent} % still on paper` },
    {
      vi: `Không phức tạp: ${requiredPapers} giấy tờ, ${days} ngày, không phải có mặt`,
      en: `Not complex: ${requiredPapers} papers, ${days} days, no visit`,
    },
    ...(below
      ? [
          {
            vi: `Cơ quan mới có ${agencyOnline.text} hồ sơ trực tuyến, dưới ${ONLINE_RULE_PERCENT}% (TT 01/2018/TT-VPCP)${reaches ? `; khi đó đạt ${agencyOnlineThen.text}` : ''}`,
            en: `Its agency has ${agencyOnline.percent} % online, below ${ONLINE_RULE_PERCENT} % (TT 01/2018/TT-VPCP)${reaches ? `; it would have ${agencyOnlineThen.percent} %` : ''}`,
          },
        ]
      : []),
  ];
}

/** Whether a procedure is used much enough, and of a level that can rise, before anything else is looked at. */
export const mayMove = (line: Line, muchUsed: number): boolean =>
  line.procedure !== undefined &&
  line.procedure.serviceLevel < 4 &&
  figuresOf(line).received.total >= muchUsed;

/**
 * The procedures below level 4 that should move up, those with the most paper dossiers first.
 * @param procedures whole, by code: of those that are not here nothing is said
 * @param muchUsed from how many dossiers on a procedure is
 */
export function candidatesOf(
  lines: readonly Line[],
  procedures: ReadonlyMap<string, Procedure>,
  muchUsed: number,
): readonly Candidate[] {
  const byAgency = Map.groupBy(lines, ({ agency }) => agency);
  return lines
    .flatMap((line) => {
      const procedure = procedures.get(line.procedureCode);
      const { received } = figuresOf(line);
      const paper = received.total - received.online;
      if (!procedure || !mayMove(line, muchUsed) || !isSimple(procedure)) return [];
      const agency = figuresOf(spanOf(byAgency.get(line.agency) ?? [])).received;
      const said = {
        code: procedure.code,
        name: procedure.name,
        agency: line.agency,
        serviceLevel: procedure.serviceLevel,
        proposedLevel: procedure.serviceLevel === 3 ? (4 as const) : (3 as const),
        received: received.total,
        onPaper: shareOf(paper, received.total),
        requiredPapers: requiredPapersOf(procedure),
        days: daysOf(procedure),
        agencyOnline: shareOf(agency.online, agency.total),
        agencyOnlineThen: shareOf(agency.online + paper, agency.total),
      };
      return [{ ...said, reasons: reasonsFor(said) }];
    })
    .sort((one, other) => other.onPaper.part - one.onPaper.part || (one.code < other.code ? -1 : 1))
    .map((candidate, place) => ({ rank: place + 1, ...candidate }));
}
