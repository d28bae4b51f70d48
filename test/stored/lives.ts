import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { handler as applyCalendar } from '../../functions/control/apply-calendar.ts';
import { handler as changeCalendar } from '../../functions/control/change-calendar.ts';
import { handler as endSilentConsultations } from '../../functions/desk/end-silent-consultations.ts';
import { handler as endUnpaid } from '../../functions/desk/end-unpaid.ts';
import { handler as followSupplements } from '../../functions/desk/follow-supplements.ts';
import { handler as watchDueDays } from '../../functions/desk/watch-due-days.ts';
import { handler as sweepDocuments } from '../../functions/examination/sweep-documents.ts';
import { handler as setPreferences } from '../../functions/notification/set-preferences.ts';
import { handler as followPayments } from '../../functions/paying/follow-payments.ts';
import { handler as reconcilePayments } from '../../functions/paying/reconcile-payments.ts';
import { handler as comparePortal } from '../../functions/portal/compare-portal.ts';
import { handler as syncPortal } from '../../functions/portal/sync-portal.ts';
import { handler as retryDeliveries } from '../../functions/postal/retry-deliveries.ts';
import { handler as changeConsent } from '../../functions/rights/change-consent.ts';
import { handler as requestDeletion } from '../../functions/rights/request-deletion.ts';
import { handler as requestExport } from '../../functions/rights/request-export.ts';
import { handler as requestExtract } from '../../functions/statistics/request-extract.ts';
import { handler as trackDossier } from '../../functions/tracking/track-dossier.ts';
import { Mood } from '../../infra/partners/bank-deals.ts';
import { localDateOf, systemNow } from '../../shared/clock.ts';
import { calendarEvents } from '../../shared/control/application.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { listPut } from '../../shared/destruction/store.ts';
import { rejectionCodes } from '../../shared/document/document.ts';
import { readOutbox } from '../../shared/event/outbox.ts';
import { api } from '../../shared/operations.ts';
import { putDestruction } from '../../shared/retention/record.ts';
import type { SignerEntry } from '../../shared/signing/store.ts';
import { CALENDAR_PK, signerKey } from '../../shared/table/keys.ts';
import { commit } from '../../shared/table/transaction.ts';
import { call, lambdaContext } from '../support/call.ts';
import { aDestruction, aList } from '../support/destruction.ts';
import { caseOfficer, desk, form, nam, officer, postDelivery } from '../support/filing.ts';
import { batchOf } from '../support/kept-dossier.ts';
import { hoa, type Life, pass } from './life.ts';
import { scanned, type World } from './world.ts';

/** A desk of the Centre, which takes in for every agency. */
const centre = officer('can-bo-mot-cua', 'H25.19');
const leader = officer('lanh-dao');
/** Who keeps the working calendar. */
const control = { ...desk, VaiTro: 'kiem-soat-tthc' };
const reason = 'Cơ quan đã xem xét và ghi nhận';
const payment = { deadline: '2021-12-14' };
const supplement = {
  reason: 'Bản sao không đọc được',
  items: [
    {
      name: 'Bản sao căn cước công dân',
      paperId: 'identity-copy',
      reason: 'illegible',
      note: 'Mặt sau bị lóa',
    },
    { name: 'Số điện thoại', field: '/applicant/phone' },
    { name: 'Giấy xác nhận nơi cư trú' },
  ],
  deadline: '2021-11-26',
};

const supplementPapers = [
  { paperId: 'identity-copy', originals: 0, copies: 1 },
  { paperId: 'moi-3', originals: 1, copies: 0 },
];
const inTenDays = () => addDays(localDateOf(systemNow()), 10);
const clerk = { name: 'Trần Văn Bình', card: 'VNP-0226-118' };

const { email: _, ...withoutEmail } = form.applicant;
const business = {
  kind: 'business',
  businessName: 'Công ty TNHH Vận tải Sông Đáy',
  taxCode: '0100109106',
  representative: 'Nguyễn Thị Hoa',
  email: 'songday@example.vn',
  phone: '0912345678',
  address: {
    place: 'elsewhere',
    provinceName: 'Thành phố Hà Nội',
    districtName: 'Quận Hà Đông',
    communeName: 'Phường Quang Trung',
    street: 'Số 8 đường Lê Lợi',
  },
};

