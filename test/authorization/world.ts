import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { caller } from '../../infra/settings/province.ts';
import { putAbsence } from '../../shared/absence/store.ts';
import type { Actor } from '../../shared/actor.ts';
import { ownerOnPaper } from '../../shared/applicant/owner.ts';
import { putClosing } from '../../shared/cash/store.ts';
import { type Instant, type LocalDate, localDateOf, toInstant } from '../../shared/clock.ts';
import { Consultation, putConsultation } from '../../shared/consultation/consultation.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { seededYears } from '../../shared/deadline/seed.ts';
import { calendarItems } from '../../shared/deadline/store.ts';
import { listPut } from '../../shared/destruction/store.ts';
import { Document } from '../../shared/document/document.ts';
import { putDeclared } from '../../shared/document/store.ts';
import { accessTo } from '../../shared/dossier/access.ts';
import { recorded } from '../../shared/dossier/change.ts';
import { putCode } from '../../shared/dossier/code.ts';
import { type Dossier, Draft, Filed } from '../../shared/dossier/dossier.ts';
import { newDraft, officeOf } from '../../shared/dossier/draft.ts';
import { KeptForm } from '../../shared/dossier/form.ts';
import { putProxyEntry } from '../../shared/dossier/lists.ts';
import { receiptFor } from '../../shared/dossier/receipt.ts';
import { putDossier } from '../../shared/dossier/store.ts';
import { FeeReceipt } from '../../shared/fee-receipt/fee-receipt.ts';
import { numberedInSeries } from '../../shared/fee-receipt/series.ts';
import { putFeeReceipt } from '../../shared/fee-receipt/store.ts';
import { Feedback } from '../../shared/feedback/feedback.ts';
import { putFeedback } from '../../shared/feedback/store.ts';
import { putOpened } from '../../shared/hand-over/store.ts';
import { callerFrom } from '../../shared/http/caller.ts';
import { chosen, unchosen } from '../../shared/notification/preferences.ts';
import { putPreferences } from '../../shared/notification/preferences-store.ts';
import { putAnnouncement } from '../../shared/notification/store.ts';
import { Attempt } from '../../shared/payment/attempt.ts';
import { Payment, putPayment } from '../../shared/payment/payment.ts';
import { Refund } from '../../shared/payment/refund.ts';
import { putAttempt, putRefund } from '../../shared/payment/store.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { listingItems } from '../../shared/procedure/listing.ts';
import { procedureItem } from '../../shared/procedure/store.ts';
import { Proposal, putProposal } from '../../shared/proposal/proposal.ts';
import { putResult } from '../../shared/result/store.ts';
import { requestedExport } from '../../shared/rights/export.ts';
import { putRequestedExport } from '../../shared/rights/export-store.ts';
import { intendedShipment } from '../../shared/shipment/shipment.ts';
import { putShipment } from '../../shared/shipment/store.ts';
import type { SignerEntry } from '../../shared/signing/store.ts';
import { requestedExtract } from '../../shared/statistics/extract.ts';
import { putRequestedExtract } from '../../shared/statistics/extract-store.ts';
import { putSupplement, Supplement } from '../../shared/supplement/supplement.ts';
import type { Key } from '../../shared/table/keys.ts';
import { drawerKey, signerKey } from '../../shared/table/keys.ts';
import type { Item, Write } from '../../shared/table/transaction.ts';
import { creditOf } from '../../shared/transfer/credit.ts';
import { putCredit } from '../../shared/transfer/store.ts';
import { aList, closedLongAgo } from '../support/destruction.ts';
import { aResult } from '../support/dossiers.ts';
import { declaration, form, postDelivery } from '../support/filing.ts';
import { ASKED, everyFacts, type Facts, hasResult, isReleased } from './facts.ts';
import { type Account, AN_PHU_TAX_CODE, agencies, people } from './people.ts';

const DAY = 86_400_000;

/** Of which procedure a dossier is: one sensitive, for citizens; and one that a leader must approve. */
const procedures: Readonly<Record<string, string>> = {
  [agencies.justice]: '2.000488',
  [agencies.zones]: '1.009974',
};

/** The procedure of which an agency has dossiers here. */
export function procedureAt(agency: string) {
  const procedure = catalogue.find(({ code }) => code === procedures[agency]);
  if (!procedure) throw new Error(`no procedure of ${agency} is known`);
  return procedure;
}

