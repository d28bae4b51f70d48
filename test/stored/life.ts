import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import * as z from 'zod';
import { handler as changeSubscription } from '../../functions/feed/change-subscription.ts';
import { handler as listEvents } from '../../functions/feed/list-events.ts';
import { handler as testSubscription } from '../../functions/feed/test-subscription.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { handler as readReceipt } from '../../functions/filing/read-receipt.ts';
import { handler as notifyApplicant } from '../../functions/notification/notify-applicant.ts';
import { handler as sendDigests } from '../../functions/notification/send-digests.ts';
import { handler as closeDrawer } from '../../functions/paying/close-drawer.ts';
import { handler as endFeeReceipt } from '../../functions/paying/end-fee-receipt.ts';
import { handler as takeOverCash } from '../../functions/paying/take-over-cash.ts';
import { handler as receivePortalFiling } from '../../functions/portal/receive-portal-filing.ts';
import { handler as changeHandOver } from '../../functions/postal/change-hand-over.ts';
import { handler as openHandOver } from '../../functions/postal/open-hand-over.ts';
import { handler as changeHold } from '../../functions/retention/change-hold.ts';
import { handler as projectEvents } from '../../functions/statistics/project-events.ts';
import { instantOf, localDateOf, systemNow, toInstant, withVietnamOffset } from '../../shared/clock.ts';
import { addWorkingDays } from '../../shared/deadline/calendar.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import type { Verdict } from '../../shared/document/examination.ts';
import { events } from '../../shared/dossier/events.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { readLog } from '../../shared/event/outbox.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { api } from '../../shared/operations.ts';
import { chosenTransfer } from '../../shared/paying/choosing.ts';
import { heardCredit } from '../../shared/paying/crediting.ts';
import { countedEvents } from '../../shared/statistics/fact.ts';
import { EVENT_PREFIX } from '../../shared/table/keys.ts';
import { commit } from '../../shared/table/transaction.ts';
import { type Answered, call, lambdaContext } from '../support/call.ts';
import { hoa as citizen, declaration, desk, form, settleDocument } from '../support/filing.ts';
import { batchOf } from '../support/kept-dossier.ts';
import { type KeptCall, type SaidCall, send } from './calls.ts';
import { openClosing, openHandOver as openHandOverSheet, openSheets } from './sheets.ts';
import type { World } from './world.ts';

type Claims = Readonly<Record<string, string>>;

/** Cô Hoa, whose number the identity provider vouches for: what comes in on paper for her is hers by it. */
export const hoa: Claims = { ...citizen, SoDinhDanh: '035190001234' };

/** What the criminal record certificate asks for. */
const papers = [
  { paperId: 'application-form', originals: 1, copies: 0 },
  { paperId: 'identity-copy', originals: 0, copies: 1 },
];

/** Lets hours pass. */
export const pass = (hours: number): void => {
  vi.setSystemTime(Date.now() + hours * 3_600_000);
};

const Shown = z.object({ shipments: z.array(z.object({ reference: z.string(), itemCode: z.string() })) });

/** A dossier for cô Hoa as its people move it, through the functions; each call takes ten minutes. */
export class Life {
  dossierId = '';
  /** Who sees it as its owner. */
  filer = hoa;
  lastCall: KeptCall | undefined;
  receipt: { readonly code: string; readonly trackingSecret: string } | undefined;
  readonly #name: string;
  readonly #world: World;
  #calls = 0;

  constructor(name: string, world: World) {
    this.#name = name;
    this.#world = world;
  }