/** Beyond the province, whose communes are merged later. */
const elsewhere = { ...postDelivery.address, address: business.address };

async function received(life: Life, change?: object): Promise<void> {
  await life.file(change);
  await life.act(desk, 'receive');
}

const question = 'Phương án có phù hợp quy hoạch không?';
/** What is asked besides for a copy of a birth certificate. */
const answers = {
  extractKind: 'birth',
  registeredName: 'Trần Thị Mai',
  registeredAt: 'Phủ Lý',
  copies: 2,
};

/** Paid at VNPAY, in this mood, when it was already paid at the desk; and so many runs of the clock after that. */
async function paidTwice(life: Life, vnpay: World['vnpay'], mood: object, runs: number): Promise<void> {
  await received(life);
  await life.act(desk, 'requestPayment', payment);
  const reference = await life.startPayment();
  await life.act(desk, 'recordPayment');
  vnpay.bank.mood = Mood.parse(mood);
  vnpay.bank.decide(reference, 'paid');
  for (let run = 1; run <= runs; run++) {
    pass(1);
    await followPayments();
  }
  vnpay.bank.mood = Mood.parse({});
}

const company = {
  companyName: 'Công ty TNHH Hoa Sen',
  headOffice: 'Số 12 đường Quy Lưu, Phủ Lý',
  charterCapitalVnd: 1_000_000_000,
  mainBusiness: 'Bán lẻ sách',
};

/** A draft by a procedure that is paid before submission, and paid for. */
async function paidDraft(life: Life, { vnpay }: World): Promise<void> {
  await life.draft('2.001583');
  await life.fill({ answers: company });
  vnpay.bank.decide(await life.startPayment(), 'paid');
  pass(1);
  await followPayments();
}

/** Received by a procedure whose fee is asked for with the submission, and paid before it is received. */
async function receivedPaid(life: Life): Promise<void> {
  await life.file({ answers }, '2.000635');
  await life.act(desk, 'recordPayment');
  await life.act(desk, 'receive');
}

/** In hand, and two agencies are asked about it. */
async function consulted(life: Life): Promise<void> {
  await received(life);
  await life.act(caseOfficer, 'startProcessing');
  for (const agency of ['H25.10', 'H25.09'])
    await life.act(caseOfficer, 'consult', { agency, question, workingDays: 7 });
}

/** The working calendar has a day off more, and what is open was counted anew. */
async function stormComes({ items }: World): Promise<void> {
  const name = 'Nghỉ phòng chống bão số 7';
  const day = { date: '2021-11-08', kind: 'HOLIDAY', name, legalBasis: 'Công điện 12/CĐ-UBND' };
  const body = { reason: name, days: [day] };
  await call(api.changeCalendar, changeCalendar, { claims: control, key: 'storm', etag: '"1"', body });
  pass(1);
  const waking = (await items()).find(({ PK, outbox }) => PK === CALENDAR_PK && outbox);
  const woken = readOutbox(String(waking?.outbox)).map(calendarEvents.parse);
  await applyCalendar(batchOf(...woken), lambdaContext);
}

/** Received, and its agency was warned the day before it is due. */
async function dueSoon(life: Life): Promise<void> {
  await received(life);
  const { body } = await life.read();
  pass((Date.parse(body.dueAt) - Date.now()) / 3_600_000 - 24);
  await watchDueDays();
}

/** A supplement is asked for, and its applicant reminded two days before the last. */
async function reminded(life: Life): Promise<void> {
  await life.file();
  await life.act(desk, 'requestSupplement', supplement);
  pass((Date.parse('2021-11-24T08:00:00+07:00') - Date.now()) / 3_600_000);
  await followSupplements();
}