const { address, email, phone } = form.applicant;
const applicants = {
  hoa: form.applicant,
  'an-phu': {
    kind: 'business',
    businessName: 'Công ty TNHH An Phú',
    taxCode: AN_PHU_TAX_CODE,
    representative: 'Phạm Minh Đức',
    phone,
    email,
    address,
  },
} as const;

/** The account by which its applicant files online. */
const accounts = { hoa: 'cd-hoa', 'an-phu': 'dn-an-phu' } as const;
const PROXY = 'cd-nam';

/** A dossier with what a caller must know to ask for it. */
export type Thing = {
  readonly facts: Facts;
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly secret: string;
  /** A paper of its applicant that was accepted, one that may be taken away, and a file that is to become a result. */
  readonly paper: string;
  readonly loosePaper: string;
  readonly resultFile: string;
  readonly resultCode: string;
  readonly resultHash: string;
};

/** The n-th of all, by its id and by its result's code. */
const idOf = (number: number): string => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000001`;
/** Every filed dossier has this one, of a year before. */
export const FEE_RECEIPT = 'H25.03-2020-BL0000001';

/** What was paid online for every filed dossier, too late; its provider's file does not know of it. */
const PAID_ONLINE = 'H25x03y991231y0001y1';

/** By which the post carries every result that goes out. */
export const ITEM_CODE = 'EB123456785VN';

const resultCodeOf = (agency: string, number: number): string =>
  `${agency}-2021-KQ${String(number).padStart(6, '0')}`;

/** The place of the first dossier of which this is known. */
const firstOf = (is: (facts: Facts) => boolean): number => everyFacts.findIndex(is) + 1;

/**
 * What an account has besides: a draft, a result that was given out to it, and a paper of that draft's procedure as which
 * it may be used anew. Whoever has none of its own names cô Hoa's.
 */
export function belongingsOf(account: Account | undefined) {
  const applicant = account === 'an-phu' ? account : 'hoa';
  const isDraft = ({ status, way }: Facts) =>
    status === 'draft' && way === (account === 'nam' ? 'by a proxy' : 'online');
  const own = (is: (facts: Facts) => boolean) =>
    firstOf((facts) => facts.applicant === applicant && is(facts));
  return {
    draft: idOf(own(isDraft)),
    resultCode: resultCodeOf(applicant === 'hoa' ? agencies.justice : agencies.zones, own(isReleased)),
    paperId: applicant === 'hoa' ? 'identity-copy' : 'land-document-copy',
  };
}

/** What an applicant declares. */
export const formOf = (applicant: Facts['applicant']) => ({
  ...form,
  applicant: applicants[applicant],
  answers: applicant === 'hoa' ? form.answers : {},
});

/** What nobody has. */
export const nothing: Omit<Thing, 'facts' | 'version'> = {
  id: '00000000-0000-4000-8000-000000000000',
  code: 'H25.03-991231-9999',
  secret: 'ZZZZZZZZZZZZZZZZZZZZZZZZ',
  paper: '00000000-0000-4000-8000-000000000001',
  loosePaper: '00000000-0000-4000-8000-000000000002',
  resultFile: '00000000-0000-4000-8000-000000000003',
  resultCode: 'H25.03-2021-KQ999999',
  resultHash: '0'.repeat(64),
};

/** What confirms the address that every applicant has. */
export const AWAITED = { address: 'ke-toan@congty.example.vn', code: 'K7QM2RXP' };

/** What officers have recorded of their own absence, far away in time; and one of them alone until the day after. */
export const AWAY_UNTIL = '2099-12-30' as LocalDate;
export const ONE_IS_AWAY_UNTIL = '2099-12-31' as LocalDate;
export const WHO_IS_AWAY_LONGER = `officer of ${agencies.justice}`;

/** A record by which an agency will hand its results to the post. */
export const HAND_OVER = '2099-000001';

/** Who has the one drawer with something in it; and a closing of the same agency, by somebody who is gone. */
export const CASHIER = { subject: 'cb-can-bo-mot-cua-H25.03', name: 'Cán bộ' };
export const CLOSING = 'H25.03-20210104-QT000001';

/** A transfer of which nobody knows what for. */
export const OPEN_TRANSFER = 'FT211012000001';

const officerActor = (kind: 'desk' | 'officer' | 'head', agency: string): Actor => {
  const roles = { desk: 'deskOfficer', officer: 'caseOfficer', head: 'agencyLeader' } as const;
  const person = people.find((one) => one.kind === kind && one.agency === agency);
  return { kind: 'officer', subject: person?.claims?.sub ?? '', name: 'Cán bộ', role: roles[kind], agency };
};

/** A dossier as one that was filed two days ago and received yesterday, with its parts, as writes. */
function written(
  facts: Facts,
  number: number,
  now: Date,
): { readonly thing: Thing; readonly writes: readonly Write[] } {
  const { applicant, way, agency, status, stage, outcome, asked, tooLate, feesToCollect, wantedOnline } =
    facts;
  const procedure = procedureAt(agency);
  const today = localDateOf(now);
  const ago = (days: number): Instant => toInstant(new Date(now.getTime() - days * DAY));
  const isOnline = way === 'online' || way === 'by a proxy' || way === 'by post';
  const id = idOf(number);
  const filer = way === 'by a proxy' ? PROXY : accounts[applicant];
  const kept = KeptForm.parse({
    ...formOf(applicant),
    delivery: wantedOnline ? { channel: 'online' } : isReleased(facts) ? postDelivery : form.delivery,
  });
  const draft = Draft.parse({
    ...newDraft(procedure, {
      id,
      owner: isOnline ? filer : `intake#${id}`,
      channel: way === 'by post' ? 'post' : isOnline ? 'online' : 'desk',
      changedBy: { kind: 'applicant', subject: filer },
      at: new Date(now.getTime() - 3 * DAY),
      ...(way === 'by a proxy' && { proxy: PROXY }),
      ...((way === 'at its desk' || (way === 'by post' && status !== 'draft')) && { receiving: agency }),
      ...(way === 'at the Centre' && { receiving: agencies.centre }),
    }),
    form: kept,
  });
  const day = (days: number) => addDays(today, days);
  const isReceived = !['draft', 'submitted', 'refused'].includes(status);
  const isPaused = status === 'supplementRequested' || status === 'paymentRequested';
  const officer = officerActor('officer', agency);
  const { expiresAt: _, ...stated } = draft;
  const code = `${agency}-211008-${String(number).padStart(4, '0')}`;
  const secret = `SECRET${String(number).padStart(18, '0')}`;
  const filed = Filed.safeParse({
    ...stated,
    owner: way === 'online' || way === 'by post' ? draft.owner : ownerOnPaper(kept.applicant),
    status,
    version: 5,
    office: officeOf(agency),
    code,
    submittedAt: ago(2),
    lastEvent: 1,
    clock: [
      ...(isReceived ? [{ kind: 'start', at: ago(1) }] : []),
      ...(isPaused ? [{ kind: 'pause', at: ago(0.5) }] : []),
    ],
    ...(isReceived && { receivedAt: ago(1), calendarVersion: 1 }),
    ...(isReceived && !isPaused && { dueAt: ago(-12) }),
    ...(isReleased(facts) && { finishedAt: ago(0) }),
    ...(status === 'returned' && { returnedAt: ago(0) }),
    ...(status === 'processing' &&
      'subject' in officer && { assignee: { subject: officer.subject, name: 'Cán bộ' } }),
    ...(stage && { stage, proposals: 1 }),
    ...(asked && { consultations: 1, ...(asked === 'now' && { consulted: [ASKED] }) }),
    supplements: status === 'supplementRequested' ? 1 : 0,
    ...(status === 'supplementRequested' && { supplementUntil: tooLate ? day(-1) : day(20) }),
    payments: status === 'paymentRequested' || feesToCollect ? 1 : 0,
    ...(feesToCollect && { collection: 'atDesk' }),
    ...(status === 'paymentRequested' && {
      paymentUntil: tooLate ? day(-1) : day(20),
      collection: 'offered',
    }),
    ...(status === 'withdrawalRequested' && { withdrawnFrom: 'processing', reason: 'Không còn nhu cầu' }),
    ...(wantedOnline && { online: true }),
    shipments: status === 'done' && !wantedOnline ? 1 : 0,
  });
  const dossier: Dossier = status === 'draft' ? draft : filed.success ? filed.data : fail(filed.error);
  const access = accessTo(dossier);
  const thing: Thing = {
    facts,
    id,
    version: dossier.version,
    code: status === 'draft' ? nothing.code : code,
    secret,
    paper: randomUUID(),
    loosePaper: randomUUID(),
    resultFile: randomUUID(),
    resultCode: hasResult(facts) ? resultCodeOf(agency, number) : nothing.resultCode,
    resultHash: String(number).padStart(64, 'a'),
  };
  const document = (documentId: string, paperId: string, change: object = {}): Write =>
    putDeclared(
      Document.parse({
        v: 1,
        documentId,
        dossierId: id,
        ...declaration(paperId),
        declaredAt: ago(0),
        examinedAt: ago(0),
        objectVersion: 'version-1',
        filed: status !== 'draft',
        state: 'accepted',
        ...change,
      }),
      access,
    );
  const [first, ...others] = [
    ...procedure.papers.filter(({ required }) => required).map((paper) => paper.id),
    ...(way === 'by a proxy' ? ['authorisation'] : []),
  ];
  const papers = [
    document(thing.paper, first ?? ''),
    document(thing.loosePaper, first ?? '', { filed: false }),
    ...others.map((paperId) => document(randomUUID(), paperId)),
    ...(status === 'draft'
      ? []
      : [document(thing.resultFile, 'result', { purpose: 'result', filed: false })]),
  ];
  if (dossier.status === 'draft')
    return { thing, writes: [...putDossier({ ...dossier, form: undefined }, dossier), ...papers] };
  const { after, writes } = recorded(
    { ...draft, version: dossier.version - 1 },
    [
      { after: dossier, told: { name: 'dossier.submitted' } },
      ...(isReceived ? [{ after: dossier, told: { name: 'dossier.received' } } as const] : []),
    ],
    {
      at: new Date(now.getTime() - 2 * DAY),
      actor: draft.changedBy,
      newId: randomUUID,
      correlationId: 'world-0001',
    },
  );
  const parts = <Part>(
    is: boolean | undefined,
    schema: z.ZodType<Part>,
    part: object,
    put: (part: Part) => Write,
  ) => (is ? [put(schema.parse({ v: 1, number: 1, ...part }))] : []);
  return {
    thing,
    writes: [
      ...writes,
      ...papers,
      putCode(receiptFor(after, [], secret)),
      ...(['sms', 'push'] as const).map((channel) =>
        putAnnouncement(
          { subject: id, sequence: 1 },
          { v: 1, channel, event: 'dossier.submitted', state: 'sent', at: ago(1) },
        ),
      ),
      ...(way === 'by a proxy' ? [putProxyEntry(after, PROXY)] : []),
      ...parts(
        asked !== undefined,
        Consultation,
        {
          consulted: ASKED,
          question: 'Có ý kiến gì không?',
          askedAt: ago(1),
          askedBy: officer,
          deadline: day(9),
          ...(asked === 'now'
            ? { state: 'open' }
            : { state: 'answered', opinion: 'agrees', answer: 'Thống nhất', endedAt: ago(0) }),
        },
        (one) => putConsultation(id, one, access),
      ),
      ...parts(
        stage !== undefined,
        Proposal,
        {
          outcome,
          appraisal: 'Hồ sơ đủ điều kiện',
          proposedAt: ago(1),
          proposedBy: officer,
          ...(stage === 'approved' && { verdict: 'approved', judgedAt: ago(0) }),
        },
        (one) => putProposal(id, one, access),
      ),
      ...parts(
        status === 'supplementRequested',
        Supplement,
        {
          requestedAt: ago(1),
          requestedBy: officer,
          reason: 'Số điện thoại không liên lạc được',
          items: [{ id: '/applicant/phone', name: 'Số điện thoại', field: '/applicant/phone' }],
          deadline: after.supplementUntil,
        },
        (one) => putSupplement(id, one, access),
      ),
      ...parts(
        status === 'paymentRequested' || feesToCollect,
        Payment,
        {
          amountVnd: 200_000,
          deadline: after.paymentUntil ?? day(20),
          requestedAt: ago(1),
          requestedBy: officer,
          state: feesToCollect ? 'toBeCollected' : 'open',
        },
        (one) => putPayment(id, one, access),
      ),
      ...parts(
        status !== 'submitted',
        Attempt,
        {
          version: 1,
          payment: 1,
          provider: 'dvcqg',
          reference: PAID_ONLINE,
          amountVnd: 200_000,
          startedAt: ago(1),
          expiresAt: ago(1),
          state: 'paid',
          became: 'refund',
          difference: { kind: 'missing-there', moved: 'payment', ourVnd: 200_000, day: day(-1) },
          said: [],
        },
        (one) => putAttempt(id, one),
      ),
      ...parts(
        status !== 'submitted',
        Refund,
        {
          attempt: 1,
          provider: 'dvcqg',
          reference: PAID_ONLINE,
          amountVnd: 200_000,
          reason: 'came-late',
          state: 'refused',
          owedAt: ago(1),
          endedAt: ago(1),
          tries: 1,
        },
        (one) => putRefund(id, one),
      ),
      putFeeReceipt(
        FeeReceipt.parse({
          v: 1,
          code: FEE_RECEIPT,
          ...numberedInSeries(FEE_RECEIPT),
          form: '01BLP0-001',
          symbol: 'AA-20E',
          dossierId: id,
          dossierCode: code,
          procedure: after.procedure,
          payment: 1,
          payer: { name: 'Trần Thị Hòa', address: 'Số 5 đường Lê Lợi', number: '035190001234' },
          lines: [],
          amountVnd: 200_000,
          issuedAt: ago(1),
          issuedBy: officer,
        }),
      ),
      ...parts(
        true,
        Feedback,
        {
          dossierId: id,
          dossierCode: code,
          agency,
          kind: 'complaint',
          state: 'received',
          words: 'Chờ đã lâu mà chưa được trả lời',
          sentAt: ago(1),
          sentBy: draft.changedBy,
          deadline: day(9),
        },
        putFeedback,
      ),
      ...(after.shipments > 0
        ? [
            putShipment(
              id,
              { ...intendedShipment(code, 1, ago(0)), status: 'REQUESTED', itemCode: ITEM_CODE },
              access,
            ),
          ]
        : []),
      ...(hasResult(facts)
        ? [
            putResult(
              aResult({
                code: thing.resultCode,
                agency,
                number,
                dossierId: id,
                dossierCode: code,
                documentId: thing.resultFile,
                sha256: thing.resultHash,
                releasedAt: isReleased(facts) ? ago(0) : undefined,
              }),
              access,
            ),
          ]
        : []),
    ],
  };
}

