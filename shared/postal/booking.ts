import { toInstant } from '../clock.ts';
import {
  type Booking,
  givenUp,
  intendedConsignment,
  MOST_BOOKINGS,
  underWay,
  withoutTask,
} from '../consignment/consignment.ts';
import { giveUp } from '../consignment/movements/give-up.ts';
import { mayPass } from '../consignment/movements.ts';
import { putConsignment, putPassed } from '../consignment/store.ts';
import { windowFaults } from '../consignment/window.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { accessTo } from '../dossier/access.ts';
import type { Occasion } from '../dossier/change.ts';
import type { Dossier, DossierFile, Draft } from '../dossier/dossier.ts';
import { keptForPost, officeOf } from '../dossier/draft.ts';
import { formToFile } from '../dossier/form.ts';
import { AUTHORISATION } from '../dossier/intake.ts';
import { putDossier } from '../dossier/store.ts';
import { withinCalendar } from '../dossier/within-calendar.ts';
import { Problem } from '../http/problems.ts';
import { missingPapers, namedCounts, paperMissing, sheetsOf, unknownPapers } from '../procedure/counted.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Write } from '../table/transaction.ts';
import type { Text } from '../text.ts';

/** A file after its collections have changed, and what is written of it. */
export type Changing = { readonly file: DossierFile; readonly writes: readonly Write[] };

/** That no collection can be booked or called off, and why. */
export const refused = (detail: Text): Problem => new Problem('transition-not-allowed', { detail });

/** @throws Problem `transition-not-allowed` for a draft that does not go by post, or whose papers are at the desk already */
function requireToBeSent({ channel, receiving }: Draft): void {
  if (channel !== 'post')
    throw refused({
      vi: 'Hồ sơ này không gửi qua bưu chính: hãy lập hồ sơ mới với cách nộp là bưu chính.',
      en: 'This dossier does not go by post: make a draft whose channel is the post.',
    });
  if (receiving !== undefined)
    throw refused({
      vi: 'Bộ phận Một cửa đã nhận giấy tờ của hồ sơ này.',
      en: 'The papers of this dossier are at the desk already.',
    });
}

/** @throws Problem `transition-not-allowed` while a collection is under way, or where they were booked too often */
export function requireNoneUnderWay({ consignments }: DossierFile): void {
  if (consignments.length >= MOST_BOOKINGS)
    throw refused({
      vi: `Hồ sơ đã đặt thu gom ${MOST_BOOKINGS} lần: xin nộp tại Bộ phận Một cửa.`,
      en: `Collections of this dossier were booked ${MOST_BOOKINGS} times: hand the papers in at a one-stop desk.`,
    });
  const standing = underWay(consignments);
  if (standing)
    throw refused({
      vi: `Lần thu gom ${standing.number} chưa kết thúc: hãy hủy trước khi đặt lại.`,
      en: `Collection ${standing.number} has not ended: call it off before booking another.`,
    });
}

/** What the sender has ready is what the procedure asks for. @throws Problem `invalid-request`, `papers-incomplete`, `calendar-ends` */
function requireComplete(
  { papers, window }: Booking,
  { proxy }: Draft,
  procedure: Procedure,
  at: Date,
  calendar: Calendar,
): void {
  const faults = [
    ...withinCalendar(() => windowFaults(window, at, calendar)),
    ...unknownPapers(procedure, papers, [AUTHORISATION.id]),
  ];
  if (faults.length > 0) throw new Problem('invalid-request', { faults });
  const isAuthorised = papers.some((one) => one.paperId === AUTHORISATION.id && sheetsOf(one) > 0);
  const missing = [
    ...missingPapers(procedure, papers),
    ...(proxy && !isAuthorised ? [paperMissing(AUTHORISATION)] : []),
  ];
  if (missing.length > 0) throw new Problem('papers-incomplete', { faults: missing });
}

/** A file with one collection more, and what is written of it. @param names of the papers, by their ids */
export function withBooking(
  file: DossierFile,
  after: Dossier,
  booking: Booking,
  stated: {
    readonly at: Date;
    readonly supplement?: number;
    readonly names: Parameters<typeof namedCounts>[1];
  },
): Changing {
  const { dossier: before, consignments } = file;
  const { at, supplement, names } = stated;
  const { agency } = before.procedure;
  const { name, desk } = officeOf(agency);
  const booked = intendedConsignment(booking, {
    dossierId: before.id,
    number: consignments.length + 1,
    supplement,
    at: toInstant(at),
    addressee: { agency, name: name.vi, desk },
    papers: namedCounts(booking.papers, names),
  });
  const access = accessTo(after);
  return {
    file: { ...file, dossier: after, consignments: [...consignments.map(withoutTask), booked] },
    writes: [
      ...putDossier(before, after),
      ...consignments.map((one) => putPassed(before.id, one, withoutTask(one), access)),
      putConsignment(before.id, booked, access),
    ],
  };
}

/**
 * The collection of a draft's papers, booked: on record before the operator is told of it, and the draft is kept meanwhile.
 * @throws Problem `transition-not-allowed` for what does not go by post, is at the desk already, is being collected, or was booked too often
 * @param procedure as it stands today
 * @throws Problem `procedure-not-found` when it is gone
 * @throws Problem `form-invalid`, `invalid-request`, and `papers-incomplete` with each that is missing
 * @throws Problem `calendar-ends` for a day of a year that nobody has entered yet
 */
export function collectionBooked(
  file: DossierFile<Draft>,
  booking: Booking,
  procedure: Procedure | undefined,
  { at, actor, calendar }: Occasion & { readonly calendar: Calendar },
): Changing {
  if (!procedure) throw new Problem('procedure-not-found');
  const { dossier: draft } = file;
  requireToBeSent(draft);
  requireNoneUnderWay(file);
  formToFile(procedure, draft.form);
  requireComplete(booking, draft, procedure, at, calendar);
  const names = [...procedure.papers, AUTHORISATION].map((paper) => ({ id: paper.id, name: paper.name.vi }));
  return withBooking(file, { ...keptForPost(draft), changedBy: actor }, booking, { at, names });
}

/**
 * A collection that its owner does not want any more: the operator is told of it as of the booking.
 * @throws Problem `consignment-not-found`
 * @throws Problem `transition-not-allowed` once the post has the papers
 */
export function collectionCalledOff(
  file: DossierFile,
  number: number,
  { at, actor }: Pick<Occasion, 'at' | 'actor'>,
): Changing {
  const { dossier, consignments } = file;
  const consignment = consignments.find((one) => one.number === number);
  if (!consignment) throw new Problem('consignment-not-found');
  if (!mayPass(giveUp, consignment, 'owner'))
    throw refused({
      vi: `Không thể hủy thu gom khi bưu gửi ở trạng thái "${consignment.status}".`,
      en: `A collection cannot be called off while it is "${consignment.status}".`,
    });
  const calledOff = givenUp(consignment, toInstant(at));
  const after: Dossier = { ...dossier, version: dossier.version + 1, changedBy: actor };
  return {
    file: {
      ...file,
      dossier: after,
      consignments: consignments.map((one) => (one === consignment ? calledOff : one)),
    },
    writes: [...putDossier(dossier, after), putPassed(dossier.id, consignment, calledOff, accessTo(after))],
  };
}
