import { describe, expect, it, test } from 'vitest';
import * as z from 'zod';
import { Absence } from '../shared/absence/absence.ts';
import { KeptName } from '../shared/applicant/identifiers.ts';
import { Appointment } from '../shared/appointment/appointment.ts';
import { Closing } from '../shared/cash/closing.ts';
import { toInstant } from '../shared/clock.ts';
import { Consent } from '../shared/consent/consent.ts';
import { Consignment } from '../shared/consignment/consignment.ts';
import { Consultation } from '../shared/consultation/consultation.ts';
import { DestructionEntries, DestructionList } from '../shared/destruction/list.ts';
import { Document } from '../shared/document/document.ts';
import { actions } from '../shared/dossier/actions.ts';
import { recorded } from '../shared/dossier/change.ts';
import { CodeEntry } from '../shared/dossier/code.ts';
import { Dossier, Filed } from '../shared/dossier/dossier.ts';
import { KeptForm } from '../shared/dossier/form.ts';
import { Reading } from '../shared/dossier/history.ts';
import { Summary } from '../shared/dossier/summary.ts';
import { LoggedEvent } from '../shared/event/outbox.ts';
import { FeeReceipt } from '../shared/fee-receipt/fee-receipt.ts';
import { FeedReading, SubscriptionDeed } from '../shared/feed/store.ts';
import { Withheld } from '../shared/feed/withholding.ts';
import { feedbackEvents } from '../shared/feedback/events.ts';
import { Feedback } from '../shared/feedback/feedback.ts';
import { HandOver } from '../shared/hand-over/hand-over.ts';
import { Hold } from '../shared/hold/hold.ts';
import { Announcement } from '../shared/notification/announcement.ts';
import { Preferences } from '../shared/notification/preferences.ts';
import { operations } from '../shared/operations.ts';
import { Attempt } from '../shared/payment/attempt.ts';
import { Payment } from '../shared/payment/payment.ts';
import { Refund } from '../shared/payment/refund.ts';
import { type Kind, kinds, masked } from '../shared/personal.ts';
import { Drift, PortalDifference } from '../shared/portal/drift.ts';
import { PortalFiling } from '../shared/portal/filing.ts';
import { Mark } from '../shared/portal/mark.ts';
import { orderFor } from '../shared/postal/order.ts';
import { Proposal } from '../shared/proposal/proposal.ts';
import { ratingEvents } from '../shared/rating/rating.ts';
import { Result } from '../shared/result/result.ts';
import { Destruction } from '../shared/retention/record.ts';
import { Deletion } from '../shared/rights/deletion.ts';
import { Export } from '../shared/rights/export.ts';
import { ExportData } from '../shared/rights/export-data.ts';
import { shipmentEvents } from '../shared/shipment/events.ts';
import { intendedShipment, Shipment } from '../shared/shipment/shipment.ts';
import { Extract } from '../shared/statistics/extract.ts';
import { Fact } from '../shared/statistics/fact.ts';
import { Supplement } from '../shared/supplement/supplement.ts';
import { Access } from '../shared/table/access.ts';
import { Credit } from '../shared/transfer/credit.ts';
import { aDossier, keptForm, keptPostDelivery } from './support/dossiers.ts';
import { isFixed, type Leaf, leavesOf } from './support/leaves.ts';

const stored = {
  Absence,
  CashClosing: Closing,
  Access,
  Announcement,
  Appointment,
  Attempt,
  CodeEntry,
  Consent,
  Consignment,
  Consultation,
  Deletion,
  Destruction,
  DestructionEntries,
  DestructionList,
  Credit,
  Document,
  Dossier,
  Drift,
  Export,
  ExportData,
  Extract,
  Fact,
  FeeReceipt,
  Feedback,
  FeedReading,
  HandOver,
  Hold,
  LoggedEvent,
  Mark,
  Payment,
  PortalDifference,
  PortalFiling,
  Preferences,
  Proposal,
  Reading,
  Refund,
  Result,
  Shipment,
  SubscriptionDeed,
  Summary,
  Supplement,
  Withheld,
};