function fail(error: Error): never {
  throw error;
}

/** The copy of their own data for which each applicant asked the day before yesterday. */
const copies = (now: Date): readonly (Key & Item)[] =>
  people.flatMap(({ account, claims }) => {
    if (!account || !claims?.sub) return [];
    const caller = { kind: 'applicant', subject: claims.sub, accountType: 'citizen', name: account } as const;
    const asked = { id: randomUUID(), at: new Date(now.getTime() - 2 * DAY) };
    const write = putRequestedExport(requestedExport(caller, undefined, asked));
    return 'put' in write ? [write.put] : [];
  });

/** The list for which each officer asked the day before yesterday. */
const extracts = (now: Date): readonly (Key & Item)[] =>
  people.flatMap(({ kind, agency, claims }) => {
    if (!['desk', 'head', 'control'].includes(kind) || !agency || !claims?.sub) return [];
    const day = localDateOf(now);
    const asked = { figure: 'received', from: day, to: day, format: 'csv' } as const;
    const occasion = { id: randomUUID(), at: new Date(now.getTime() - 2 * DAY) };
    const write = putRequestedExtract(requestedExtract(claims.sub, agency, asked, occasion));
    return 'put' in write ? [write.put] : [];
  });

/** A drawer that holds 200,000 đồng, and the same sum of another, closed. */
function cash(at: Instant): readonly Write[] {
  const agency = agencies.justice;
  const movements = { [`IN#2021-01-04#${FEE_RECEIPT}`]: 200_000 };
  const drawer = {
    ...drawerKey(agency, CASHIER.subject),
    v: 1,
    cashier: CASHIER,
    version: 1,
    sumVnd: 200_000,
  };
  const gone = { subject: 'cb-1', name: 'Cán bộ' };
  const closing = {
    v: 1,
    agency,
    day: '2021-01-04' as LocalDate,
    number: 1,
    cashier: gone,
    movements,
    notes: [{ noteVnd: 200_000, count: 1 }],
    closedAt: at,
    closedBy: gone,
  } as const;
  return [
    { put: { ...drawer, ...movements } },
    ...putClosing(
      { agency, cashier: gone, version: 1, movements: [] },
      { ...closing, notes: [...closing.notes] },
    ),
  ];
}