/** Finished, and the result is to go out by post. */
async function finished(life: Life): Promise<void> {
  await received(life, { delivery: postDelivery });
  await life.act(caseOfficer, 'startProcessing');
  await life.act(caseOfficer, 'finish');
}

/** In hand, and its owner has chosen that the post collects the fee. */
async function toBeCollected(life: Life): Promise<void> {
  await received(life, { delivery: postDelivery });
  await life.act(caseOfficer, 'startProcessing');
  await life.act(caseOfficer, 'requestPayment', payment);
  await life.act(hoa, 'payOnDelivery');
}

/** The same, and what the post says of its result in the end. */
async function broughtByPost(life: Life, status: string, said: object = {}): Promise<void> {
  await toBeCollected(life);
  await life.act(caseOfficer, 'finish');
  pass(1);
  await retryDeliveries();
  await life.report(status, said);
}

/** Its agency signs. */
async function signerComes({ table: { client, tableName } }: World): Promise<void> {
  const entry: z.input<typeof SignerEntry> = {
    v: 1,
    agency: 'H25.03',
    kind: 'kms',
    keyId: 'arn:aws:kms:ap-southeast-1:000000000000:key/cbe1a4a0-0000-4000-8000-000000000001',
    chain: ['AAAA'],
    importedAt: '2021-10-01T00:00:00.000Z',
  };
  await client.send(new PutCommand({ TableName: tableName, Item: { ...signerKey('H25.03'), ...entry } }));
}

const why = { reason: 'Sai ngày sinh của công dân', legalBasis: 'Luật Lý lịch tư pháp 2009, Điều 50' };

/** Done, and its result given out online. @returns the code of the result */
async function doneOnline(life: Life, world: World): Promise<string> {
  await signerComes(world);
  await received(life, { delivery: { channel: 'online' } });
  await life.act(caseOfficer, 'startProcessing');
  const resultCode = await life.sign(leader);
  await life.act(caseOfficer, 'finish');
  return resultCode;
}

/** The post has taken the order. */
async function ordered(life: Life): Promise<void> {
  await finished(life);
  pass(1);
  await retryDeliveries();
}

/**
 * Lives that leave behind every kind of item in all its variants, by the names of their files. Each begins on a local
 * day of its own, one after the other from 20 September 2021, and ends as its name says.
 */
/** Cô Hoa agrees to what a purpose asks for. */
const consented = (purpose: string) =>
  call(api.changeConsent, changeConsent, {
    claims: hoa,
    params: { purpose },
    key: `consent-${purpose}`,
    body: { state: 'given', version: 1 },
  });

