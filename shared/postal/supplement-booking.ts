import type { Booking } from '../consignment/consignment.ts';
import { windowFaults } from '../consignment/window.ts';
import type { Calendar } from '../deadline/calendar.ts';
import type { Occasion } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { supplementHandedIn } from '../dossier/supplement-by-post.ts';
import { withinCalendar } from '../dossier/within-calendar.ts';
import { fault } from '../http/faults.ts';
import { type Fault, Problem } from '../http/problems.ts';
import { type CountedPaper, paperMissing } from '../procedure/counted.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { countFaults, notCounted } from '../supplement/asked.ts';
import { openRound, type Supplement } from '../supplement/supplement.ts';
import { type Changing, refused, requireNoneUnderWay, withBooking } from './booking.ts';

/**
 * What was filed by post may be supplemented so; the rest where the procedure takes papers by post today (QĐ 45/2016/QĐ-TTg Điều
 * 1(2)).
 * @throws Problem `transition-not-allowed`
 */
function requireByPost({ channel }: Filed, procedure: Procedure | undefined): void {
  if (channel === 'post' || procedure?.postal.receive) return;
  throw refused({
    vi: 'Thủ tục này không nhận giấy tờ qua bưu chính.',
    en: 'This procedure takes no papers by post.',
  });
}

/** The open round of a dossier whose applicant may have the post bring what was asked for. @throws Problem `transition-not-allowed` */
function requireAsked({ dossier, ...parts }: DossierFile<Filed>): Supplement {
  const round = openRound(parts.supplements);
  if (dossier.status !== 'supplementRequested' || !round)
    throw refused({
      vi: 'Chỉ đặt thu gom khi hồ sơ còn là bản nháp hoặc đang được yêu cầu bổ sung.',
      en: 'A collection is booked only of a draft, or while a supplement is requested.',
    });
  if (supplementHandedIn(parts))
    throw refused({
      vi: 'Bộ phận Một cửa đã nhận giấy tờ bổ sung của hồ sơ này.',
      en: 'What was asked for of this dossier is at the desk already.',
    });
  return round;
}

/** What the post fetches by the last day to answer is in time: no law says so of its journey, and who sent it in time is not to bear that. */
const lateFaults = ({ window: { day } }: Booking, { deadline }: Supplement): readonly Fault[] =>
  day > deadline ? [fault('body', '/window/day', 'window-after-deadline')] : [];

/** Each paper that was asked for is ready, or was sent as a file. @throws Problem `papers-incomplete` */
function requireEachPaper(
  { items, requestedAt }: Supplement,
  counted: readonly CountedPaper[],
  documents: DossierFile['documents'],
): void {
  const sent = documents.filter(({ state, declaredAt }) => state !== 'rejected' && declaredAt >= requestedAt);
  const missing = notCounted(items, counted).filter(({ id }) => !sent.some(({ paperId }) => paperId === id));
  if (missing.length > 0) throw new Problem('papers-incomplete', { faults: missing.map(paperMissing) });
}

/**
 * The collection of what a supplement asks for, booked: from now on no deadline ends the round before the post has brought it,
 * or could not.
 * @param procedure as it stands today, if it is still there
 * @throws Problem `transition-not-allowed` where nothing is asked for, nothing goes by post, it is at the desk already or being
 *   collected, or was booked too often
 * @throws Problem `invalid-request`, `papers-incomplete`, `calendar-ends`
 */
export function supplementBooked(
  file: DossierFile<Filed>,
  booking: Booking,
  procedure: Procedure | undefined,
  { at, actor, calendar }: Occasion & { readonly calendar: Calendar },
): Changing {
  const { dossier, documents } = file;
  const round = requireAsked(file);
  requireByPost(dossier, procedure);
  requireNoneUnderWay(file);
  const faults = [
    ...withinCalendar(() => windowFaults(booking.window, at, calendar)),
    ...lateFaults(booking, round),
    ...countFaults(round.items, booking.papers),
  ];
  if (faults.length > 0) throw new Problem('invalid-request', { faults });
  requireEachPaper(round, booking.papers, documents);
  const after = {
    ...dossier,
    version: dossier.version + 1,
    supplementByPost: true,
    changedBy: actor,
  } as const;
  const names = round.items.map(({ id, name }) => ({ id, name }));
  return withBooking(file, after, booking, { at, names, supplement: round.number });
}
