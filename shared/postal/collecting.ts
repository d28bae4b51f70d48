import { type Instant, localDateOf, toInstant } from '../clock.ts';
import { afterCollectionReport, type Consignment, passedBy } from '../consignment/consignment.ts';
import { journeyFrom, silenceNoticed, watchedConsignment } from '../consignment/journey.ts';
import type { ConsignmentAttention, Passage } from '../consignment/movement.ts';
import { acceptBooking } from '../consignment/movements/accept-booking.ts';
import { drop } from '../consignment/movements/drop.ts';
import { keepOn } from '../consignment/movements/keep-on.ts';
import type { ConsignmentReport } from '../consignment/report.ts';
import { isUnderWay } from '../consignment/status.ts';
import { putPassed } from '../consignment/store.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { accessTo } from '../dossier/access.ts';
import type { Occasion } from '../dossier/change.ts';
import type { Dossier, DossierFile } from '../dossier/dossier.ts';
import { freedByPost } from '../dossier/draft.ts';
import { putDossier } from '../dossier/store.ts';
import { isWaitedFor, notBrought } from '../dossier/supplement-by-post.ts';
import { Problem } from '../http/problems.ts';
import { log } from '../log.ts';
import { lineToPartner, type PartnerLine } from '../partner-call.ts';
import { journeyDaysOf, lookedInVain } from '../shipment/journey.ts';
import { commit, type Write } from '../table/transaction.ts';
import { askOperator, type InVain } from './asking.ts';
import { bookCollection, cancelBooking, OperatorBusy, readCollectionProgress } from './client.ts';
import { orderForConsignment } from './consignment-order.ts';
import { distanceTo } from './distance.ts';

/** The dossier in its next version, and what is written besides. */
type Left = { readonly dossier: Dossier; readonly writes: readonly Write[] };

/** A dossier whose papers will not come: a draft is forgotten again, and a supplement can be brought otherwise. Nothing where nobody waits for them. */
function leftAlone({ dossier, ...parts }: DossierFile, came: Consignment, at: Date): Left | undefined {
  if (dossier.status !== 'draft')
    return isWaitedFor(parts, came) ? notBrought({ dossier, ...parts }, came, at) : undefined;
  return dossier.receiving ? undefined : { dossier: freedByPost(dossier, at), writes: [] };
}

/** A consignment as it is from now on, and its dossier with it. */
function consignmentPassed(
  file: DossierFile,
  before: Consignment,
  after: Consignment,
  { at, actor }: Occasion,
): readonly Write[] {
  const { dossier } = file;
  const isOver = isUnderWay(before.status) && !isUnderWay(after.status);
  const left = isOver ? leftAlone(file, after, at) : undefined;
  return [
    ...(left ? [...putDossier(dossier, { ...left.dossier, changedBy: actor }), ...left.writes] : []),
    putPassed(dossier.id, before, after, accessTo(left?.dossier ?? dossier)),
  ];
}

/** A passage that the operator's answer brings about. */
const answered = (
  file: DossierFile,
  passage: Passage,
  before: Consignment,
  occasion: Occasion,
  change: Partial<Consignment> = {},
): readonly Write[] => {
  const after = passedBy(passage, before, toInstant(occasion.at), change);
  return consignmentPassed(file, before, watchedConsignment(after, occasion.at), occasion);
};

/** Tells the operator what it is to know of a consignment. @returns what to write of its answer */
async function tell(
  file: DossierFile,
  consignment: Consignment,
  operator: PartnerLine,
  occasion: Occasion,
): Promise<readonly Write[]> {
  if (consignment.status === 'CANCELLING') {
    const isCancelled = await cancelBooking(consignment.reference, operator);
    return answered(file, isCancelled ? drop : keepOn, consignment, occasion);
  }
  await bookCollection(orderForConsignment(consignment), operator);
  return answered(file, acceptBooking, consignment, occasion, { orderedAt: toInstant(occasion.at) });
}

/** What the desk is to look after when the operator was told in vain. */
const attentionOf = {
  refused: 'booking-refused',
  unreachable: 'post-unreachable',
} as const satisfies Record<InVain, ConsignmentAttention>;