/** The catalogue, the calendar, cash, who signs, who will be away, copies of data, a hand-over record without an item, a list of what is to be destroyed, and what is due for one. */
function common(chain: readonly string[], now: Date): readonly (Key & Item)[] {
  const madeAt = toInstant(now);
  const made = { v: 1, version: 1, since: '2020-01-01' as LocalDate, madeAt, reason: 'Nhập lịch' } as const;
  const absence = (
    subject: string,
    role: 'deskOfficer' | 'caseOfficer' | 'agencyLeader',
    agency: string,
    until: LocalDate,
  ) =>
    putAbsence({
      v: 1,
      officer: { subject, name: 'Cán bộ' },
      role,
      agency,
      cover: { subject: 'cb-cover', name: 'Trịnh Thu Trang' },
      from: until,
      until,
      recordedAt: madeAt,
    });
  const signer = { v: 1, agency: agencies.justice, kind: 'kms', keyId: 'key', importedAt: madeAt } as const;
  const away = Object.values(agencies).flatMap((agency) =>
    (['desk', 'officer', 'head'] as const).map((kind) => officerActor(kind, agency)),
  );
  const { after: awaiting } = chosen(
    undefined,
    { ...unchosen, addresses: [AWAITED.address] },
    { at: now, newId: randomUUID, newSecret: () => AWAITED.code },
  );
  const told = people.flatMap(({ claims }) => {
    const who = claims?.LoaiTaiKhoan ? callerFrom(claims, caller) : undefined;
    return who?.kind === 'applicant' ? putPreferences(who, undefined, awaiting) : [];
  });
  return [
    ...told.flatMap((write) => ('put' in write ? [write.put] : [])),
    ...catalogue.map(procedureItem),
    ...listingItems(catalogue),
    ...copies(now),
    ...extracts(now),
    ...Object.values(
      calendarItems({ ...made, madeBy: { kind: 'system', worker: 'import-calendar' } }, seededYears()),
    ),
    ...[agencies.justice, agencies.zones].map((agency) => ({
      ...signerKey(agency),
      ...({ ...signer, agency, chain: [...chain] } satisfies z.input<typeof SignerEntry>),
    })),
    ...[
      ...cash(madeAt),
      putOpened({
        v: 1,
        version: 1,
        agency: agencies.justice,
        year: 2099,
        number: 1,
        state: 'open',
        direction: 'outbound',
        lines: [],
        arrivals: [],
        openedAt: madeAt,
        openedBy: { subject: 'cb-1', name: 'Cán bộ' },
      }),
      ...listPut(aList),
      ...closedLongAgo(idOf(99_999_999)),
      putCredit(creditOf({ transaction: OPEN_TRANSFER, amountVnd: 200_000, content: 'Nộp tiền' }, now)),
    ].flatMap((write) => ('put' in write ? [write.put] : [])),
    ...away
      .flatMap((actor) => {
        if (actor.kind !== 'officer') return [];
        const role = actor.role as 'deskOfficer';
        const long = actor.subject === people.find(({ name }) => name === WHO_IS_AWAY_LONGER)?.claims?.sub;
        return [
          absence(actor.subject, role, actor.agency, AWAY_UNTIL),
          ...(long ? [absence(actor.subject, role, actor.agency, ONE_IS_AWAY_UNTIL)] : []),
        ];
      })
      .flatMap((write) => ('put' in write ? [write.put] : [])),
  ];
}

/** A province in which every dossier that may be there is there. @param chain certificates of who signs */
export function everything(chain: readonly string[], now: Date) {
  const all = everyFacts.map((facts, place) => written(facts, place + 1, now));
  const items = all.flatMap(({ writes }) => writes).flatMap((write) => ('put' in write ? [write.put] : []));
  return { things: all.map(({ thing }) => thing), items: [...common(chain, now), ...items] };
}