/** What each event tells beyond what all tell. */
const told: readonly Leaf[] = [
  ...actions.map(({ event }) => [event.name, z.object(event.data)] as const),
  ...Object.entries({ ...feedbackEvents, ...ratingEvents, ...shipmentEvents }).map(
    ([name, data]) => [name, z.object(data)] as const,
  ),
].flatMap(([name, data]) => leavesOf(data, name));

const saidOrAnswered = operations.flatMap(({ id, params, query, body, output }) =>
  Object.entries({ params, query, body, output }).flatMap(([part, schema]) =>
    schema ? leavesOf(schema, `${id} ${part}`) : [],
  ),
);

const everywhere: readonly Leaf[] = [
  ...saidOrAnswered,
  ...told,
  ...Object.entries(stored).flatMap(([name, schema]) => leavesOf(schema, name)),
];

/**
 * What says nothing of a person, by the last name of its place: what agencies, procedures, papers and files are called
 * and numbered; fees, and what providers say of payments; places in lists; the businesses and units that a register names; secrets, which are nobody's data.
 */
const ofNobody = new Set(
  `acceptedTypes[] agency agencies[] before code copy consulted consulted[] contentType correlationid cursor desk digest dossierCode dossierId en event failures[] field
  fields{} fields[] handOver hash head id itemCode legalBasis letter messageId nextCursor number numbered objectKey objectVersion operation paperId parent
  partner portalCode procedure procedureCode receipt receiptCode receiptNo receiving record reference replacedWith replaces resultCode role sha256 shipmentStatus
  silenceAgrees source state status title type vi with worker division text key pointsText
  businessName unitCode district communeName districtName provinceName
   list codes[] through kept[] procedures[] fields[] types[]
   by date day deadline issuedOn paymentUntil stampedOn supplementUntil
  secret trackingSecret
  seal
  bin bank holder qr
  lineId form symbol tariff relief kind provider transaction says url document Message vnp_TxnRef vnp_SecureHash
  after path purpose folders[] formField law
  MaLoi MaDoiTac MaThamChieu MaTienTe MaGiaoDich MaNganHang ThoiGianGD ThongTinGiaoDich MaXacThuc MoTaLoi`.split(
    /\s+/,
  ),
);

/** Where a name is no person's, or a reason nobody's words: papers that are counted, the agency to which they go, units, days off, reasons of the catalogue and of the post, and why the calendar is changed. */
const placesOfNobody =
  /^(list-agencies output\.items\[\]\.unit|list-units output\.items\[\]\.name|read-deadline output\.explanation\[\]\.name|\S*-calendar \w+\.(years\[\]\.)?days\[\]\.name|(read|change)-calendar output\.reason|list-calendar-versions output\.items\[\]\.reason|(apply-transition body|Supplement|dossier\.supplement-\w+)\.items\[\]\.reason|shipment\.moved\.reason|\S*( \w+)?(\.\S*)?((papers|countedOtherwise)\[\]|addressee)\.name|ExportData\.dossiers\[\]\.reports\[\]\.(reason|occurredAt))$/;

const isOfNobody = ({ path }: Leaf): boolean =>
  ofNobody.has(path.split('.').at(-1)?.replace(/^.* /, '') ?? '') || placesOfNobody.test(path);

/** Places of which nobody has said what stands there. */
const unsaid = (leaves: readonly Leaf[]): readonly string[] =>
  leaves.filter((leaf) => !leaf.kind && !isFixed(leaf) && !isOfNobody(leaf)).map(({ path }) => path);