/**
 * Tells the operator once: that papers are to be collected, or no longer. What fails is on record with the time of its next try.
 * @returns whether the operator did what was asked, failed, or could not be asked while there is no item code
 * @throws OperatorBusy when it is asked too often: it stays due
 * @throws Error when our own side fails: it stays due, and the caller tries again
 */
export function pursueCollection(
  file: DossierFile,
  before: Consignment,
  occasion: Occasion,
): Promise<'told' | 'failed' | 'waiting'> {
  const { dossier } = file;
  const put = (read: Consignment, after: Consignment) =>
    putPassed(dossier.id, read, after, accessTo(dossier));
  const errand = {
    put,
    tell: (consignment: Consignment, operator: PartnerLine) => tell(file, consignment, operator, occasion),
    putOff: (consignment: Consignment, later: Consignment, inVain: InVain | undefined) => [
      put(consignment, inVain ? { ...later, attention: later.attention ?? attentionOf[inVain] } : later),
    ],
  };
  return askOperator(before, errand, occasion.at);
}

/** When it happened, and no later than now: clocks differ. */
const happenedAt = ({ occurredAt }: ConsignmentReport, at: Date): Instant =>
  toInstant(new Date(Math.min(Date.parse(occurredAt), at.getTime())));

/** The consignment after a report. The very same where that says nothing new: a draft keeps no more of reports than this. */
function afterHearing(before: Consignment, report: ConsignmentReport, at: Date): Consignment {
  const { consignment, moved } = afterCollectionReport(before, report, toInstant(at));
  if (!moved) return consignment;
  const { sender, addressee } = consignment;
  const since = journeyFrom(before, consignment, happenedAt(report, at));
  const journeyDays = journeyDaysOf(distanceTo(sender.address, addressee.agency), false, localDateOf(at));
  return watchedConsignment({ ...consignment, ...(since && { since, journeyDays }) }, at);
}

/**
 * A report of the post on papers that it collects, as the writes of one transaction. A late one moves nothing.
 * @throws Problem `shipment-not-found` when the dossier has none under this reference and item code
 */
export function collectionHeard(
  file: DossierFile,
  report: ConsignmentReport,
  occasion: Occasion,
): { readonly consignment: Consignment; readonly writes: readonly Write[] } {
  const known = file.consignments.find(({ reference }) => reference === report.reference);
  if (!known || known.itemCode !== report.itemCode) throw new Problem('shipment-not-found');
  const consignment = afterHearing(known, report, occasion.at);
  const writes = consignment === known ? [] : consignmentPassed(file, known, consignment, occasion);
  return { consignment, writes };
}

const inOrder = (reports: readonly ConsignmentReport[]): readonly ConsignmentReport[] =>
  reports.toSorted((one, other) => Date.parse(one.occurredAt) - Date.parse(other.occurredAt));

/**
 * Asks the operator how far a consignment is, and makes up for callbacks that never came. What has been silent for too long
 * is the desk's to look after.
 * @returns whether the operator answered
 * @throws OperatorBusy when it is asked too often: nothing is on record then, and it stays due
 * @throws Error when our own side fails: nothing is on record then, and it stays due
 */
export async function lookForCollection(
  file: DossierFile,
  before: Consignment,
  calendar: Calendar,
  occasion: Occasion,
): Promise<boolean> {
  const { at } = occasion;
  const { reference } = before;
  const heard = await readCollectionProgress(reference, await lineToPartner('postal', at))
    .then(({ itemCode, reports }) => {
      if (itemCode !== before.itemCode)
        throw new Error(`The postal operator has another item code of ${reference}`);
      const consignment = inOrder(reports).reduce((known, report) => afterHearing(known, report, at), before);
      return { consignment: watchedConsignment(consignment, at), answered: true };
    })
    .catch((error: unknown) => {
      if (error instanceof OperatorBusy) throw error;
      log.error('POSTAL_OPERATOR_FAILED', error, { reference, tries: before.tries + 1 });
      return { consignment: lookedInVain(before, at), answered: false };
    });
  const after = silenceNoticed(heard.consignment, at, calendar);
  await commit(consignmentPassed(file, before, after, occasion));
  const { status, attention } = after;
  log.info('CONSIGNMENT_LOOKED_FOR', { reference, status, answered: heard.answered, attention });
  return heard.answered;
}
