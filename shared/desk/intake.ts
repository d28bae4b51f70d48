import { ownerOnPaper } from '../applicant/owner.ts';
import { localDateOf, toInstant } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { actionOf } from '../dossier/actions.ts';
import { moved, type Occasion } from '../dossier/change.ts';
import type { Channel } from '../dossier/channel.ts';
import { type Filing, filed } from '../dossier/filing.ts';
import { AUTHORISATION } from '../dossier/intake.ts';
import { requireStep, roleOf } from '../dossier/rules.ts';
import type { Caller } from '../http/caller.ts';
import { fault } from '../http/faults.ts';
import { type Fault, Problem } from '../http/problems.ts';
import type { Paper } from '../procedure/paper.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Counted, Taken } from './contracts/receive-intake.ts';

/** @throws Problem `invalid-request` when the procedure does not take dossiers this way (QĐ 45/2016 Điều 1(2)) */
export function requireChannel({ submissionChannels }: Procedure, channel: Channel): void {
  if (!submissionChannels.includes(channel))
    throw new Problem('invalid-request', { faults: [fault('body', '/channel', 'channel-not-offered')] });
}

const total = ({ originals, copies }: { readonly originals: number; readonly copies: number }): number =>
  originals + copies;

const missing = ({ id, name }: Pick<Paper, 'id' | 'name'>): Fault =>
  fault('body', `/papers/${id}`, 'paper-missing', {
    vi: `Thiếu giấy tờ bắt buộc: ${name.vi}`,
    en: `Required paper missing: ${name.en}`,
  });

/** Papers that are not all there as counted: each required one in its number (NĐ 61/2018 Điều 17(1)). */
const uncounted = ({ papers }: Procedure, counted: readonly Counted[]): readonly Fault[] =>
  papers
    .filter(({ required }) => required)
    .filter((paper) => {
      const found = counted.find(({ paperId }) => paperId === paper.id);
      return !found || total(found) < total(paper);
    })
    .map(missing);

const unknown = ({ papers }: Procedure, counted: readonly Counted[]): readonly Fault[] =>
  counted.flatMap(({ paperId }, place) =>
    paperId === AUTHORISATION.id || papers.some(({ id }) => id === paperId)
      ? []
      : [fault('body', `/papers/${place}/paperId`, 'paper-unknown')],
  );

/** Who comes for another brings the authorisation, and may not come at all where the law wants the person. */
function proxyFaults({ papers, inPerson }: Procedure, { proxy, papers: counted }: Taken): readonly Fault[] {
  if (!proxy) return [];
  if (inPerson) return [fault('body', '/proxy', 'proxy-not-allowed')];
  const authorises = ({ paperId }: Counted) =>
    paperId === AUTHORISATION.id || papers.some(({ id, kind }) => id === paperId && kind === 'authorisation');
  return counted.some((one) => authorises(one) && total(one) > 0) ? [] : [missing(AUTHORISATION)];
}

/** What the post hands over comes with the record that both have signed, and nothing else does. */
function handOverFaults(channel: Channel, { handOver }: Taken, now: Date): readonly Fault[] {
  if (channel !== 'post') return handOver ? [fault('body', '/handOver', 'not-by-post')] : [];
  if (!handOver) return [fault('body', '/handOver', 'required')];
  return new Date(handOver.signedAt) > now ? [fault('body', '/handOver/signedAt', 'in-the-future')] : [];
}

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
  const faults = [
    ...unknown(procedure, said.papers),
    ...proxyFaults(procedure, said),
    ...handOverFaults(draft.channel, said, occasion.at),
  ];
  if (faults.length > 0) throw new Problem('invalid-request', { faults });
  const incomplete = uncounted(procedure, said.papers);
  if (incomplete.length > 0) throw new Problem('papers-incomplete', { faults: incomplete });
  const receivedAt = toInstant(occasion.at);
  const handOver = said.handOver && {
    record: said.handOver.record,
    signedAt: toInstant(new Date(said.handOver.signedAt)),
  };
  const submittedAt = handOver?.signedAt ?? receivedAt;
  return filed(
    material,
    {
      submittedAt,
      papers: [],
      ...(draft.form && { owner: ownerOnPaper(draft.form.applicant) }),
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
