import { ownerOnPaper } from '../applicant/owner.ts';
import { localDateOf, toInstant } from '../clock.ts';
import { type Consignment, handedIn } from '../consignment/consignment.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { actionOf } from '../dossier/actions.ts';
import { moved, type Occasion } from '../dossier/change.ts';
import type { Channel } from '../dossier/channel.ts';
import type { Draft, Filed } from '../dossier/dossier.ts';
import { type Filing, filed } from '../dossier/filing.ts';
import { AUTHORISATION, type Intake } from '../dossier/intake.ts';
import { requireStep, roleOf } from '../dossier/rules.ts';
import type { Caller } from '../http/caller.ts';
import { fault } from '../http/faults.ts';
import { type Fault, Problem } from '../http/problems.ts';
import {
  type CountedPaper,
  missingPapers,
  paperMissing,
  sheetsOf,
  unknownPapers,
} from '../procedure/counted.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Taken } from './contracts/receive-intake.ts';

/** Who comes for another brings the authorisation, and may not come at all where the law wants the person. */
function proxyFaults({ papers, inPerson }: Procedure, { proxy, papers: counted }: Taken): readonly Fault[] {
  if (!proxy) return [];
  if (inPerson) return [fault('body', '/proxy', 'proxy-not-allowed')];
  const authorises = ({ paperId }: CountedPaper) =>
    paperId === AUTHORISATION.id || papers.some(({ id, kind }) => id === paperId && kind === 'authorisation');
  return counted.some((one) => authorises(one) && sheetsOf(one) > 0) ? [] : [paperMissing(AUTHORISATION)];
}

/**
 * What the post hands over comes with the record that both have signed, and nothing else does: with ours, where its collection
 * was booked here.
 */
function handOverFaults(
  channel: Channel,
  { handOver }: Taken,
  recorded: Intake['handOver'],
  now: Date,
): readonly Fault[] {
  if (recorded) return handOver ? [fault('body', '/handOver', 'on-record')] : [];
  if (channel !== 'post') return handOver ? [fault('body', '/handOver', 'not-by-post')] : [];
  if (!handOver) return [fault('body', '/handOver', 'required')];
  return new Date(handOver.signedAt) > now ? [fault('body', '/handOver/signedAt', 'in-the-future')] : [];
}

/** The record by which the post handed over what it had collected. */
function handOverOnRecord(consignments: readonly Consignment[]): Intake['handOver'] {
  const handed = handedIn(consignments);
  return handed && { record: handed.handOver, signedAt: handed.handedAt };
}

/**
 * Whose it is: an account's own draft stays its own. What a desk has filled in, or somebody else for its applicant, is found
 * by the number of the applicant's papers.
 */
const ownerOf = ({ form, proxy }: Draft, isOwn: boolean): Partial<Pick<Filed, 'owner'>> =>
  form && (proxy || !isOwn) ? { owner: ownerOnPaper(form.applicant) } : {};

/**
 * What a desk takes in, as the writes of one transaction: filed and received at once. What the post brings counts as
 * filed when the hand-over record was signed (QĐ 45/2016 Điều 7), and the clock starts then.
 * @throws Problem `papers-incomplete` with every paper that is missing or not examined yet, `invalid-request`
 * @throws Problem `form-invalid`, `day-full`, `transition-not-allowed`, `calendar-ends`
 */
export function intake(
  material: Filing,
  said: Taken,
  caller: Caller,
  occasion: Occasion & { readonly calendar: Calendar },
) {
  const { draft, procedure } = material;
  const step = requireStep('takeIn', draft, roleOf(draft, caller), localDateOf(occasion.at));
  const recorded = handOverOnRecord(material.file.consignments);
  const faults = [
    ...unknownPapers(procedure, said.papers, [AUTHORISATION.id]),
    ...proxyFaults(procedure, said),
    ...handOverFaults(draft.channel, said, recorded, occasion.at),
  ];
  if (faults.length > 0) throw new Problem('invalid-request', { faults });
  const incomplete = missingPapers(procedure, said.papers);
  if (incomplete.length > 0) throw new Problem('papers-incomplete', { faults: incomplete });
  const receivedAt = toInstant(occasion.at);
  const handOver =
    recorded ??
    (said.handOver && {
      record: said.handOver.record,
      signedAt: toInstant(new Date(said.handOver.signedAt)),
    });
  const submittedAt = handOver?.signedAt ?? receivedAt;
  return filed(
    material,
    {
      submittedAt,
      papers: [],
      ...ownerOf(draft, recorded !== undefined),
      intake: { ...said, handOver },
      next: (submitted) => ({
        states: [
          {
            after: moved(submitted, actionOf('takeIn'), step, submittedAt, {
              change: { receivedAt },
              calendar: occasion.calendar,
            }),
            told: { name: 'dossier.received' },
          },
        ],
      }),
    },
    occasion,
  );
}