export const lives: Readonly<Record<string, (life: Life, world: World) => Promise<void>>> = {
  begun: (life) => life.draft(),
  // She asked for a copy of all that is held of her.
  'copy-asked-for': async (life) => {
    await life.draft();
    const body = { email: form.applicant.email };
    await call(api.requestExport, requestExport, { claims: hoa, key: 'copy', body });
  },
  draft: async (life) => {
    await life.draft();
    await life.declare('identity-copy');
  },
  // The first scan of its file has failed.
  'draft-with-scan-asked-again': async (life) => {
    await life.draft();
    await life.declare('identity-copy');
    scanned('FAILED');
    pass(1);
    await sweepDocuments();
  },
  'draft-with-form': async (life) => {
    await life.draft();
    await life.fill({ applicant: business });
  },
  'draft-with-papers': async (life) => {
    await life.draft();
    await life.fill({ delivery: postDelivery });
    await life.declare('application-form', 'accepted');
    for (const rejection of rejectionCodes) await life.declare('identity-copy', rejection);
  },
  submitted: async (life) => {
    await life.file();
    await life.tell();
    await life.read(desk);
  },
  received: (life) => received(life, { applicant: business, delivery: postDelivery }),
  processing: async (life) => {
    await received(life);
    await life.act(caseOfficer, 'startProcessing');
    await life.act(caseOfficer, 'requestPayment', payment);
    await life.act(desk, 'recordPayment');
    await life.act(hoa, 'requestWithdrawal', { reason });
    await life.act(hoa, 'takeBackWithdrawal');
    await life.act(hoa, 'requestWithdrawal', { reason });
    await life.act(caseOfficer, 'declineWithdrawal', { reason });
  },
  'supplement-requested': async (life) => {
    await life.file();
    await life.act(desk, 'requestSupplement', supplement);
  },
  'supplement-answered': async (life) => {
    await received(life);
    await life.act(caseOfficer, 'requestSupplement', supplement);
    await life.declare('identity-copy', 'accepted');
    await life.declare('moi-3', 'accepted');
    await life.act(hoa, 'answerSupplement', { corrections: { '/applicant/phone': '0987654321' } });
  },
  'payment-requested': async (life) => {
    await received(life);
    await life.act(desk, 'requestPayment', payment);
  },
  'paid-online': async (life, { vnpay }) => {
    await received(life);
    await life.act(desk, 'requestPayment', payment);
    vnpay.bank.decide(await life.startPayment(), 'paid');
    pass(1);
    await followPayments();
    // The file of the day does not tell of it.
    vnpay.bank.mood = Mood.parse({ file: 'lacking' });
    pass(24);
    await reconcilePayments();
  },
  'given-fee-receipt': async (life) => {
    await received(life);
    await life.act(desk, 'requestPayment', payment);
    await life.act(desk, 'recordPayment');
    await life.openSheets('fee-receipt');
  },
  'paid-by-transfer': async (life) => {
    await received(life);
    await life.act(desk, 'requestPayment', payment);
    await life.transfer('Nguyễn Thị Hoa nộp lệ phí');
  },
  // Paid at VNPAY when it was already paid at the desk: what came second is ordered back.
  'paid-twice': (life, { vnpay }) => paidTwice(life, vnpay, {}, 2),
  'refund-refused': (life, { vnpay }) => paidTwice(life, vnpay, { refunds: 'refused' }, 3),
  'withdrawal-requested': async (life) => {
    await life.file();
    await life.act(hoa, 'requestWithdrawal', { reason });
  },
  refused: async (life) => {
    await life.file({ applicant: withoutEmail });
    await life.act(desk, 'refuse', { reason });
    await life.tell();
  },
  // No address, and the provider sends nothing to the number.
  'not-to-be-told': async (life, { sms }) => {
    await life.file({ applicant: withoutEmail });
    await life.act(desk, 'refuse', { reason });
    sms.fail(1, 422);
    await life.tell();
  },
  withdrawn: async (life) => {
    await received(life);
    await life.act(desk, 'requestPayment', payment);
    await life.act(hoa, 'requestWithdrawal', { reason });
    await life.act(desk, 'confirmWithdrawal');
  },
  unpaid: async (life) => {
    await received(life);
    await life.act(desk, 'requestPayment', payment);
    pass(70 * 24);
    await endUnpaid();
  },
  done: async (life) => {
    await receivedPaid(life);
    await life.act(caseOfficer, 'finish');
  },
  'to-be-posted': finished,
  'post-unreachable': async (life, { postal }) => {
    await finished(life);
    pass(25);
    postal.fail(1, 503);
    await retryDeliveries();
  },
  ordered,
  'on-its-way': async (life) => {
    await ordered(life);
    await life.report('PICKED_UP');
    await life.report('DELIVERY_FAILED', { attempt: 1, reason: 'receiverAbsent' });
    await life.report('IN_TRANSIT');
  },
  delivered: async (life) => {
    await ordered(life);
    await life.report('DELIVERED');
    await life.count();
  },
  'handed-over': async (life) => {
    await ordered(life);
    await life.handOver({ name: 'Trần Văn Bình', card: 'VNP-0226-118' });
  },
  redirected: async (life) => {
    await ordered(life);
    await life.wish({ wish: 'redirect', address: elsewhere });
  },
  'to-be-delivered-again': async (life) => {
    await ordered(life);
    await life.report('DELIVERY_FAILED', { attempt: 1, reason: 'wrongAddress' });
    await life.wish({ wish: 'deliverAgain', address: elsewhere });
    await retryDeliveries();
  },
  'order-refused': async (life, { postal }) => {
    await finished(life);
    postal.fail(1, 422);
    await retryDeliveries();
  },
  silent: async (life) => {
    await ordered(life);
    pass(24 * 14);
    await retryDeliveries();
  },
  'sent-back-early': async (life) => {
    await ordered(life);
    await life.report('DELIVERY_FAILED', { attempt: 1, reason: 'receiverAbsent' });
    await life.report('RETURNING');
    pass(1);
    await retryDeliveries();
  },
  'being-cancelled': async (life) => {
    await ordered(life);
    await life.act(desk, 'returnResult');
  },
  'on-paper': async (life) => {
    await life.open(centre, 'desk');
    await life.fill();
    await life.declare('identity-copy', 'accepted');
  },
  'brought-by-proxy': async (life) => {
    await life.open(centre, 'desk');
    await life.fill();
    await life.declare('identity-copy', 'accepted');
    const proxy = { fullName: 'Trần Văn Nam', personalId: '035201005678', phone: '0912345679' };
    await life.takeIn({ proxy, sets: 2 });
  },
  'brought-by-post': async (life) => {
    await life.open(desk, 'post');
    await life.fill();
    await life.takeIn({ handOver: { record: 'BB-12', signedAt: '2021-10-20T15:00:00+07:00' } });
  },
  extended: async (life) => {
    await received(life);
    await life.act(caseOfficer, 'startProcessing');
    await life.act(leader, 'extend', { reason });
  },
  reappointed: async (life) => {
    await received(life);
    await life.act(leader, 'reappoint', { reason, newDate: '2021-11-26' });
    await life.tell();
  },
  moved: async (life, world) => {
    await received(life);
    await stormComes(world);
    await life.tell();
  },
  assigned: async (life) => {
    await received(life);
    await life.act(leader, 'assign', { to: { division: 'hctp' } });
    await life.act({ ...caseOfficer, MaPhongBan: 'hctp' }, 'claim');
    await life.absent(caseOfficer);
  },
  consulted: async (life) => {
    await consulted(life);
    await life.answer(officer('chuyen-vien', 'H25.10'));
    await life.act(caseOfficer, 'withdrawConsultation', { agency: 'H25.09' });
  },
  released: async (life) => {
    await received(life);
    await life.act(caseOfficer, 'claim');
    await life.act(caseOfficer, 'release');
  },
  unheard: async (life) => {
    await receivedPaid(life);
    await life.act(caseOfficer, 'startProcessing');
    await life.act(caseOfficer, 'consult', { agency: 'H25.10', question });
    pass(24 * 30);
    await endSilentConsultations();
  },
  approved: async (life) => {
    await received(life);
    await life.act(caseOfficer, 'startProcessing');
    const proposal = { outcome: 'issue', appraisal: 'Hồ sơ đủ điều kiện cấp Phiếu' };
    await life.act(caseOfficer, 'propose', proposal);
    await life.act(leader, 'sendBack', { note: 'Chưa nêu căn cứ pháp lý' });
    await life.act(caseOfficer, 'propose', proposal);
    await life.act(leader, 'approve');
    const signer = { name: 'Trần Quang Khải', title: 'Giám đốc' };
    const decision = { number: '12/PLLTP-STP', issuedOn: '2021-10-01', signer, stampedOn: '2021-10-01' };
    await life.act(caseOfficer, 'finish', { decision });
  },
  'being-signed': async (life, world) => {
    await signerComes(world);
    await received(life);
    await life.act(caseOfficer, 'startProcessing');
    await life.sign(leader);
  },
  'taken-online': async (life, world) => {
    await doneOnline(life, world);
    await life.act(hoa, 'takeResult');
  },
  corrected: async (life, world) => {
    const resultCode = await doneOnline(life, world);
    await life.sign(leader, { resultCode, ...why });
    await life.tell();
  },
  'revoked-and-reused': async (life, world) => {
    const resultCode = await doneOnline(life, world);
    const done = life.dossierId;
    await life.draft();
    await life.reuse(resultCode);
    life.dossierId = done;
    await life.act(leader, 'revokeResult', { resultCode, ...why });
    await life.tell();
  },
  'filed-by-proxy': (life) => life.fileThrough({ ...nam, SoDinhDanh: '035201005678' }),
  complained: async (life) => {
    await received(life);
    await life.complain('Tôi chưa nhận được giấy hẹn trả kết quả.');
  },
  'complaint-answered': async (life) => {
    await received(life);
    await life.complain('Tôi chưa nhận được giấy hẹn trả kết quả.');
    await life.answerComplaint(leader, 'Giấy hẹn đã được gửi lại vào thư điện tử của Ông/Bà.');
  },
  'complaint-unanswered': async (life) => {
    await life.file();
    await life.complain('Hồ sơ đã nộp mà chưa có thông báo tiếp nhận.');
    for (let day = 0; day < 30; day += 1) {
      pass(24);
      await watchDueDays();
    }
  },
  rated: async (life) => {
    await life.file();
    await life.act(desk, 'refuse', { reason });
    await life.rate({ grade: 'satisfied', comment: 'Cán bộ hướng dẫn rõ ràng.' });
  },
  'rated-by-receipt': async (life) => {
    await life.file();
    await life.act(desk, 'refuse', { reason });
    await life.rateWithReceipt('unsatisfied');
  },
  'given-sheets': async (life) => {
    await received(life);
    await life.openSheets('receipt');
  },
  // One of cô Hoa's is on a list, another is destroyed.
  'to-be-destroyed': async (life) => {
    await life.file();
    await life.act(desk, 'refuse', { reason });
    await commit([...listPut(aList), putDestruction(aDestruction, 'AbC-_123', 'destroy-dossiers')]);
  },
  'guessed-at': async (life) => {
    await life.file();
    const { code = '' } = life.receipt ?? {};
    await call(api.trackDossier, trackDossier, { body: { code, secret: 'sai' } });
  },
  'told-as-chosen': async (life) => {
    await life.file();
    await consented('further-addresses');
    const body = api.setPreferences.examples?.request;
    await call(api.setPreferences, setPreferences, { claims: hoa, key: 'chosen', body });
    await life.tell();
  },
  held: async (life) => {
    await received(life);
    await life.hold(leader, 'Đang giải quyết khiếu nại');
  },
  'not-assigned-in-time': async (life) => {
    await received(life);
    pass(24 * 3);
    await watchDueDays();
  },
  'due-soon': dueSoon,
  overdue: async (life) => {
    await dueSoon(life);
    pass(25);
    await watchDueDays();
  },
  'supplement-reminded': reminded,
  unanswered: async (life) => {
    await reminded(life);
    pass(24 * 3);
    await followSupplements();
  },
  'paid-back': (life, { vnpay }) => paidTwice(life, vnpay, {}, 3),
  'draft-paid-for': paidDraft,
  'draft-not-submitted': async (life, world) => {
    await paidDraft(life, world);
    pass(24 * 11);
    await endUnpaid();
    for (const _ of ['told and ordered', 'returned', 'told']) {
      pass(1);
      await followPayments();
    }
  },
  'charge-corrected': async (life) => {
    await received(life);
    await life.act(desk, 'requestPayment', payment);
    await life.act(desk, 'correctCharge', { ...payment, quantity: 3, reason });
  },
  'charge-waived': async (life) => {
    await received(life);
    await life.act(desk, 'requestPayment', payment);
    const relief = { id: 'child', proof: 'Giấy khai sinh' };
    await life.act(desk, 'waiveCharge', { relief, reason });
  },
  'to-be-collected': toBeCollected,
  collected: (life) => broughtByPost(life, 'DELIVERED', { collectedVnd: 200_000 }),
  'collected-by-its-own-account': (life) => broughtByPost(life, 'DELIVERED', { collectedVnd: 150_000 }),
  'not-collected': (life) => broughtByPost(life, 'RETURNED_TO_AGENCY'),
  // Cô Hoa has her telephone corrected, then withdraws what she consented to, and wants gone what may go.
  'corrected-by-request': async (life) => {
    await received(life);
    await life.askToCorrect('/applicant/phone', '0912345679');
    await life.answerCorrection(leader, 'accepted');
    await consented('further-addresses');
    const claims = hoa;
    await call(api.requestDeletion, requestDeletion, { claims, key: 'gone', body: { confirmed: true } });
  },
  'paid-in-cash': async (life) => {
    await received(life);
    await life.act(desk, 'requestPayment', payment);
    await life.act(desk, 'recordPayment');
    await life.closeDrawer(leader);
  },
  // All that statistics count of money, and of ratings.
  'fee-given-back': async (life) => {
    await received(life);
    await life.act(desk, 'requestPayment', payment);
    await life.act(desk, 'correctCharge', { ...payment, quantity: 3, reason });
    await life.act(desk, 'recordPayment');
    await life.cancelReceipt(reason);
    await life.count();
  },
  'rated-and-counted': async (life) => {
    await received(life);
    await life.act(leader, 'stop', { reason });
    await life.rate({ grade: 'verySatisfied' });
    await life.count();
  },
  'collected-at-home': async (life) => {
    await life.bookCollection();
    pass(1);
    await retryDeliveries();
    await life.reportCollection('COLLECTION_FAILED', { attempt: 1, reason: 'receiverAbsent' });
    const papers = [
      { paperId: 'application-form', originals: 1, copies: 0 },
      { paperId: 'identity-copy', originals: 0, copies: 2 },
    ];
    const signedAt = '2021-11-11T09:00:00+07:00';
    await life.reportCollection('COLLECTED', { checklist: { papers, seal: 'NP-0001', clerk, signedAt } });
    await retryDeliveries();
    await life.takeOver(clerk);
  },
  'filed-at-the-portal': async (life, { portal }) => {
    await life.filedAtPortal(portal);
    await life.fill();
  },
  'filed-at-the-portal-and-clean': async (life, { portal }) => {
    await life.filedAtPortal(portal);
    pass(1);
    await syncPortal();
    await life.settleAll();
    pass(1);
    await syncPortal();
    await life.readReceipt();
    await life.act(desk, 'receive');
  },
  'told-to-the-portal': async (life) => {
    await life.file();
    pass(1);
    await syncPortal();
  },
  'not-taken-by-the-portal': async (life, { portal }) => {
    await life.file();
    portal.refuse(life.receipt?.code ?? '', 'MaTTHC: chưa được công khai');
    pass(1);
    await syncPortal();
    pass(24);
    await comparePortal();
  },
  // What an agency's system and its mailbox hear.
  'heard-by-a-system': async (life) => {
    await life.file();
    pass(1);
    await life.lookAfterSubscription();
  },
  'told-in-the-morning': async (life) => {
    await life.file();
    await life.act(desk, 'receive');
    await life.tellInTheMorningOf(10);
  },
  // A leader asked for the list behind a figure.
  'list-asked-for': async (life) => {
    await life.draft();
    const body = api.requestExtract.examples?.request;
    await call(api.requestExtract, requestExtract, { claims: leader, key: 'list', body });
  },
  // What a supplement asks for the post is to bring, and has brought.
  'supplement-to-be-collected': async (life) => {
    await life.file();
    await life.act(desk, 'requestSupplement', { ...supplement, deadline: inTenDays() });
    await life.bookPost(supplementPapers);
  },
  'supplement-taken-in': async (life) => {
    await received(life);
    await life.act(caseOfficer, 'requestSupplement', { ...supplement, deadline: inTenDays() });
    await life.bookPost(supplementPapers);
    pass(1);
    await retryDeliveries();
    await life.handIn(clerk, supplementPapers);
    const corrections = { '/applicant/phone': '0987654321' };
    await life.act(desk, 'takeInSupplement', { papers: supplementPapers, corrections });
  },
};