describe('every text that is said, answered, told or stored', () => {
  test('has a class, or is of nobody: a new field must say which', () => {
    expect(everywhere.length).toBeGreaterThan(1500);
    expect(unsaid(everywhere)).toEqual([]);
  });

  test('would be found without one, wherever it came in', () => {
    const grown = Filed.extend({
      witness: z.object({ fullName: KeptName, motherName: z.string().optional() }),
    });
    expect(unsaid(leavesOf(grown, 'Dossier'))).toEqual(['Dossier.witness.motherName']);
  });

  test('is of no person in an answer that needs no token', () => {
    const publicly = operations.filter(({ callers }) => callers === 'public');
    const shown = publicly.flatMap(({ id, output }) => (output ? leavesOf(output, id) : []));
    expect(publicly.map(({ id }) => id)).toContain('track-dossier');
    // What somebody has just said comes back to them; of a paper that is to prove something there is none yet.
    expect(shown.filter(({ kind }) => kind).map(({ path }) => path)).toEqual([
      'quote-fees.relief.proof',
      'rate-by-receipt.comment',
    ]);
  });

  test('is in no event but as words of an office, or of why an applicant withdraws', () => {
    const kindsTold = told.flatMap(({ path, kind }) => (kind ? [`${path.split('.').at(-1)} ${kind}`] : []));
    expect([...new Set(kindsTold)].sort()).toEqual(['name words', 'note words', 'reason words']);
  });
});

describe('what is left of personal data for whom they are not meant', () => {
  it.each<[Kind, string, string]>([
    ['personName', 'Nguyễn Văn An', 'Nguyễn V. A.'],
    ['personName', 'An', 'An'],
    ['number', '035190001234', '035*****1234'],
    ['number', '0100109106-001', '010*******-001'],
    ['number', '1234', '***'],
    ['birthDate', '1990-02-28', '1990'],
    ['account', 'cd-hoa', '***'],
    ['phone', '0912344567', '09****4567'],
    ['email', 'nam@example.vn', 'n***@…'],
    ['street', 'Số 12 đường Quy Lưu', '***'],
    ['answer', 'đã chấp hành xong', '***'],
    ['words', 'Xin cấp phiếu số 2', '***'],
  ])('of the kind %s, of %s, is %s', (kind, text, left) => {
    expect(kinds[kind].mask(text)).toBe(left);
  });

  it('is of a form what the purpose takes: here who it is about', () => {
    const form = { ...keptForm, delivery: keptPostDelivery, answers: { copies: 2 } };
    const { applicant, content, delivery, answers } = masked(KeptForm, KeptForm.parse(form), ['personName']);
    expect(applicant).toEqual({
      kind: 'citizen',
      fullName: 'Nguyễn Thị Hoa',
      personalId: '035*****1234',
      phone: '09****5678',
      email: 'h***@…',
      address: {
        place: 'inProvince',
        unitCode: keptForm.applicant.address.unitCode,
        street: '***',
        line: '***',
      },
    });
    expect([content, answers]).toEqual(['***', { copies: '***' }]);
    expect(delivery).toMatchObject({ address: { receiverName: 'Nguyễn Thị Hoa', phone: '09****5678' } });
  });
});

describe('what leaves is the same when all is masked that it is not to tell', () => {
  const dossier = aDossier({ form: { ...keptForm, delivery: keptPostDelivery } });

  it('an order of the post, which tells whom to find and where', () => {
    const order = (shown: readonly Kind[]) => {
      const { delivery } = masked(KeptForm, dossier.form, shown);
      if (delivery.channel !== 'post') throw new Error('it goes by post');
      return orderFor(
        { code: dossier.code, office: dossier.office, receiver: delivery.address },
        {
          ...intendedShipment(dossier.code, 1, toInstant(new Date('2021-10-11T02:00:00Z'))),
          itemCode: 'EB123456785VN',
        },
      );
    };
    const all = Object.keys(kinds) as Kind[];
    expect(order(['personName', 'phone', 'street'])).toEqual(order(all));
    expect(order(['personName', 'phone'])).not.toEqual(order(all));
  });

  it('an event of a dossier, whatever its applicant declared', () => {
    const outbox = (form: KeptForm) => {
      const occasion = {
        at: new Date('2021-10-11T02:00:00Z'),
        actor: { kind: 'applicant', subject: 'cd-hoa' } as const,
        newId: () => 'event-id',
        correlationId: 'c-1',
      };
      const after = { ...dossier, form };
      const { writes } = recorded(dossier, [{ after, told: { name: 'dossier.received' } }], occasion);
      return writes.flatMap((write) => ('put' in write && write.put.outbox ? [write.put.outbox] : []));
    };
    expect(outbox(dossier.form)).toHaveLength(1);
    expect(outbox(masked(KeptForm, dossier.form, []))).toEqual(outbox(dossier.form));
  });
});