  async draft(procedureCode = '2.000488', asProxy?: true): Promise<void> {
    const body = { procedureCode, asProxy };
    this.dossierId = (await this.#say({ operation: 'createDraft', claims: this.filer, body })).body.id;
  }

  /** A draft whose papers the post is to collect the next morning. */
  async bookCollection(): Promise<void> {
    const body = { procedureCode: '2.000488', channel: 'post' };
    this.dossierId = (await this.#say({ operation: 'createDraft', claims: hoa, body })).body.id;
    await this.fill();
    await this.bookPost(papers);
  }

  /** That the post is to collect these papers the next morning. */
  async bookPost(papers: readonly object[]): Promise<void> {
    const { fullName: name, phone, address } = form.applicant;
    const day = addWorkingDays(localDateOf(systemNow()), 1, civilServiceCalendar());
    const booking = { sender: { name, phone, address }, window: { day, part: 'morning' }, papers };
    await this.#say({ operation: 'bookConsignment', claims: hoa, body: booking });
  }

  /** What the post reports of it. */
  async reportCollection(status: string, more: object = {}): Promise<void> {
    const { reference, itemCode } = (await this.read()).body.consignments[0];
    const occurredAt = withVietnamOffset(toInstant(systemNow()));
    await this.#say({
      operation: 'receivePostalCallback',
      body: { eventId: this.#nextKey(), reference, itemCode, occurredAt, status, ...more },
    });
  }

  /** What the post brings of it, by a record that both sign. */
  async handIn(carrier: object, papers: readonly object[]): Promise<void> {
    const { dossierId } = this;
    const count = { action: 'count', dossierId, papers, sealIntact: true };
    await this.#sign({ direction: 'inbound', dossierIds: [dossierId] }, [
      count,
      { action: 'sign' },
      { action: 'countersign', carrier },
    ]);
  }

  /** Its papers, handed in; then the desk receives them. */
  async takeOver(carrier: object): Promise<void> {
    await this.handIn(carrier, papers);
    this.filer = desk;
    const said = { operation: 'receiveIntake', claims: desk, body: { papers } } as const;
    this.receipt = (await this.#say(said)).body.receipt;
    this.filer = hoa;
  }

  /** What was filed at the national portal, which hands it on. */
  async filedAtPortal(portal: World['portal']): Promise<void> {
    const files = ['application-form', 'identity-copy'].map((paperId) => ({
      paperId,
      name: 'Tờ khai.pdf',
      contentType: 'application/pdf',
      bytes: Buffer.from(paperId),
    }));
    portal.takeIn({ portalCode: this.#name, procedureCode: '2.000488', form, files });
    const { body: rawBody, headers } = portal.handedOn(this.#name);
    const answer = await call(api.receivePortalFiling, receivePortalFiling, { rawBody, headers });
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    this.dossierId = answer.body.dossierId;
  }

  /** All that is declared is examined, and found clean. */
  async settleAll(): Promise<void> {
    for (const { documentId } of (await this.read()).body.documents)
      await settleDocument(this.dossierId, documentId, 'accepted', systemNow());
  }

  /** The system of its agency reads the feed, tries its queue, and has it suspended. */
  async lookAfterSubscription(): Promise<void> {
    const claims = { ...desk, VaiTro: 'he-thong' };
    const params = { agency: 'H25.03' };
    await call(api.listEvents, listEvents, { claims, params, query: { limit: '100' } });
    await call(api.testSubscription, testSubscription, { claims, params, key: `${this.#name}-test` });
    const key = `${this.#name}-suspend`;
    await call(api.changeSubscription, changeSubscription, {
      claims,
      params,
      key,
      body: { action: 'suspend' },
    });
  }

  /** Its agency is written to at seven, so many working days from today. */
  async tellInTheMorningOf(days: number): Promise<void> {
    const day = addWorkingDays(localDateOf(systemNow()), days, civilServiceCalendar());
    vi.setSystemTime(instantOf(day, '07:00'));
    await sendDigests();
  }

  /** Its owner looks the receipt up of what was submitted elsewhere. */
  async readReceipt(): Promise<void> {
    const params = { dossierId: this.dossierId };
    this.receipt = (await call(api.readReceipt, readReceipt, { claims: hoa, params })).body;
  }

  /** What comes in on paper, at this desk. */
  async open(desk: Claims, channel: 'desk' | 'post'): Promise<void> {
    const body = { procedureCode: '2.000488', channel };
    this.filer = desk;
    this.dossierId = (await this.#say({ operation: 'openIntake', claims: desk, body })).body.id;
  }

  /** @param more than the papers of the criminal record certificate */
  async takeIn(more: object): Promise<void> {
    const papers = [
      { paperId: 'application-form', originals: 1, copies: 0 },
      { paperId: 'identity-copy', originals: 0, copies: 1 },
      { paperId: 'authorisation', originals: 1, copies: 0 },
    ];
    const said = { operation: 'receiveIntake', claims: this.filer, body: { papers, ...more } } as const;
    this.receipt = (await this.#say(said)).body.receipt;
    this.filer = hoa;
  }

  async fill(change: object = {}): Promise<void> {
    await this.#say({ operation: 'fillForm', claims: this.filer, body: { ...form, ...change } });
  }

  /** @param verdict what its examination comes to, where there is one */
  async declare(paperId: string, verdict?: Verdict): Promise<void> {
    const said = { operation: 'declareDocument', claims: this.filer, body: declaration(paperId) } as const;
    const { body } = await this.#say(said);
    if (verdict) await settleDocument(this.dossierId, body.document.documentId, verdict, systemNow());
  }

  /** A dossier with its form and papers, submitted. */
  async file(change: object = {}, procedureCode?: string): Promise<void> {
    await this.draft(procedureCode);
    await this.fill(change);
    await this.declare('application-form', 'accepted');
    await this.declare('identity-copy', 'accepted');
    await this.#submit();
  }

  /** The same, filed for cô Hoa by somebody whom she authorised. */
  async fileThrough(proxy: Claims): Promise<void> {
    this.filer = proxy;
    await this.draft(undefined, true);
    await this.fill();
    for (const paperId of ['application-form', 'identity-copy', 'authorisation'])
      await this.declare(paperId, 'accepted');
    await this.#submit();
    this.filer = hoa;
  }

  async #submit(): Promise<void> {
    const { body } = await this.#say({ operation: 'submitDossier', claims: this.filer });
    this.receipt = body.receipt;
  }

  /** A file of its agency, examined and signed. @param replaces what it takes the place of @returns the code of the result */
  async sign(officer: Claims, replaces?: object): Promise<string> {
    const { paperId: _, contentType: __, ...file } = declaration('result');
    const declared = await this.#say({ operation: 'declareResult', claims: officer, body: file });
    const { documentId } = declared.body.document;
    await settleDocument(this.dossierId, documentId, 'accepted', systemNow());
    const abstract = 'Phiếu lý lịch tư pháp số 1';
    const body = { documentId, abstract, ...(replaces && { replaces }) };
    return (await this.#say({ operation: 'signResult', claims: officer, body })).body.results.at(-1).code;
  }

  /** Uses an earlier result as a paper. */
  async reuse(resultCode: string): Promise<void> {
    const body = { paperId: 'identity-copy', resultCode, consentVersion: 1 };
    await this.#say({ operation: 'reuseResult', claims: hoa, body });
  }

  /** Feedback of its owner. */
  async complain(words: string): Promise<void> {
    await this.#say({ operation: 'sendFeedback', claims: hoa, body: { kind: 'complaint', words } });
  }

  /** The answer to the first feedback. */
  async answerComplaint(claims: Claims, words: string): Promise<void> {
    await this.#say({ operation: 'answerFeedback', claims, params: { number: '1' }, body: { words } });
  }

  /** Its owner asks that a field of the form say something else. */
  async askToCorrect(field: string, value: string): Promise<void> {
    const body = { kind: 'correction', words: 'Tờ khai ghi nhầm.', correction: { field, value } };
    await this.#say({ operation: 'sendFeedback', claims: hoa, body });
  }

  /** The answer to that. */
  async answerCorrection(claims: Claims, verdict: string): Promise<void> {
    const body = { words: 'Đã đối chiếu với giấy tờ.', verdict };
    await this.#say({ operation: 'answerFeedback', claims, params: { number: '1' }, body });
  }

  async rate(rating: object): Promise<void> {
    await this.#say({ operation: 'rateDossier', claims: hoa, body: rating });
  }

  async rateWithReceipt(grade: string): Promise<void> {
    const { code, trackingSecret: secret } = this.receipt ?? {};
    await this.#say({ operation: 'rateByReceipt', body: { code, secret, grade } });
  }

  async act(claims: Claims, action: string, input: object = {}): Promise<void> {
    await this.#say({ operation: 'applyTransition', claims, body: { action, ...input } });
  }

  /** An agency that is asked answers. */
  async answer(claims: Claims): Promise<void> {
    const body = { opinion: 'agrees', answer: 'Thống nhất với phương án', letter: '45/STNMT' };
    await this.#say({ operation: 'answerConsultation', claims, body });
  }

  /** An officer will be away, and another covers. */
  async absent(claims: Claims): Promise<void> {
    const cover = { subject: 'cb-cover', name: 'Trịnh Thu Trang' };
    await this.#say({
      operation: 'recordAbsence',
      claims,
      body: { from: '2021-12-01', until: '2021-12-03', cover },
    });
  }

  /** Its shipment as the post reports it. */
  async report(status: string, more: object = {}): Promise<void> {
    const [shipment] = Shown.parse((await this.read()).body).shipments;
    const occurredAt = withVietnamOffset(toInstant(systemNow()));
    await this.#say({
      operation: 'receivePostalCallback',
      body: { eventId: this.#nextKey(), ...shipment, occurredAt, status, ...more },
    });
  }

  /** Its payer goes to VNPAY. @returns the reference of the payment there */
  async startPayment(): Promise<string> {
    const said = { operation: 'startPayment', claims: hoa, body: { provider: 'vnpay' } } as const;
    const url = new URL((await this.#say(said)).body.url);
    await fetch(url);
    return url.searchParams.get('vnp_TxnRef') ?? '';
  }

  /** Its payer chooses to transfer what is asked for, and does; the bank tells of it. @param words what the payer writes besides */
  async transfer(words: string): Promise<void> {
    const at = systemNow();
    const { payment, reference, writes } = await chosenTransfer(await loadFiledFile(this.dossierId), at);
    await commit(writes);
    const transaction = `FT${this.dossierId.slice(0, 8)}`;
    const said = { transaction, amountVnd: payment.amountVnd, content: `${words} ${reference}` };
    const actor = { kind: 'partner', partner: 'bank' } as const;
    await commit(await heardCredit(said, { at, actor, newId: randomUUID, correlationId: 'bank' }));
  }

  /** Its shipment, by a record that both sign. */
  handOver(carrier: object): Promise<void> {
    return this.#sign({ dossierIds: [this.dossierId] }, [
      { action: 'sign' },
      { action: 'countersign', carrier },
    ]);
  }

  /** A record, from its opening to the second signature, and its paper. */
  async #sign(opening: object, changes: readonly object[]): Promise<void> {
    const said = { claims: desk, key: `${this.#nextKey()}-record` };
    const opened = await call(api.openHandOver, openHandOver, { ...said, body: opening });
    const { record } = opened.body;
    for (const [place, body] of changes.entries()) {
      const { status } = await call(api.changeHandOver, changeHandOver, {
        ...said,
        key: `${said.key}-${place}`,
        params: { record },
        etag: `"${place + 1}"`,
        body,
      });
      if (status >= 300) throw new Error(`${record} was not handed over: ${status}`);
    }
    await openHandOverSheet(record);
  }

  /** The desk has taken two hundred thousand đồng, closes its drawer, and the leader takes the money over. */
  async closeDrawer(leader: Claims): Promise<void> {
    const body = { version: 1, notes: [{ noteVnd: 200_000, count: 1 }] };
    const closed = await call(api.closeDrawer, closeDrawer, { claims: desk, key: this.#nextKey(), body });
    const { code } = closed.body;
    await openClosing(code);
    const said = { claims: leader, key: this.#nextKey(), params: { closing: code } };
    await call(api.takeOverCash, takeOverCash, { ...said, body: { receivedVnd: 200_000 } });
  }

  /** The desk gives its fee back, and cancels the receipt. */
  async cancelReceipt(reason: string): Promise<void> {
    const [receipt] = await loadFeeReceipts(this.dossierId);
    const params = { dossierId: this.dossierId, receiptCode: receipt?.code ?? '' };
    const body = { as: 'cancelled', reason, document: 'Phiếu chi 0045/2021' };
    const said = { claims: desk, params, key: this.#nextKey(), body };
    const { status } = await call(api.endFeeReceipt, endFeeReceipt, said);
    if (status >= 300) throw new Error(`its receipt is not cancelled: ${status}`);
  }

  /** It is not to be destroyed. */
  async hold(officer: Claims, reason: string): Promise<void> {
    const params = { dossierId: this.dossierId };
    const body = { action: 'place', reason };
    const { status } = await call(api.changeHold, changeHold, {
      claims: officer,
      params,
      key: this.#nextKey(),
      body,
    });
    if (status >= 300) throw new Error(`it is not held: ${status}`);
  }

  /** What its owner asks of the post. */
  async wish(body: object): Promise<void> {
    await this.#say({ operation: 'changeDelivery', claims: hoa, body });
  }

  read(claims = this.filer): Promise<Answered> {
    return call(api.readDossier, readDossier, { claims, params: { dossierId: this.dossierId } });
  }

  /** Its sheets as the applicant opens them, and the register of the day as the desk does. */
  async openSheets(...sheets: readonly string[]): Promise<void> {
    const opened = await openSheets(this.dossierId, localDateOf(systemNow()), sheets);
    for (const { status, body } of opened) if (status >= 300) throw new Error(JSON.stringify(body));
  }

  /** Brings its newest event to the worker that writes to the applicant. */
  async tell(): Promise<void> {
    const items = await this.#world.items();
    const log = items.filter(({ SK }) => String(SK).startsWith(EVENT_PREFIX));
    const event = readLog(log).at(-1);
    await notifyApplicant(batchOf(events.parse(event)), lambdaContext);
  }

  /** Brings all its events to the worker that counts them. */
  async count(): Promise<void> {
    const items = await this.#world.items();
    const logged = items.filter(({ SK }) => String(SK).startsWith(EVENT_PREFIX));
    const counted = readLog(logged)
      .map((event) => events.parse(event))
      .filter(({ name }) => countedEvents.some((one) => one === name));
    await projectEvents(batchOf(...counted), lambdaContext);
  }

  /** Idempotency-Key of the next call; of a report of the post, its id. */
  #nextKey(): string {
    return `${this.#name}-${this.#calls + 1}`;
  }

  async #say(call: Pick<SaidCall, 'operation' | 'claims' | 'params' | 'body'>): Promise<Answered> {
    pass(1 / 6);
    const begun = this.dossierId !== '';
    const said = {
      ...call,
      key: this.#nextKey(),
      ...(begun && {
        params: { dossierId: this.dossierId, ...call.params },
        etag: (await this.read()).headers.etag,
      }),
    };
    const answer = await send(said);
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    this.#calls += 1;
    this.lastCall = { ...said, answer: { status: answer.status, etag: answer.headers.etag } };
    return answer;
  }
}
