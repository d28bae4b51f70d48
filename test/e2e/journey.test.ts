import { createHash, randomUUID } from 'node:crypto';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { behave, decide, transfer } from '../../infra/demo/bank.ts';
import { aPdf } from '../../infra/demo/files.ts';
import { emailsAbout } from '../../infra/demo/inbox.ts';
import { declarationOf, examined, sendPaper } from '../../infra/demo/papers.ts';
import { signIn } from '../../infra/demo/sign-in.ts';
import { until } from '../../infra/demo/until.ts';
import { queueAt } from '../../infra/department/queue.ts';
import { listProcedures, readProcedure } from '../../shared/catalogue/contracts.ts';
import { upload } from '../../shared/client/upload.ts';
import { LocalDate, localDateOf, systemNow } from '../../shared/clock.ts';
import { addWorkingDays } from '../../shared/deadline/calendar.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import type { Act } from '../../shared/dossier/act.ts';
import type { CloudEvent } from '../../shared/dossier/events.ts';
import { FedEvent } from '../../shared/feed/event.ts';
import { TEST_TYPE } from '../../shared/feed/test-event.ts';
import { api } from '../../shared/operations.ts';
import type { ProviderId } from '../../shared/payment/attempt.ts';
import { ExportData } from '../../shared/rights/export-data.ts';
import {
  deskForm,
  draftWithForm,
  etagFor,
  papers,
  postForm,
  readyDraft,
  submit,
  submitted,
  take,
} from '../support/e2e-filing.ts';
import { type Motcua, startForTest } from '../support/motcua.ts';
import { seen } from '../support/sheets.ts';
import { pdfsig, verifiersAreThere } from '../support/signatures.ts';
import { unusedGrants } from '../support/unused-grants.ts';

let motcua: Motcua;
beforeAll(async () => {
  motcua = await startForTest(5800);
}, 120_000);
afterAll(() => motcua?.stop(), 30_000);

/** A department is known to AWS by its account alone. */
const DEPARTMENT_ACCOUNT = /^\d{12}$/;

const inADay = 86_400_000;
const localDayIn = (days: number): string =>
  new Date(Date.now() + days * inADay + 7 * 3_600_000).toISOString().slice(0, 10);

const story = (events: readonly CloudEvent[]) => events.map(({ sequence, name }) => `${sequence} ${name}`);

/** Subjects of the e-mails about a dossier without its code, once there are so many. */
const subjects = (code: string, count: number): Promise<readonly string[]> =>
  until(`${count} e-mails about ${code}`, async () => {
    const emails = await emailsAbout(motcua.inboxUrl, code);
    return emails.length >= count
      ? emails.map(({ subject }) => subject.replace(`[${code}] `, ''))
      : undefined;
  });

const orderOf = (code: string) =>
  until(`a postal order for ${code}`, () =>
    motcua.postal.orders().find(({ dossierCode }) => dossierCode === code),
  );

const track = (code: string, secret: string) =>
  motcua.client.call(api.trackDossier, { body: { code, secret } });

/** The stand of a mother tree, the one dossier here that is due in more than a month: a change of its last day moves no other. */
const motherTree: { dossierId: string; dueAt: string } = { dossierId: '', dueAt: '' };

const control = async () => ({ token: await motcua.as('vpub.kiem-soat') });

describe('a deadline', () => {
  it('is explained day by day to the owner, and the last line is the due date', async () => {
    const { client, as } = motcua;
    const dossierId = await draftWithForm(motcua, 'lan', { ...deskForm, answers: {} }, '1.008003');
    const token = await as('lan');
    for (const paperId of ['application-form', 'mother-tree-report'])
      await sendPaper(client, token, dossierId, paperId, papers['application-form']);
    await submit(motcua, dossierId, 'lan');
    await take(motcua, 'snn.mot-cua', dossierId, { action: 'receive' });
    const { body } = await client.call(api.readDeadline, { token, params: { dossierId } });
    expect(body).toMatchObject({ standing: 'inTime', calendarVersion: 1 });
    expect(body.left?.workingDays).toBeGreaterThanOrEqual(24);
    const last = body.explanation.at(-1);
    expect(last).toMatchObject({ kind: 'due', at: body.dueAt });
    expect(body.explanation.filter((line) => line.kind === 'day' && line.nth !== undefined)).toHaveLength(25);
    Object.assign(motherTree, { dossierId, dueAt: body.dueAt });
  }, 30_000);

  it('moves with the calendar: the control of procedures sees by how much, and lets it', async () => {
    const { client } = motcua;
    const { dossierId, dueAt } = motherTree;
    const day = dueAt.slice(0, 10) as LocalDate;
    const body = {
      reason: 'Nghỉ phòng chống bão số 9',
      days: [
        {
          date: day,
          kind: 'HOLIDAY' as const,
          name: 'Nghỉ phòng chống bão số 9',
          legalBasis: 'Công điện 15/CĐ-UBND',
        },
      ],
      years: [],
      withdrawn: [],
    };
    const moves = [];
    let cursor: string | undefined;
    do {
      const query: Record<string, string> = cursor ? { cursor } : {};
      const page = await client.call(api.previewCalendar, { ...(await control()), query, body });
      moves.push(...page.body.items);
      cursor = page.body.nextCursor;
    } while (cursor);
    expect(moves).toMatchObject([{ dossierId, agency: 'H25.07', dueAt }]);
    expect(moves[0]?.days).toBeGreaterThan(0);
    const { etag } = await client.call(api.readCalendar, await control());
    const made = await client.call(api.changeCalendar, { ...(await control()), etag, body });
    expect(made.body).toMatchObject({ version: 2, since: day, madeBy: { name: 'Lê Thị Thanh Bình' } });
  }, 30_000);
});

describe('a criminal record certificate to be returned by post', () => {
  it('goes from the search in the catalogue to the doorstep, and everybody learns of it in order', async () => {
    const { client, as } = motcua;
    const found = await client.call(listProcedures, { query: { text: 'ly lich tu phap', agency: 'H25.03' } });
    expect(found.body.items.map(({ code }) => code)).toContain('2.000488');
    const procedure = await client.call(readProcedure, { params: { code: '2.000488' } });
    expect(procedure.body.papers.filter(({ required }) => required).map(({ id }) => id)).toEqual([
      'application-form',
      'identity-copy',
    ]);

    const token = await signIn(motcua.identityUrl, 'hoa');
    const draft = await client.call(api.createDraft, { token, body: { procedureCode: '2.000488' } });
    const dossierId = draft.body.id;
    const said = { token, params: { dossierId } };
    const filled = await client.call(api.fillForm, {
      ...said,
      etag: draft.etag,
      body: api.fillForm.body?.parse(postForm),
    });
    expect(filled.body.allowedActions).toEqual(['submit']);
    for (const [paperId, file] of Object.entries(papers))
      expect(await sendPaper(client, token, dossierId, paperId, file)).toMatchObject({ state: 'accepted' });

    const { etag } = await client.call(api.readDossier, said);
    const filing = await client.call(api.submitDossier, { ...said, etag });
    const { receipt, dossier } = filing.body;
    expect(dossier).toMatchObject({ status: 'submitted', nationalStatus: { code: 1 } });
    expect(dossier.documents.map(({ filed }) => filed)).toEqual([true, true]);
    expect(receipt.code).toMatch(/^H25\.03-\d{6}-0001$/);
    expect(receipt.documents.map(({ name, sizeBytes, sha256 }) => ({ name, sizeBytes, sha256 }))).toEqual([
      {
        name: 'Tờ khai lý lịch tư pháp.pdf',
        sizeBytes: 582,
        sha256: '4a086014f70945aa9385841f919cc387f06ec265f19aaedb1e0c4258539b1786',
      },
      {
        name: 'Căn cước công dân.png',
        sizeBytes: 4228,
        sha256: '8439f0493894ad37e6b50d51b3525ceb7bac41f097b741439cabb52ec938c15b',
      },
    ]);
    const { body: tracked } = await track(receipt.code, receipt.trackingSecret);
    expect(tracked).toMatchObject({
      code: receipt.code,
      status: { code: 1, name: { vi: 'Mới đăng ký', en: 'Newly registered' } },
      completionPercent: 10,
      next: { who: 'desk' },
      events: [{ text: { vi: 'Hồ sơ được nộp' } }],
    });
    // Nothing of it tells whose dossier it is.
    expect(JSON.stringify(tracked)).not.toMatch(/Hoa|0912|@/);

    const worklist = await client.call(api.listWorklist, {
      token: await as('stp.mot-cua'),
      query: { list: 'reception' },
    });
    expect(worklist.body.items).toMatchObject([
      { code: receipt.code, allowedActions: ['receive', 'refuse', 'requestSupplement'] },
    ]);
    const received = await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
    expect(received.dueAt).toMatch(/T17:00:00\+07:00$/);
    await take(motcua, 'stp.chuyen-vien', dossierId, { action: 'startProcessing' });
    await take(motcua, 'stp.lanh-dao', dossierId, { action: 'finish' });

    const order = await orderOf(receipt.code);
    expect(order).toMatchObject({
      reference: `${receipt.code}-T1`,
      receiver: { name: 'Nguyễn Thị Hoa', phone: '0912345678' },
      sender: { name: 'Sở Tư pháp' },
      codAmountVnd: 0,
    });
    expect(order.itemCode).toBe('EB202110106VN');
    await motcua.eventsWhen('H25.03', dossierId, 5);

    // The clerk who fetches it signs at the desk: it is handed over with all that stands in the record.
    const clerk = { token: await as('stp.mot-cua') };
    const opened = await client.call(api.openHandOver, { ...clerk, body: { dossierIds: [dossierId] } });
    const ofRecord = { ...clerk, params: { record: opened.body.record } };
    const sign = { ...ofRecord, etag: opened.etag, body: { action: 'sign' } as const };
    const signed = await client.call(api.changeHandOver, sign);
    const carrier = { name: 'Trần Văn Bình', card: 'VNP-0226-118', route: 'HNM-04' };
    const countersign = { action: 'countersign', carrier } as const;
    await client.call(api.changeHandOver, { ...ofRecord, etag: signed.etag, body: countersign });
    const record = await client.call(api.readHandOver, ofRecord);
    expect(record.body).toMatchObject({
      state: { code: 'closed' },
      lines: [{ dossierCode: receipt.code, itemCode: 'EB202110106VN' }],
      taker: carrier,
    });
    const paper = await client.call(api.openHandOverSheet, ofRecord);
    const printed = Buffer.from(await (await fetch(paper.body.url)).arrayBuffer());
    expect(createHash('sha256').update(printed).digest('hex')).toBe(paper.body.sha256);
    const { body: records } = await client.call(api.listHandOvers, clerk);
    expect(records.items).toMatchObject([{ record: record.body.record, totals: { items: 1 } }]);
    await motcua.postal.move(order.reference, 'OUT_FOR_DELIVERY');
    await motcua.postal.move(order.reference, 'DELIVERY_FAILED', { reason: 'receiverAbsent' });

    const wish = { body: { wish: 'deliverAgain' } as const };
    const atHome = await client.call(api.readDossier, said);
    const asked = await client.call(api.changeDelivery, { ...said, etag: atHome.etag, ...wish });
    expect(asked.body.shipments).toMatchObject([{ wish: { kind: 'deliverAgain' }, mayWish: [] }]);
    expect(await client.attempt(api.changeDelivery, { ...said, etag: asked.etag, ...wish })).toMatchObject({
      status: 409,
    });
    await until('the post to hear of it', async () =>
      (await orderOf(receipt.code)).redeliveries.length > 0 ? true : undefined,
    );
    await motcua.postal.move(order.reference, 'OUT_FOR_DELIVERY');
    await motcua.postal.move(order.reference, 'DELIVERED');

    const after = await client.call(api.readDossier, said);
    expect(after.body).toMatchObject({
      status: 'returned',
      nationalStatus: { code: 10 },
      allowedActions: [],
      shipments: [{ reference: order.reference, status: 'DELIVERED', attempts: 2 }],
    });
    expect((await track(receipt.code, receipt.trackingSecret)).body.completionPercent).toBe(100);

    const events = await motcua.eventsWhen('H25.03', dossierId, 12);
    expect(story(events)).toEqual([
      '1 dossier.submitted',
      '2 dossier.received',
      '3 dossier.processing-started',
      '4 dossier.done',
      '5 shipment.ordered',
      '6 shipment.moved',
      '7 shipment.moved',
      '8 shipment.moved',
      '9 shipment.instructed',
      '10 shipment.moved',
      '11 shipment.moved',
      '12 dossier.returned',
    ]);
    expect(events.at(-1)?.data).toMatchObject({ dossierCode: receipt.code, nationalStatus: 10 });
    expect(JSON.stringify(events)).not.toMatch(/Hoa|035190001234|0912345678|example\.vn/);
    expect(await motcua.eventsAt('H25.08', dossierId)).toEqual([]);

    expect(await subjects(receipt.code, 6)).toEqual([
      'Hồ sơ đã được gửi',
      'Hồ sơ đã được tiếp nhận',
      'Hồ sơ đã có kết quả',
      'Kết quả đã giao cho bưu điện',
      'Bưu điện phát chưa thành công',
      'Kết quả đã được phát',
    ]);
    const emails = await emailsAbout(motcua.inboxUrl, receipt.code);
    const failed = emails.at(4);
    expect(failed?.destination.to).toEqual(['hoa.nguyen@example.vn']);
    expect(failed?.body.text).toContain('lần 1 không thành công: không có người nhận');
    expect(failed?.body.html).toContain('<html lang="vi">');
    const [, link = ''] = /<a href="([^"]+)"/.exec(failed?.body.html ?? '') ?? [];
    expect(new URL(link).hash).toBe(`#${receipt.code}`);
    const page = await fetch(link);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('<form method="post" data-operation="/v1/tracking">');
    expect(motcua.postal.orders().filter(({ dossierCode }) => dossierCode === receipt.code)).toHaveLength(1);
  }, 60_000);
});

describe('a dossier with a supplement, to be returned at the desk', () => {
  it('asks the applicant once, starts the clock anew, and is handed over', async () => {
    const { client, as } = motcua;
    const token = await as('minh');
    const { dossierId, code } = await submitted(motcua, 'minh');
    await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
    await take(motcua, 'stp.chuyen-vien', dossierId, { action: 'startProcessing' });
    const request: Act = {
      action: 'requestSupplement',
      reason: 'Ảnh chụp căn cước công dân bị mờ',
      items: [{ name: 'Ảnh chụp rõ căn cước công dân', paperId: 'identity-copy' }],
      deadline: localDayIn(7),
    };
    const asked = await take(motcua, 'stp.chuyen-vien', dossierId, request);
    expect(asked).toMatchObject({ status: 'supplementRequested', nationalStatus: { code: 5 } });

    const said = { token, params: { dossierId } };
    const read = await client.call(api.readDossier, said);
    expect(read.body.allowedActions).toEqual(['answerSupplement', 'requestWithdrawal']);
    const answer = { ...said, etag: read.etag, body: { action: 'answerSupplement' } as const };
    const tooSoon = await client.attempt(api.applyTransition, answer);
    expect(tooSoon.body).toMatchObject({
      code: 'papers-incomplete',
      errors: [{ in: 'document', field: '/identity-copy', code: 'paper-missing' }],
    });
    await sendPaper(client, token, dossierId, 'identity-copy', {
      ...papers['identity-copy'],
      name: 'Căn cước công dân (rõ).png',
    });
    const { etag } = await client.call(api.readDossier, said);
    const answered = await client.call(api.applyTransition, { ...answer, etag });
    expect(answered.body).toMatchObject({ status: 'processing', nationalStatus: { code: 4 } });
    expect(answered.body.dueAt).toMatch(/T17:00:00\+07:00$/);
    expect(answered.body.documents.filter(({ filed }) => filed)).toHaveLength(3);

    const again = await client.call(api.previewSupplement, {
      token: await as('stp.chuyen-vien'),
      params: { dossierId },
      body: { deadline: localDayIn(7) },
    });
    expect(again.body).toMatchObject({
      round: { number: 2, agencyFault: true },
      ifAnswered: { on: localDayIn(7), clock: 'restarts' },
      furtherRound: { allowed: false },
    });

    await take(motcua, 'stp.chuyen-vien', dossierId, { action: 'finish' });
    const returned = await take(motcua, 'stp.mot-cua', dossierId, { action: 'returnResult' });
    expect(returned).toMatchObject({ status: 'returned', nationalStatus: { code: 10 } });

    expect(story(await motcua.eventsWhen('H25.03', dossierId, 7))).toEqual([
      '1 dossier.submitted',
      '2 dossier.received',
      '3 dossier.processing-started',
      '4 dossier.supplement-requested',
      '5 dossier.supplement-answered',
      '6 dossier.done',
      '7 dossier.returned',
    ]);
    expect(await subjects(code, 5)).toEqual([
      'Hồ sơ đã được gửi',
      'Hồ sơ đã được tiếp nhận',
      'Hồ sơ cần bổ sung',
      'Đã nhận giấy tờ bổ sung',
      'Hồ sơ đã có kết quả',
    ]);
    const [, , supplement] = await emailsAbout(motcua.inboxUrl, code);
    expect(supplement?.body.text).toContain(
      'Ảnh chụp rõ căn cước công dân. Lý do: Ảnh chụp căn cước công dân bị mờ.',
    );
    expect(motcua.postal.orders().some(({ dossierCode }) => dossierCode === code)).toBe(false);
  }, 60_000);

  it('may be supplemented before it is received, and is then new again', async () => {
    const { dossierId } = await submitted(motcua, 'minh');
    await take(motcua, 'stp.mot-cua', dossierId, {
      action: 'requestSupplement',
      reason: 'Thiếu chữ ký trên tờ khai',
      items: [{ name: 'Tờ khai có chữ ký' }],
      deadline: localDayIn(3),
    });
    const token = await motcua.as('minh');
    await sendPaper(motcua.client, token, dossierId, 'moi-1', papers['application-form']);
    const answered = await take(motcua, 'minh', dossierId, { action: 'answerSupplement' });
    expect(answered).toMatchObject({ status: 'submitted', nationalStatus: { code: 1 } });
    expect(answered.dueAt).toBeUndefined();
  }, 30_000);
});

describe('a dossier that takes longer', () => {
  it('is extended, and appointed anew by the leader, who apologises to the applicant', async () => {
    const { dossierId, code } = await submitted(motcua, 'minh');
    await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
    await take(motcua, 'stp.chuyen-vien', dossierId, { action: 'startProcessing' });
    const extended = await take(motcua, 'stp.lanh-dao', dossierId, {
      action: 'extend',
      reason: 'Phải xác minh nơi cư trú trước đây',
    });
    const [extension] = extended.appointments ?? [];
    expect(extension).toMatchObject({ kind: 'extension', dueAt: extended.dueAt });
    const reason = 'Chờ kết quả tra cứu của cơ quan khác';
    const newDate = localDayIn(45);
    const appointed = await take(motcua, 'stp.lanh-dao', dossierId, {
      action: 'reappoint',
      reason,
      newDate: newDate as LocalDate,
    });
    expect((appointed.dueAt ?? '').slice(0, 10) >= newDate).toBe(true);
    expect(appointed.allowedActions).not.toContain('reappoint');
    expect(await subjects(code, 4)).toEqual([
      'Hồ sơ đã được gửi',
      'Hồ sơ đã được tiếp nhận',
      'Gia hạn thời gian giải quyết',
      'Xin lỗi và hẹn lại ngày trả kết quả',
    ]);
    const [, , , apology] = await emailsAbout(motcua.inboxUrl, code);
    expect(apology?.body.text).toContain(
      `Sở Tư pháp xin lỗi Ông/Bà vì hồ sơ ${code} chưa được giải quyết đúng hạn.`,
    );
    await take(motcua, 'stp.lanh-dao', dossierId, { action: 'stop', reason: 'Người yêu cầu đã rút đơn' });
  }, 30_000);
});

describe('what a citizen sees and says', () => {
  it('files through a proxy, follows in words, complains, is answered, and rates the end', async () => {
    const { client, as } = motcua;
    const [proxy, owner] = [{ token: await as('minh') }, { token: await as('hoa') }];
    const draft = await client.call(api.createDraft, {
      ...proxy,
      body: { procedureCode: '2.000488', asProxy: true },
    });
    const params = { dossierId: draft.body.id };
    await client.attempt(api.fillForm, { ...proxy, params, etag: draft.etag, body: deskForm });
    const lacking = await client.call(api.readTimeline, { ...proxy, params });
    expect(lacking.body.missing.map(({ id }) => id)).toEqual(['application-form', 'identity-copy']);
    for (const paperId of ['application-form', 'identity-copy', 'authorisation'])
      await sendPaper(client, proxy.token, params.dossierId, paperId, papers['application-form']);
    const { code, trackingSecret: secret } = await submit(motcua, params.dossierId, 'minh');

    for (const who of [proxy, owner]) {
      const { body } = await client.call(api.readTimeline, { ...who, params });
      expect(body).toMatchObject({ next: { who: 'desk' }, events: [{ by: { kind: 'proxy' } }] });
    }
    const stranger = await client.attempt(api.readTimeline, { token: await as('lan'), params });
    expect(stranger.body).toMatchObject({ status: 404, code: 'dossier-not-found' });

    const complaint = { kind: 'complaint', words: 'Tôi chưa nhận được giấy hẹn trả kết quả.' } as const;
    const said = { ...owner, params, key: 'complaint-1', body: complaint };
    await client.call(api.sendFeedback, said);
    expect((await client.call(api.sendFeedback, said)).body.number).toBe(1);
    const leader = { token: await as('stp.lanh-dao') };
    const { body: waiting } = await client.call(api.listFeedback, { ...leader, query: { limit: '100' } });
    expect(waiting.items).toMatchObject([{ dossierCode: code, words: complaint.words }]);
    const answer = {
      ...leader,
      params: { ...params, number: '1' },
      body: { words: 'Giấy hẹn đã được gửi lại.' },
    };
    await client.call(api.answerFeedback, answer);
    const { body: feedback } = await client.call(api.listDossierFeedback, { ...proxy, params });
    expect(feedback.items).toMatchObject([{ state: 'answered', answer: { words: answer.body.words } }]);

    await take(motcua, 'stp.mot-cua', params.dossierId, {
      action: 'refuse',
      reason: 'Không thuộc thẩm quyền',
    });
    const { body: seen } = await track(code, secret);
    expect(seen).toMatchObject({ mayRate: true, next: { who: 'nobody' } });
    const rating = { grade: 'satisfied' } as const;
    await client.call(api.rateByReceipt, { body: { code, secret, ...rating } });
    for (const again of [
      await client.attempt(api.rateDossier, { ...owner, params, body: rating }),
      await client.attempt(api.rateByReceipt, { body: { code, secret, ...rating } }),
    ])
      expect(again.body).toMatchObject({ status: 409, code: 'rating-given' });
    const { dossierId } = await submitted(motcua, 'lan');
    await take(motcua, 'stp.mot-cua', dossierId, { action: 'refuse', reason: 'Không thuộc thẩm quyền' });
    await client.call(api.rateDossier, { token: await as('lan'), params: { dossierId }, body: rating });

    expect(story(await motcua.eventsWhen('H25.03', params.dossierId, 5))).toEqual([
      '1 dossier.submitted',
      '2 feedback.received',
      '3 feedback.answered',
      '4 dossier.refused',
      '5 dossier.rated',
    ]);
    expect(await subjects(code, 4)).toEqual([
      'Hồ sơ đã được gửi',
      'Đã tiếp nhận phản ánh, kiến nghị',
      'Phản ánh, kiến nghị đã được trả lời',
      'Hồ sơ không được tiếp nhận',
    ]);
  }, 60_000);
});

describe('who acted and who read', () => {
  it('is told by the history: the office to the owner, the person to the officers', async () => {
    const { client, as } = motcua;
    const { dossierId } = await submitted(motcua, 'lan');
    await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
    const params = { dossierId };
    const own = await client.call(api.readHistory, { token: await as('lan'), params });
    expect(own.body.items).toMatchObject([
      {
        sequence: 2,
        event: 'dossier.received',
        actor: { kind: 'officer', role: 'deskOfficer', agency: 'H25.03' },
      },
      { sequence: 1, event: 'dossier.submitted', actor: { kind: 'applicant' } },
    ]);
    expect(JSON.stringify(own.body)).not.toMatch(/"(?:subject|name)"/);
    const officer = await as('stp.chuyen-vien');
    const page = await client.call(api.readHistory, { token: officer, params, query: { limit: '1' } });
    expect(page.body.items).toMatchObject([{ sequence: 2, actor: { name: expect.any(String) } }]);
    const cursor = page.body.nextCursor ?? '';
    const rest = await client.call(api.readHistory, { token: officer, params, query: { cursor } });
    expect(rest.body.items.map(({ sequence }) => sequence)).toEqual([1]);
    expect(rest.body.nextCursor).toBeUndefined();
  }, 30_000);

  it('is heard by the system of its agency by its numbers at once, and by the feed when it has settled', async () => {
    const { client, as } = motcua;
    const { dossierId } = await submitted(motcua, 'lan');
    const token = await as('stp.he-thong');
    const own = await client.call(api.listDossierEvents, { token, params: { dossierId } });
    expect(own.body.items).toMatchObject([{ sequence: 1, subject: dossierId }]);
    const feed = await client.call(api.listEvents, { token, params: { agency: 'H25.03' } });
    expect(feed.body.items.map(({ subject }) => subject)).not.toContain(dossierId);
  }, 30_000);

  it('is listed for the control of procedures where the procedure is sensitive', async () => {
    const { client, as } = motcua;
    const { dossierId, code } = await submitted(motcua, 'lan');
    await client.call(api.readDossier, { token: await as('stp.chuyen-vien'), params: { dossierId } });
    await client.call(api.readDossier, { token: await as('lan'), params: { dossierId } });
    const query = { agency: 'H25.03', day: localDayIn(0), limit: '100' };
    const control = { token: await as('vpub.kiem-soat'), query };
    const { body } = await client.call(api.listReadings, control);
    const mine = body.items.filter((reading) => reading.dossierId === dossierId);
    expect(mine).toMatchObject([
      { dossierCode: code, operation: 'read-dossier', reader: { role: 'caseOfficer', agency: 'H25.03' } },
    ]);
    const officer = await client.attempt(api.listReadings, { ...control, token: await as('stp.lanh-dao') });
    expect(officer.body).toMatchObject({ status: 403, code: 'caller-not-allowed' });
  }, 30_000);
});

describe('what is kept', () => {
  it('is held by the head of its agency, and named on no list before its years are over', async () => {
    const { client, as } = motcua;
    const params = { dossierId: (await submitted(motcua, 'lan')).dossierId };
    const [leader, control] = [{ token: await as('stp.lanh-dao') }, { token: await as('vpub.kiem-soat') }];
    const body = { action: 'place', reason: 'Đang giải quyết khiếu nại' } as const;
    await client.call(api.changeHold, { ...leader, params, body });
    const { body: hold } = await client.call(api.readHold, { ...control, params });
    expect(hold).toMatchObject({ held: true, times: [{ reason: body.reason, role: 'agencyLeader' }] });
    const year = Number(localDayIn(0).slice(0, 4));
    const drawn = await client.attempt(api.drawDestructionList, {
      ...control,
      body: { agency: 'H25.03', year },
    });
    expect(drawn.body).toMatchObject({ status: 409, code: 'destruction-not-allowed' });
    expect((await client.call(api.listDestructionLists, { ...leader })).body.items).toEqual([]);
    const asked = { ...leader, params: { agency: 'H25.03', list: `${year}-000001` } };
    const missing = { status: 404, code: 'destruction-list-not-found' };
    expect((await client.attempt(api.readDestructionList, asked)).body).toMatchObject(missing);
    const approve = { ...asked, etag: '"1"', body: { action: 'approve' } as const };
    expect((await client.attempt(api.decideDestructionList, approve)).body).toMatchObject(missing);
  }, 30_000);
});

describe('the worklist', () => {
  it('shows what came in, and once its time runs what is due', async () => {
    const { dossierId } = await submitted(motcua, 'lan');
    const token = await motcua.as('stp.mot-cua');
    const listed = async (filter: Record<string, string>) => {
      const query = { ...filter, limit: '100' };
      const { body } = await motcua.client.call(api.listWorklist, { token, query });
      return body.items.some(({ id }) => id === dossierId);
    };
    // The index lags behind the table.
    const stands = (list: 'reception' | 'due', other: 'reception' | 'due') =>
      until(`the dossier to stand in the list ${list} alone`, async () => {
        const [here, there] = [await listed({ list }), await listed({ list: other })];
        return here && !there;
      });
    await stands('reception', 'due');
    await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
    await stands('due', 'reception');
  }, 30_000);
});

describe('the clocks', () => {
  it('run, and find nothing to do', async () => {
    for (const worker of [
      'end-unpaid',
      'end-silent-consultations',
      'follow-supplements',
      'watch-due-days',
      'retry-deliveries',
      'follow-payments',
      'reconcile-payments',
      'watch-readings',
      'seal-log',
      'destroy-dossiers',
    ])
      expect(await motcua.functions.invoke(worker, {})).toMatchObject({ ok: true });
  });
});

describe('the national portal', () => {
  it('shows a dossier as it is, gets again what it has lost, and takes all that it is sent', async () => {
    const { client, as, portal, portalUrl } = motcua;
    const { dossierId, code } = await submitted(motcua, 'lan');
    const token = await as('vpub.kiem-soat');
    const send = () => client.call(api.mendDrift, { token, body: { dossierIds: [dossierId] } });
    expect((await send()).body).toEqual({ dossiers: 1 });
    expect(await motcua.functions.invoke('sync-portal', {})).toMatchObject({ ok: true });
    const page = await fetch(`${portalUrl}/dossiers/${code}`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('Mới đăng ký');

    portal.lose(code);
    expect(await motcua.functions.invoke('compare-portal', {})).toMatchObject({ ok: true });
    await send();
    expect(await motcua.functions.invoke('sync-portal', {})).toMatchObject({ ok: true });
    expect(portal.find(code)?.steps).toHaveLength(1);
    const { body } = await client.call(api.readDrift, { token, query: { day: localDayIn(-1) } });
    expect(body.report).toMatchObject({ day: localDayIn(-1) });
    expect(body.items.filter(({ kind }) => kind === 'refused')).toEqual([]);
  }, 60_000);

  it('hands on what is filed there: its files are fetched and examined, and it is submitted when they are clean', async () => {
    const { client, as, portal } = motcua;
    const files = Object.entries(papers).map(([paperId, file]) => ({ paperId, ...file }));
    const portalCode = `G22.99-${randomUUID()}`;
    const answer = await portal.file({ portalCode, procedureCode: '2.000488', form: deskForm, files });
    expect(answer.status).toBe(200);
    const { dossierId } = z.object({ dossierId: z.uuid() }).parse(await answer.json());
    const read = async () =>
      (await client.call(api.readDossier, { token: await as('hoa'), params: { dossierId } })).body;
    await until('the submission', async () => {
      expect(await motcua.functions.invoke('sync-portal', {})).toMatchObject({ ok: true });
      return (await read()).status === 'submitted';
    });
    expect((await read()).documents.map(({ state }) => state)).toEqual(['accepted', 'accepted']);
  }, 60_000);
});

describe('papers at a desk of the Centre', () => {
  it('are scanned, counted, received at once, decided by their agency and handed out again', async () => {
    const { client, as } = motcua;
    const centre = await as('ttpvhcc.mot-cua');
    const draft = await client.call(api.openIntake, {
      token: centre,
      body: { procedureCode: '2.000488', channel: 'desk' },
    });
    const said = { token: centre, params: { dossierId: draft.body.id } };
    await client.call(api.fillForm, { ...said, etag: draft.etag, body: api.fillForm.body?.parse(deskForm) });
    for (const [paperId, file] of Object.entries(papers))
      await sendPaper(client, centre, draft.body.id, paperId, file);
    const { etag } = await client.call(api.readDossier, said);
    const { body } = await client.call(api.receiveIntake, {
      ...said,
      etag,
      body: {
        sets: 1,
        papers: [
          { paperId: 'application-form', originals: 1, copies: 0 },
          { paperId: 'identity-copy', originals: 0, copies: 1 },
        ],
      },
    });
    expect(body.dossier).toMatchObject({ status: 'received', channel: 'desk' });
    expect(body.dossier.documents.map(({ filed }) => filed)).toEqual([true, true]);
    // Hoa sees on the portal what she brought to the desk.
    const hers = await client.call(api.listOwnDossiers, { token: await as('hoa') });
    expect(hers.body.items.map(({ code }) => code)).toContain(body.receipt.code);
    await take(motcua, 'stp.chuyen-vien', draft.body.id, { action: 'startProcessing' });
    await take(motcua, 'stp.lanh-dao', draft.body.id, { action: 'finish' });
    const returned = await take(motcua, 'ttpvhcc.mot-cua', draft.body.id, { action: 'returnResult' });
    expect(returned.status).toBe('returned');
    expect(story(await motcua.eventsWhen('H25.03', draft.body.id, 5))).toEqual([
      '1 dossier.submitted',
      '2 dossier.received',
      '3 dossier.processing-started',
      '4 dossier.done',
      '5 dossier.returned',
    ]);
    expect(await subjects(body.receipt.code, 2)).toEqual(['Hồ sơ đã được tiếp nhận', 'Hồ sơ đã có kết quả']);
  });
});

describe('a withdrawal', () => {
  it('is asked for by the applicant and confirmed by an officer', async () => {
    const { dossierId, code } = await submitted(motcua, 'lan');
    await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
    const reason = 'Tôi không còn nhu cầu';
    const asked = await take(motcua, 'lan', dossierId, { action: 'requestWithdrawal', reason });
    expect(asked).toMatchObject({ status: 'withdrawalRequested', nationalStatus: { code: 7 } });
    const stopped = await take(motcua, 'stp.mot-cua', dossierId, { action: 'confirmWithdrawal' });
    expect(stopped).toMatchObject({ status: 'stopped', nationalStatus: { code: 8 }, allowedActions: [] });
    expect(await subjects(code, 3)).toContain('Hồ sơ đã dừng theo yêu cầu');
    expect(story(await motcua.eventsWhen('H25.03', dossierId, 4)).at(-1)).toBe('4 dossier.stopped');
  }, 30_000);
});

describe('a refusal', () => {
  it('at the desk comes with its reason', async () => {
    const { dossierId, code } = await submitted(motcua, 'lan');
    const reason = 'Hồ sơ không thuộc thẩm quyền của tỉnh Hà Nam';
    const refused = await take(motcua, 'stp.mot-cua', dossierId, { action: 'refuse', reason });
    expect(refused).toMatchObject({ status: 'refused', nationalStatus: { code: 3 }, reason });
    expect(await subjects(code, 2)).toEqual(['Hồ sơ đã được gửi', 'Hồ sơ không được tiếp nhận']);
  }, 30_000);

  it('of a level 2 procedure says how to file instead', async () => {
    const refused = await motcua.client.attempt(api.createDraft, {
      token: await motcua.as('hoa'),
      body: { procedureCode: '9.000004' },
    });
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'online-filing-not-offered',
      detail:
        'Thủ tục chỉ được cung cấp thông tin trực tuyến: tải mẫu tờ khai, điền và nộp trực tiếp tại Bộ phận Một cửa hoặc gửi qua dịch vụ bưu chính công ích.',
    });
  });
});

/** What stands at the address of an opening, once its hash has been compared. */
async function fetched({ url, sha256 }: { readonly url: string; readonly sha256: string }): Promise<Buffer> {
  const response = await fetch(url);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  return bytes;
}

describe('a result as a signed file', () => {
  const online = { ...deskForm, delivery: { channel: 'online' } };
  const made = aPdf('Phiếu lý lịch tư pháp số 1.pdf', 'Phieu ly lich tu phap so 1');
  const wrong = { reason: 'Sai ngày sinh của công dân', legalBasis: 'Luật Lý lịch tư pháp 2009, Điều 50' };

  /** A file of the agency, once the scan has found it clean. @returns its id */
  async function uploaded(dossierId: string): Promise<string> {
    const { client, as } = motcua;
    const token = await as('stp.chuyen-vien');
    const { paperId: _, contentType: __, ...body } = declarationOf('result', made);
    const said = { token, params: { dossierId }, body, key: randomUUID() };
    const declared = await client.call(api.declareResult, said);
    const again = await client.call(api.declareResult, said);
    expect(again.body.document).toEqual(declared.body.document);
    expect((await upload(declared.body.upload, made.bytes)).status).toBe(201);
    const { documentId } = declared.body.document;
    await until('the examination of the result', async () => {
      const { body: file } = await client.call(api.readDossier, { token, params: { dossierId } });
      return file.resultFiles?.find((one) => one.documentId === documentId && one.state === 'accepted');
    });
    return documentId;
  }

  /** The newest result, once the head of the agency has signed it. */
  async function signed(dossierId: string, replaces?: { readonly resultCode: string } & typeof wrong) {
    const documentId = await uploaded(dossierId);
    const { body } = await motcua.client.call(api.signResult, {
      token: await motcua.as('stp.lanh-dao'),
      params: { dossierId },
      etag: await etagFor(motcua, 'stp.lanh-dao', dossierId),
      body: { documentId, abstract: 'Phiếu lý lịch tư pháp số 1', ...(replaces && { replaces }) },
    });
    const result = body.results?.at(-1);
    if (!result) throw new Error('nothing was signed');
    return result;
  }

  const verify = async (code: string, sha256: string) =>
    (await motcua.client.call(api.verifyPaper, { body: { code, sha256 } })).body;

  it('is signed by the key of its agency, taken online, verified by anyone, corrected, used anew, and revoked', async () => {
    const { client, as } = motcua;
    const { dossierId, code: dossierCode } = await submitted(motcua, 'hoa', online);
    await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
    await take(motcua, 'stp.chuyen-vien', dossierId, { action: 'startProcessing' });
    const { code, sha256 } = await signed(dossierId);
    await take(motcua, 'stp.chuyen-vien', dossierId, { action: 'finish' });

    const owner = { token: await as('hoa') };
    const params = { dossierId, resultCode: code };
    const { body } = await client.call(api.openResult, { ...owner, params });
    await fetched((await client.call(api.openResult, { token: await as('stp.chuyen-vien'), params })).body);
    const file = await fetched(body);
    if (verifiersAreThere)
      expect(pdfsig(file)).toMatch(
        /Certificate Common Name: Sở Tư pháp\n.+Total document signed\n.+Signature is Valid\./s,
      );
    expect((await take(motcua, 'hoa', dossierId, { action: 'takeResult' })).status).toBe('returned');
    expect(await verify(code, sha256)).toMatchObject({
      state: { code: 'valid' },
      agency: { code: 'H25.03' },
    });

    const receipt = { ...owner, params: { dossierId, sheet: 'receipt' } };
    const form = (await client.call(api.openSheet, receipt)).body;
    const receiptFile = await fetched(form);
    if (verifiersAreThere) expect(pdfsig(receiptFile)).toContain('Signature is Valid.');
    expect(await verify(dossierCode, form.sha256)).toMatchObject({
      paper: { kind: 'form', name: { vi: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả' } },
    });

    const corrected = await signed(dossierId, { resultCode: code, ...wrong });
    expect(await verify(code, sha256)).toMatchObject({
      state: { code: 'replaced' },
      replacedWith: corrected.code,
    });
    const next = { ...owner, params: { dossierId: await readyDraft(motcua) } };
    const paper = await client.call(api.reuseResult, {
      ...next,
      body: { paperId: 'identity-copy', resultCode: corrected.code, consentVersion: 1 },
    });
    const { documentId } = paper.body.document;
    const opening = await client.call(api.openDocument, {
      ...owner,
      params: { ...next.params, documentId },
    });
    await fetched({ url: opening.body.url, sha256: corrected.sha256 });

    const revocation = { action: 'revokeResult', resultCode: corrected.code, ...wrong } as const;
    await take(motcua, 'stp.lanh-dao', dossierId, revocation);
    expect(await verify(corrected.code, corrected.sha256)).toMatchObject({ state: { code: 'revoked' } });
    const etag = await etagFor(motcua, 'hoa', next.params.dossierId);
    const filing = await client.attempt(api.submitDossier, { ...next, etag });
    expect(filing.body).toMatchObject({ status: 409, code: 'result-not-valid' });
    const own = await client.call(api.listOwnResults, owner);
    expect(own.body.items.map((one) => [one.code, one.state.code])).toEqual([
      [corrected.code, 'revoked'],
      [code, 'replaced'],
    ]);
    const year = code.split('-')[1] ?? '';
    const register = await client.call(api.listResults, { token: await as('stp.lanh-dao'), query: { year } });
    expect(register.body.items.map(({ number }) => number)).toEqual([1, 2]);
    expect(story(await motcua.eventsWhen('H25.03', dossierId, 8)).slice(3)).toEqual([
      '4 dossier.result-issued',
      '5 dossier.done',
      '6 dossier.returned',
      '7 dossier.result-corrected',
      '8 dossier.result-revoked',
    ]);
  }, 60_000);
});

describe('a form of the one-stop desk', () => {
  const opened = async (opening: Parameters<typeof fetched>[0]) => seen(await fetched(opening));

  it('comes as a PDF that its hash is of: the receipt to the owner, the control sheet and the register to officers', async () => {
    const { client, as } = motcua;
    const { dossierId, code } = await submitted(motcua, 'hoa');
    const open = async (person: string, sheet: string) =>
      client.attempt(api.openSheet, { token: await as(person), params: { dossierId, sheet } });
    expect((await open('hoa', 'receipt')).body).toMatchObject({ status: 404, code: 'sheet-not-found' });

    await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
    const said = { token: await as('hoa'), params: { dossierId, sheet: 'receipt' } };
    const receipt = await client.call(api.openSheet, said);
    const { pages } = await opened(receipt.body);
    expect(pages[0]?.text).toContain(`Mã hồ sơ: ${code}\n`);
    expect(pages[0]?.text).toContain('Tiếp nhận hồ sơ của: Nguyễn Thị Hoa\n');
    expect((await client.call(api.openSheet, said)).body.sha256).toBe(receipt.body.sha256);

    const control = { token: await as('stp.chuyen-vien'), params: { dossierId, sheet: 'control' } };
    await opened((await client.call(api.openSheet, control)).body);
    expect((await open('hoa', 'control')).status).toBe(404);

    const period = { from: localDayIn(-1), to: localDayIn(0) };
    const register = await client.call(api.openRegister, { token: await as('stp.lanh-dao'), query: period });
    const listed = await opened(register.body);
    expect(listed.pages.some(({ text }) => text.includes(code))).toBe(true);
  }, 40_000);
});

describe('an applicant', () => {
  it('opens a paper of the dossier, byte for byte, as the officer of its agency does', async () => {
    const { dossierId } = await submitted(motcua, 'hoa');
    for (const person of ['hoa', 'stp.chuyen-vien']) {
      const token = await motcua.as(person);
      const said = { token, params: { dossierId } };
      const { body } = await motcua.client.call(api.readDossier, said);
      const paper = body.documents.find(({ paperId }) => paperId === 'identity-copy');
      const params = { dossierId, documentId: paper?.documentId ?? '' };
      const opening = await motcua.client.call(api.openDocument, { token, params });
      const opened = await fetch(opening.body.url);
      expect(opened.status).toBe(200);
      expect(opened.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''C%C4%83n/);
      expect(Buffer.from(await opened.arrayBuffer())).toEqual(papers['identity-copy'].bytes);
    }
  }, 30_000);

  it('finds own dossiers, newest first, and their receipts', async () => {
    const receipt = await submitted(motcua, 'lan');
    const token = await motcua.as('lan');
    const own = await motcua.client.call(api.listOwnDossiers, { token, query: { limit: '1' } });
    expect(own.body.items).toMatchObject([{ code: receipt.code }]);
    const params = { dossierId: receipt.dossierId };
    expect((await motcua.client.call(api.readReceipt, { token, params })).body).toEqual(receipt);
  }, 30_000);

  it('removes a paper from a draft, once however often the request is sent', async () => {
    const dossierId = await readyDraft(motcua, 'hoa');
    const said = { token: await motcua.as('hoa'), params: { dossierId } };
    const { body } = await motcua.client.call(api.readDossier, said);
    const params = { dossierId, documentId: body.documents[0]?.documentId ?? '' };
    const removal = { ...said, params, key: 'remove-the-first-paper' };
    const first = await motcua.client.call(api.removeDocument, removal);
    const second = await motcua.client.call(api.removeDocument, removal);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect((await motcua.client.call(api.readDossier, said)).body.documents).toHaveLength(1);
  }, 30_000);
});

describe('a paper that hangs', () => {
  const declared = async () => {
    const dossierId = await draftWithForm(motcua);
    const said = { token: await motcua.as('hoa'), params: { dossierId } };
    const body = declarationOf('application-form', papers['application-form']);
    return {
      said,
      declaration: (await motcua.client.call(api.declareDocument, { ...said, body })).body,
    };
  };
  const verdict = async (said: { token: string; params: { dossierId: string } }) =>
    (await motcua.client.call(api.readDossier, said)).body.documents;

  it('because it was never uploaded is rejected by the sweep', async () => {
    const { said, declaration } = await declared();
    await motcua.age(said.params.dossierId, declaration.document.documentId, 30);
    expect(await motcua.functions.invoke('sweep-documents', {})).toMatchObject({ ok: true });
    expect(await verdict(said)).toMatchObject([{ state: 'rejected', rejection: { code: 'never-uploaded' } }]);
  }, 30_000);

  it('because the verdict on it was lost is examined by the sweep', async () => {
    const { said, declaration } = await declared();
    await motcua.sources.pause('examine-document');
    await upload(declaration.upload, papers['application-form'].bytes);
    await motcua.age(said.params.dossierId, declaration.document.documentId, 30);
    await until('the verdict of the scan', async () => {
      await motcua.functions.invoke('sweep-documents', {});
      const [document] = await verdict(said);
      return document?.state === 'accepted' ? document : undefined;
    });
    motcua.sources.resume('examine-document');
  }, 30_000);
});

describe('a paper whose scan fails on our side', () => {
  it('is scanned again by ourselves, and its citizen does nothing', async () => {
    const [plan] = motcua.assembly.ofType('AWS::GuardDuty::MalwareProtectionPlan');
    const effect = { kind: 'error', code: 'InternalError', status: 500 } as const;
    motcua.door.faults.add({ match: { principal: String(plan?.properties.Role) }, effect, times: 1 });
    const dossierId = await draftWithForm(motcua);
    const said = { token: await motcua.as('hoa'), params: { dossierId } };
    const body = declarationOf('application-form', papers['application-form']);
    const declared = await motcua.client.call(api.declareDocument, { ...said, body });
    const { document, upload: target } = declared.body;
    await upload(target, papers['application-form'].bytes);
    await motcua.age(dossierId, document.documentId, 6);
    const scansAskedFor = () =>
      motcua.door.counts().find(({ operation }) => operation === 'guardduty:SendObjectMalwareScan')?.calls ??
      0;
    const before = scansAskedFor();
    await until('the sweep to ask for another scan', async () => {
      await motcua.functions.invoke('sweep-documents', {});
      return scansAskedFor() > before ? true : undefined;
    });
    expect(await examined(motcua.client, said.token, dossierId, document.documentId)).toMatchObject({
      state: 'accepted',
    });
  }, 30_000);
});

describe('a department', () => {
  /** A dossier of its own. */
  const own = { dossierId: '' };

  it('learns of its own dossiers and of no other', async () => {
    const business = 'det-chau-giang';
    const { fullName: _, personalId: __, ...contact } = deskForm.applicant;
    const receipt = await submitted(
      motcua,
      business,
      {
        ...deskForm,
        applicant: {
          ...contact,
          kind: 'business',
          businessName: 'Công ty TNHH Dệt may Châu Giang',
          taxCode: '0700123455',
          representative: 'Phạm Quốc Hưng',
        },
        answers: {},
      },
      '2.002287',
    );
    expect(receipt).toMatchObject({ applicantName: 'Công ty TNHH Dệt may Châu Giang' });
    expect(receipt.code).toMatch(/^H25\.08-\d{6}-0001$/);
    own.dossierId = receipt.dossierId;
    expect(story(await motcua.eventsWhen('H25.08', receipt.dossierId, 1))).toEqual(['1 dossier.submitted']);
    const others = ['H25.03', 'H25.06', 'H25.07', 'H25.11', 'H25.18'];
    const theirs = await Promise.all(others.map((agency) => motcua.eventsAt(agency, receipt.dossierId)));
    expect(theirs).toEqual([[], [], [], [], []]);
  }, 40_000);

  it('suspends its queue, tries its reading, has a dossier sent again, and sees how it is served', async () => {
    const { client, as } = motcua;
    const said = { token: await as('sgtvt.he-thong'), params: { agency: 'H25.08' } };
    const { body: kept } = await client.call(api.changeSubscription, {
      ...said,
      body: { action: 'suspend' },
    });
    expect(kept).toMatchObject({ until: null, cursor: null });
    const { body: tested } = await client.call(api.testSubscription, said);
    const { body: again } = await client.call(api.replayEvents, {
      ...said,
      body: { kind: 'dossier', dossierId: own.dossierId },
    });
    expect(again).toEqual({ events: 1, dossiers: 1, waitSeconds: 0 });

    const access = motcua.departments.find(({ agency }) => agency === 'H25.08');
    const queue = queueAt(motcua.department('H25.08').sqs, access?.queueUrl ?? '');
    const taken: FedEvent[] = [];
    await until('the test and the event that is sent again', async () => {
      const { events, acknowledge } = await queue.take(undefined);
      taken.push(...events.map((event) => FedEvent.parse(event)));
      await acknowledge?.();
      return taken.length === 2 ? taken : undefined;
    });
    expect(taken.map(({ type, id }) => type === TEST_TYPE && id)).toContain(tested.id);
    const log = await client.call(api.listDossierEvents, { ...said, params: { dossierId: own.dossierId } });
    expect(taken.map(({ id }) => id)).toContain(log.body.items[0]?.id);

    const { body: resumed } = await client.call(api.changeSubscription, {
      ...said,
      body: { action: 'resume' },
    });
    const { body: health } = await client.call(api.readSubscription, said);
    expect(health.queue).toMatchObject({
      delivery: 'behind',
      inFlight: 0,
      deadLetters: 0,
      keptBack: { cursor: resumed.cursor },
    });
    expect(health.deeds.map(({ deed }) => deed)).toEqual(['resume', 'replay', 'test', 'suspend']);
    // What was kept back is sent once it has settled.
    const { body: early } = await client.call(api.replayEvents, {
      ...said,
      body: { kind: 'cursor', cursor: resumed.cursor ?? '' },
    });
    expect(early).toMatchObject({ events: 0, nextCursor: expect.any(String), waitSeconds: 30 });
    const other = await client.attempt(api.readSubscription, { ...said, token: await as('stp.he-thong') });
    expect(other.body).toMatchObject({ status: 403, code: 'caller-not-allowed' });
  }, 40_000);

  it('may neither read the queue of another nor write into its own', async () => {
    const { sqs } = motcua.department('H25.08');
    const queueOf = (agency: string) =>
      motcua.departments.find((department) => department.agency === agency)?.queueUrl;
    const refused = { name: 'AccessDenied' };
    await expect(sqs.send(new ReceiveMessageCommand({ QueueUrl: queueOf('H25.03') }))).rejects.toMatchObject(
      refused,
    );
    const message = { MessageBody: '{}', MessageGroupId: 'x', MessageDeduplicationId: 'x' };
    await expect(
      sqs.send(new SendMessageCommand({ QueueUrl: queueOf('H25.08'), ...message })),
    ).rejects.toMatchObject(refused);
  });
});

describe('a change of the calendar', () => {
  it('has reached the open dossiers by now, and their applicants and agencies know', async () => {
    const { client, as } = motcua;
    const { dossierId, dueAt } = motherTree;
    const isApplied = async () => {
      const { body } = await client.call(api.readCalendar, await control());
      return body.application?.state === 'done' ? body.application : undefined;
    };
    // No container counts by the version before any more once its caches and calls have run out.
    expect(await until('the new version to be applied', isApplied, 90)).toMatchObject({
      moved: 1,
      failed: 0,
    });
    const said = { token: await as('lan'), params: { dossierId } };
    const { body } = await client.call(api.readDeadline, said);
    expect(body).toMatchObject({ calendarVersion: 2 });
    expect((body.dueAt ?? '') > dueAt).toBe(true);
    expect(story(await motcua.eventsWhen('H25.07', dossierId, 3)).at(-1)).toBe('3 dossier.due-date-moved');
    const { body: history } = await client.call(api.readHistory, said);
    expect(history.items[0]).toMatchObject({
      event: 'dossier.due-date-moved',
      reason: 'Nghỉ phòng chống bão số 9 (lịch làm việc phiên bản 2)',
      actor: { kind: 'system' },
    });
    const { body: versions } = await client.call(api.listCalendarVersions, await control());
    expect(versions.items.map(({ version }) => version)).toEqual([2, 1]);
  }, 120_000);
});

describe('the work inside an agency', () => {
  it('is assigned, asked about, proposed, approved and issued; it is counted, and found without diacritics', async () => {
    const { client, as } = motcua;
    const { dossierId, code } = await submitted(motcua, 'lan');
    await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
    const to = { subject: 'stp.chuyen-vien', name: 'Vũ Đức Anh' };
    const leader = await as('stp.lanh-dao');
    const assigning = { token: leader, body: { dossierIds: [dossierId], to }, key: randomUUID() };
    const { body } = await client.call(api.assignDossiers, assigning);
    expect((await client.call(api.assignDossiers, assigning)).body).toEqual(body);
    expect(body.outcomes).toMatchObject([{ dossierId, outcome: 'assigned' }]);
    const officer = await as('stp.chuyen-vien');
    await until('the dossier to lie on the desk of its officer', async () => {
      const mine = await client.call(api.listWorklist, { token: officer, query: { list: 'mine' } });
      return mine.body.items.some(({ id }) => id === dossierId);
    });
    await take(motcua, 'stp.chuyen-vien', dossierId, { action: 'startProcessing' });
    const question = 'Có thông tin gì thêm về thời gian cư trú không?';
    await take(motcua, 'stp.chuyen-vien', dossierId, {
      action: 'consult',
      agency: 'H25.31',
      question,
      workingDays: 2,
    });
    const token = await as('phu-ly.chuyen-vien');
    const answering = {
      token,
      params: { dossierId },
      body: { opinion: 'agrees', answer: 'Không có thông tin gì thêm' },
      key: randomUUID(),
    } as const;
    const answered = await client.call(api.answerConsultation, answering);
    expect((await client.call(api.answerConsultation, answering)).body).toEqual(answered.body);
    expect(answered.body.consultation).toMatchObject({ consulted: 'H25.31', state: 'answered' });
    const appraisal = 'Hồ sơ đủ điều kiện cấp Phiếu';
    await take(motcua, 'stp.chuyen-vien', dossierId, { action: 'propose', outcome: 'issue', appraisal });
    await until('the dossier to be counted among those to approve', async () => {
      const { body: counted } = await client.call(api.countWorklists, { token: leader });
      return counted.lists.some(({ list, count }) => list === 'approval' && count > 0);
    });
    await take(motcua, 'stp.lanh-dao', dossierId, { action: 'approve' });
    const done = await take(motcua, 'stp.chuyen-vien', dossierId, { action: 'finish' });
    expect(done.status).toBe('done');
    for (const sought of [
      { by: 'name', name: 'nguyen thi h', limit: 100 },
      { by: 'code', code },
    ] as const)
      await until(`the dossier to be found by its ${sought.by}`, async () => {
        const { body: found } = await client.call(api.searchDossiers, { token: officer, body: sought });
        return found.items.some(({ id }) => id === dossierId);
      });
  }, 30_000);

  it('goes on while an officer is away', async () => {
    const { client, as } = motcua;
    const token = await as('sct.chuyen-vien');
    const until = localDateOf(new Date(Date.now() + 86_400_000));
    const cover = { subject: 'sct.chuyen-vien-2', name: 'Trịnh Thu Trang' };
    const body = { from: localDateOf(new Date()), until, cover };
    const recording = { token, body, key: randomUUID() };
    await client.call(api.recordAbsence, recording);
    await client.call(api.recordAbsence, recording);
    const listed = await client.call(api.listAbsences, { token });
    expect(listed.body.items).toMatchObject([{ officer: { subject: 'sct.chuyen-vien' }, cover, until }]);
    const ending = { token, params: { until }, key: randomUUID() };
    const ended = await client.call(api.endAbsence, ending);
    expect(ended.body.endedAt).toBeDefined();
    expect((await client.call(api.endAbsence, ending)).body).toEqual(ended.body);
  });
});

describe('a fee', () => {
  it('is paid online through either provider, and what comes a second time goes back', async () => {
    const { client, as, vnpayUrl, dvcqgUrl } = motcua;
    const { dossierId } = await submitted(motcua, 'lan');
    const params = { dossierId };
    const lan = await as('lan');
    await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
    const quoted = await client.call(api.quoteFees, {
      params: { code: '2.000488' },
      query: { quantity: '3' },
    });
    expect(quoted.body.amountVnd).toBe(205_000);
    const charge = () =>
      take(motcua, 'stp.mot-cua', dossierId, {
        action: 'requestPayment',
        quantity: 3,
        deadline: localDayIn(5),
      });
    const payments = async () => (await client.call(api.readPayments, { token: lan, params })).body.items;
    const starting = (provider: ProviderId) => ({
      token: lan,
      params,
      key: randomUUID(),
      body: { provider },
    });

    await charge();
    const first = starting('dvcqg');
    const begun = await client.call(api.startPayment, first);
    await decide(dvcqgUrl, begun.body.reference, 'paid');
    await until('the fee to be settled', async () => (await payments())[0]?.state === 'paid');
    expect((await client.call(api.startPayment, first)).body).toEqual(begun.body);

    // Each is paid online, and at the desk before the provider says so.
    for (const [provider, url] of [
      ['dvcqg', dvcqgUrl],
      ['vnpay', vnpayUrl],
    ] as const) {
      await charge();
      await behave(url, { lateMs: 700 });
      const { body } = await client.call(api.startPayment, starting(provider));
      expect((await fetch(body.url)).status).toBe(200);
      await decide(url, body.reference, 'paid');
      await take(motcua, 'stp.mot-cua', dossierId, { action: 'recordPayment' });
      await until(`the refund at ${provider}`, async () =>
        (await payments()).at(-1)?.attempts.some(({ refund }) => refund?.state === 'owed'),
      );
      await behave(url, {});
    }
    expect(await motcua.functions.invoke('follow-payments', {})).toMatchObject({ ok: true });
    expect((await payments()).flatMap(({ attempts }) => attempts)).toMatchObject([
      { provider: 'dvcqg', became: 'settled' },
      { provider: 'dvcqg', became: 'refund', refund: { amountVnd: 205_000, state: 'refused' } },
      { provider: 'vnpay', became: 'refund', refund: { amountVnd: 205_000, state: 'ordered' } },
    ]);
    const token = await as('stp.mot-cua');
    const returning = {
      token,
      params: { dossierId, number: '2' },
      key: randomUUID(),
      body: { document: 'PC 0123', fromDrawer: true as const },
    };
    const returned = await client.call(api.recordRefund, returning);
    expect(returned.body.items[1]?.attempts[0]?.refund).toMatchObject({ state: 'returned' });
    expect((await client.call(api.recordRefund, returning)).body).toEqual(returned.body);

    // Each of the three requests has its receipt; of one the money is given back at the desk.
    const issued = returned.body.items.flatMap(({ receipts }) => receipts);
    expect(issued.map(({ amountVnd }) => amountVnd)).toEqual([205_000, 205_000, 205_000]);
    const cancelling = {
      token,
      params: { dossierId, receiptCode: issued[0]?.code ?? '' },
      key: randomUUID(),
      body: { as: 'cancelled' as const, reason: 'Người nộp được miễn phí', document: 'Phiếu chi 0045' },
    };
    const cancelled = await client.call(api.endFeeReceipt, cancelling);
    expect(cancelled.body.items[0]?.receipts[0]?.state.code).toBe('cancelled');
    const said = { token, query: { from: localDayIn(-1), to: localDayIn(1) } };
    const { total } = (await client.call(api.readRevenue, said)).body;
    expect(total.endedVnd).toBe(205_000);
    expect(total.netVnd).toBe(total.issuedVnd - 205_000);

    // What the desk took in cash it counts and closes, and the leader takes the money over.
    const [drawer] = (await client.call(api.readCash, said)).body.drawers;
    if (!drawer) throw new Error('nothing is in the drawer');
    expect(drawer).toMatchObject({ isLate: false, givenBackVnd: 205_000 });
    const { version, expectedVnd } = drawer;
    const counted = { version, notes: [{ noteVnd: 1000 as const, count: expectedVnd / 1000 }] };
    const closed = await client.call(api.closeDrawer, { token, body: counted });
    const handing = { token: await as('stp.lanh-dao'), params: { closing: closed.body.code } };
    const taking = { ...handing, body: { receivedVnd: expectedVnd } };
    const { takenOver } = (await client.call(api.takeOverCash, taking)).body;
    expect(takenOver).toBeDefined();
    const paper = await client.call(api.openClosingSheet, handing);
    const printed = Buffer.from(await (await fetch(paper.body.url)).arrayBuffer());
    expect(createHash('sha256').update(printed).digest('hex')).toBe(paper.body.sha256);

    // The day before was reconciled, and nothing of it differs: there is nothing to explain.
    const days = { params: { provider: 'vnpay' }, query: { from: localDayIn(-2), to: localDayIn(0) } };
    const { items } = (await client.call(api.listReconciliations, { ...(await control()), ...days })).body;
    expect(items.map(({ unexplained }) => unexplained)).toEqual([0]);
    const explaining = { token, params: { dossierId, number: '1' }, body: { document: 'Công văn 45/STC' } };
    await expect(client.call(api.explainDifference, explaining)).rejects.toThrow('difference-not-open');
  }, 30_000);
});

describe('a fee that is transferred', () => {
  it('settles its request by the reference, and one without it when somebody finds out what for', async () => {
    const { client, as, bankUrl } = motcua;
    const charged = async () => {
      const { dossierId, code } = await submitted(motcua, 'lan');
      await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
      await take(motcua, 'stp.mot-cua', dossierId, {
        action: 'requestPayment',
        quantity: 3,
        deadline: localDayIn(5),
      });
      return { dossierId, code };
    };
    const lan = await as('lan');
    const settled = (dossierId: string) =>
      until('the transfer to settle the fee', async () => {
        const { body } = await client.call(api.readPayments, { token: lan, params: { dossierId } });
        return body.items[0]?.state === 'paid';
      });
    const [named, unnamed] = [await charged(), await charged()];
    const choosing = { token: lan, params: { dossierId: named.dossierId }, key: randomUUID() };
    const { body: order } = await client.call(api.startTransfer, choosing);
    expect((await client.call(api.startTransfer, choosing)).body).toEqual(order);
    await transfer(bankUrl, order.amountVnd, `Nộp phí ${order.reference}`);
    await settled(named.dossierId);

    const { transaction } = await transfer(bankUrl, order.amountVnd, 'Nộp phí');
    const token = (await control()).token;
    await until('the transfer to be known', async () => {
      const { body } = await client.call(api.listTransfers, { token });
      return body.items.some((one) => one.transaction === transaction);
    });
    const ending = {
      token,
      params: { transaction },
      key: randomUUID(),
      body: { as: 'matched' as const, dossierCode: unnamed.code },
    };
    const ended = await client.call(api.endTransfer, ending);
    await settled(unnamed.dossierId);
    expect((await client.call(api.endTransfer, ending)).body).toEqual(ended.body);
  }, 30_000);
});

describe('papers that the post collects', () => {
  it('are booked, ordered, told of by letter, seen by the desk they go to, and called off', async () => {
    const { client, as } = motcua;
    const token = await as('hoa');
    const body = { procedureCode: '2.000488', channel: 'post' as const };
    const created = await client.call(api.createDraft, { token, body });
    const params = { dossierId: created.body.id };
    await client.attempt(api.fillForm, { token, params, etag: created.etag, body: deskForm });
    const { fullName: name, phone, address } = deskForm.applicant;
    await client.attempt(api.bookConsignment, {
      token,
      params,
      key: randomUUID(),
      etag: await etagFor(motcua, 'hoa', params.dossierId),
      body: {
        sender: { name, phone, address },
        window: {
          day: addWorkingDays(localDateOf(systemNow()), 1, civilServiceCalendar()),
          part: 'morning',
        },
        papers: [
          { paperId: 'application-form', originals: 1, copies: 0 },
          { paperId: 'identity-copy', originals: 0, copies: 1 },
        ],
      },
    });
    const ofDraft = async () => (await client.call(api.readDossier, { token, params })).body.consignments;
    const ordered = await until('the order and the letter about it', async () => {
      await motcua.functions.invoke('retry-deliveries', {});
      const letters = await emailsAbout(motcua.inboxUrl, 'Bưu điện sẽ đến nhận');
      return letters.length > 0 ? ofDraft() : undefined;
    });
    expect(ordered).toMatchObject([{ number: 1, status: { code: 'REQUESTED' } }]);
    const awaited = await client.call(api.listConsignments, { token: await as('stp.mot-cua') });
    expect(awaited.body.items.map(({ dossierId }) => dossierId)).toContain(params.dossierId);
    await client.call(api.cancelConsignment, {
      token,
      params: { ...params, number: '1' },
      key: randomUUID(),
      etag: await etagFor(motcua, 'hoa', params.dossierId),
    });
    await motcua.functions.invoke('retry-deliveries', {});
    expect(await ofDraft()).toMatchObject([{ status: { code: 'CANCELLED' } }]);
  }, 60_000);
});

describe('an applicant whom no e-mail reaches', () => {
  const { email: _, ...withoutEmail } = deskForm.applicant;
  const filedBy = async (applicant: object) => {
    const { dossierId } = await submitted(motcua, 'hoa', { ...deskForm, applicant });
    return dossierId;
  };
  const messagesAbout = async (dossierId: string) => {
    const { body } = await motcua.client.call(api.listNotifications, {
      token: await motcua.as('hoa'),
      params: { dossierId },
    });
    return body.items;
  };
  const toldBySms = (dossierId: string) =>
    until('an SMS on record', async () => {
      const items = await messagesAbout(dossierId);
      return items.some(({ channel }) => channel === 'sms') ? items : undefined;
    });
  const sent = (reference: string) => motcua.sms.messages().filter((one) => one.reference === reference);

  it('is told by SMS when the e-mail comes back, once, and the desk learns of it', async () => {
    motcua.sms.fail(1, 503);
    const dossierId = await filedBy({ ...withoutEmail, email: 'bounce@simulator.amazonses.com' });
    expect(await toldBySms(dossierId)).toMatchObject([
      { event: 'dossier.submitted', channel: 'email', state: 'sent', fate: { kind: 'bounced' } },
      { event: 'dossier.submitted', channel: 'sms', state: 'sent' },
    ]);
    expect(sent(`${dossierId}.1`)).toHaveLength(1);
    const { body: list } = await motcua.client.call(api.listWorklist, {
      token: await motcua.as('stp.mot-cua'),
      query: { list: 'reception', limit: '100' },
    });
    expect(list.items.find(({ id }) => id === dossierId)?.attention).toBe('applicant-unreached');
  }, 60_000);

  it('is told by SMS where there is no address, and sees that it arrived, or did not', async () => {
    const dossierId = await filedBy(withoutEmail);
    await toldBySms(dossierId);
    expect(await motcua.sms.report(`${dossierId}.1`, 'DELIVERED')).toEqual([200]);
    expect(await messagesAbout(dossierId)).toMatchObject([{ channel: 'sms', fate: { kind: 'delivered' } }]);
    expect(await motcua.sms.report(`${dossierId}.1`, 'FAILED')).toEqual([200]);
    expect(await messagesAbout(dossierId)).toMatchObject([{ channel: 'sms', fate: { kind: 'bounced' } }]);
  }, 60_000);
});

describe('an applicant who has chosen how to be told', () => {
  it('is told in the app, and sees that it arrived, or did not', async () => {
    const { client, push } = motcua;
    const token = await motcua.as('minh');
    const choose = (channels: ('email' | 'push')[]) =>
      client.call(api.setPreferences, {
        token,
        key: randomUUID(),
        body: { language: 'vi', channels, addresses: [] },
      });
    await choose(['push', 'email']);
    const { dossierId, code } = await submitted(motcua, 'minh');
    const message = await until('the message in the app', () => {
      const found = push.messages().find(({ reference }) => reference === `${dossierId}.1`);
      return Promise.resolve(found);
    });
    expect(message).toMatchObject({ title: 'Hồ sơ đã được gửi', text: expect.stringContaining(code) });
    expect(await push.report(`${dossierId}.1`, 'DELIVERED')).toEqual([200]);
    expect(await push.report(`${dossierId}.1`, 'FAILED')).toEqual([200]);
    const { body } = await client.call(api.listNotifications, { token, params: { dossierId } });
    expect(body.items).toMatchObject([
      { channel: 'email', state: 'waiting' },
      { channel: 'push', state: 'sent', fate: { kind: 'bounced' } },
    ]);
    await choose(['email']);
  }, 60_000);

  it('is written to at a further address too, once its code came back', async () => {
    const { client, inboxUrl } = motcua;
    const token = await motcua.as('hoa');
    const address = 'nguoi-nha@example.vn';
    const choose = (addresses: string[]) =>
      client.call(api.setPreferences, {
        token,
        key: randomUUID(),
        body: { language: 'vi', channels: ['email', 'sms'], addresses },
      });
    await client.call(api.changeConsent, {
      token,
      key: randomUUID(),
      params: { purpose: 'further-addresses' },
      body: { state: 'given', version: 1 },
    });
    await choose([address]);
    const [letter] = await until('the code', async () => {
      const letters = await emailsAbout(inboxUrl, 'Xác nhận địa chỉ');
      return letters.length > 0 ? letters : undefined;
    });
    const code = /Mã xác nhận: (\w{8})/.exec(letter?.body.text ?? '')?.[1] ?? '';
    await client.call(api.confirmAddress, { token, key: randomUUID(), body: { address, code } });
    const { body } = await client.call(api.readPreferences, { token });
    expect(body.addresses).toEqual([{ address, confirmed: true }]);
    const receipt = await submitted(motcua);
    const sent = await until('the message and its copy', async () => {
      const letters = await emailsAbout(inboxUrl, receipt.code);
      return letters.length > 1 ? letters.map(({ destination }) => destination.to) : undefined;
    });
    expect(sent).toEqual([[address], [deskForm.applicant.email]]);
    await client.call(api.changeConsent, {
      token,
      key: randomUUID(),
      params: { purpose: 'further-addresses' },
      body: { state: 'withdrawn' },
    });
    expect((await client.call(api.readPreferences, { token })).body.addresses).toEqual([]);
  }, 60_000);
});

describe('the statistics', () => {
  it('count what happened here, and differ in nothing from the log', async () => {
    const { client } = motcua;
    const [from, to] = [LocalDate.parse(localDayIn(-1)), LocalDate.parse(localDayIn(0))];
    const settled = async () => {
      const { differences, dossiers } = await motcua.statisticsBeside(from, to);
      return differences === 0 ? dossiers : undefined;
    };
    expect(await until('the statistics to be those of the log', settled, 60)).toBeGreaterThan(5);

    const query = { from, to };
    const officer = await control();
    const { body: figures } = await client.call(api.readFigures, {
      query: { ...query, by: 'agency' },
    });
    const { total } = figures;
    expect(total.received.online).toBeGreaterThan(0);
    expect(total.returned).toBeGreaterThan(0);
    expect(total.post.out).toBeGreaterThan(0);
    expect(total.received.total).toBe(total.resolved.total + total.handedBack + total.inProgress.total);

    // To the đồng what the receipts say, of which none was replaced.
    const { body: revenue } = await client.call(api.readRevenue, { ...officer, query });
    expect(total.fees.paid.totalVnd).toBe(revenue.total.issuedVnd);
    expect(total.fees.returnedVnd).toBeGreaterThanOrEqual(revenue.total.endedVnd);
    expect(total.ratings.total).toBeGreaterThan(0);

    const said = { ...officer, params: { form: '06a' as const }, query };
    const { body: report } = await client.call(api.readReport, said);
    expect(report.total.received.total).toBe(total.received.total);
    const behind = await Promise.all(
      figures.rows.map(({ key: agency }) =>
        client.call(api.listCountedDossiers, { ...officer, query: { ...query, figure: 'received', agency } }),
      ),
    );
    expect(behind.flatMap(({ body }) => body.items)).toHaveLength(total.received.total);

    // All of them in one list, made in the background, and once however often it is asked for.
    const body = { ...query, figure: 'received', format: 'csv' } as const;
    const list = { ...officer, key: randomUUID(), body };
    const asked = await client.call(api.requestExtract, list);
    expect((await client.call(api.requestExtract, list)).body.exportId).toBe(asked.body.exportId);
    const { files } = await until('a list that is ready', async () => {
      const { body } = await client.call(api.readExtract, officer);
      return body.state === 'ready' && body;
    });
    const text = await (await fetch(files[0]?.opening.url ?? '')).text();
    expect([...new Set(text.match(/H25\.[\d.]+-\d{6}-\d{4}/g))].sort()).toEqual(
      behind.flatMap(({ body }) => body.items.map(({ code }) => code)).sort(),
    );

    const { body: indicators } = await client.call(api.readIndicators, { ...officer, query });
    expect(indicators.items.find(({ id }) => id === '3.3')?.share).toEqual(total.online);
    const candidates = await client.call(api.listCandidates, {
      ...officer,
      query: { ...query, muchUsed: '1' },
    });
    for (const { serviceLevel } of candidates.body.items) expect(serviceLevel).toBeLessThan(4);
    const { body: compared } = await client.call(api.comparePeriods, {
      query: { ...query, withFrom: '2019-01-01', withTo: '2019-12-31' },
    });
    expect(compared.received).toMatchObject({ now: total.received.total, before: 0, times: null });
    const { body: catalogue } = await client.call(api.readCatalogueFigures);
    expect(catalogue).toMatchObject({
      procedures: 83,
      levels: [{ level: 4, share: { part: 44 } }, {}, {}, {}],
    });
  }, 90_000);
});

describe('a copy of all that is held of somebody', () => {
  it('is made when they ask, told by e-mail, and fetched with their papers', async () => {
    const { client, as, inboxUrl } = motcua;
    const said = { token: await as('lan') };
    await client.call(api.requestExport, { ...said, body: { email: 'lan@example.vn' } });
    const { archives } = await until('a copy that is ready', async () => {
      const { body } = await client.call(api.readExport, said);
      return body.state === 'ready' && body;
    });
    const bytes = Buffer.from(await (await fetch(archives[0]?.opening.url ?? '')).arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(archives[0]?.sha256);
    const files = unzipSync(bytes);
    const text = Buffer.from(files['data-1.json'] ?? []).toString();
    const { dossiers } = ExportData.parse(JSON.parse(text));
    const of = dossiers.find(({ dossier }) => dossier.id === motherTree.dossierId);
    expect(of?.files.filter(({ kind }) => kind === 'paper')).toHaveLength(2);
    for (const { path, sha256 } of of?.files ?? [])
      expect(
        createHash('sha256')
          .update(files[path] ?? '')
          .digest('hex'),
      ).toBe(sha256);
    const letters = await until('a letter that it is ready', async () => {
      const found = await emailsAbout(inboxUrl, 'Bản sao dữ liệu');
      return found.length > 0 && found;
    });
    expect(letters.map(({ destination }) => destination.to)).toEqual([['lan@example.vn']]);
  }, 60_000);

  it('is corrected where it is wrong, and gone as far as the law lets it', async () => {
    const { client, as } = motcua;
    const { dossierId } = await submitted(motcua);
    const owner = { token: await as('hoa'), params: { dossierId } };
    await client.call(api.sendFeedback, {
      ...owner,
      body: {
        kind: 'correction',
        words: 'Tờ khai ghi nhầm số điện thoại.',
        correction: { field: '/applicant/phone', value: '0912345670' },
      },
    });
    await client.call(api.answerFeedback, {
      token: await as('stp.lanh-dao'),
      params: { dossierId, number: '1' },
      body: { words: 'Đã đối chiếu với giấy tờ.', verdict: 'accepted' },
    });
    expect((await client.call(api.readDossier, owner)).body.form?.applicant.phone).toBe('0912345670');

    const said = { token: await as('lan') };
    const { body: consents } = await client.call(api.readConsents, said);
    expect(consents.items.map(({ inForce }) => inForce)).toEqual([false, false]);
    const { body: preview } = await client.call(api.readDeletion, said);
    expect(preview.filed.reduce((sum, { dossiers }) => sum + dossiers, 0)).toBeGreaterThan(0);
    const { body: asked } = await client.call(api.requestDeletion, { ...said, body: { confirmed: true } });
    expect(asked.request).toMatchObject({ state: 'asked' });
    expect((await client.attempt(api.readExport, said)).body).toMatchObject({ code: 'export-not-found' });
  }, 60_000);
});

describe('the grants of the functions', () => {
  it('suffice for all of the above', () => {
    const refusals = motcua.door.refusals().filter(({ principal }) => !DEPARTMENT_ACCOUNT.test(principal));
    expect(refusals).toEqual([]);
  });

  it('were all needed, but for those of what goes wrong and those that only Lambda itself uses', () => {
    expect(unusedGrants(motcua.assembly, motcua.door.uses())).toEqual([
      // No supplement brings an earlier result here (test/issuing/results.db.test.ts); what is filed does.
      'apply-transition dynamodb:ConditionCheckItem',
      // The answer of a repeat is found by its own write; it is read only of what has become impossible meanwhile.
      'assign-dossiers dynamodb:GetItem',
      'cancel-consignment dynamodb:GetItem',
      // Nobody calls so often here that it is counted (test/http/limit.db.test.ts).
      'compare-periods dynamodb:UpdateItem',
      // Nothing differs here; what does, is found before the table (test/portal).
      'compare-portal dynamodb:GetItem',
      // Nothing is due here for ten years; what is, is destroyed before the table (test/retention/destruction.db.test.ts).
      'decide-destruction-list dynamodb:PutItem',
      'declare-document dynamodb:UpdateItem',
      'declare-result dynamodb:GetItem',
      'destroy-dossiers dynamodb:BatchGetItem',
      'destroy-dossiers dynamodb:ConditionCheckItem',
      'destroy-dossiers dynamodb:DeleteItem',
      'destroy-dossiers dynamodb:GetItem',
      'destroy-dossiers dynamodb:PutItem',
      'destroy-dossiers s3:DeleteObjectVersion',
      'destroy-dossiers s3:ListBucketVersions',
      'draw-destruction-list dynamodb:BatchGetItem',
      'draw-destruction-list dynamodb:PutItem',
      // Nobody is late here; what is late, or soon will be, is told before the table (test/desk/).
      'end-silent-consultations dynamodb:PutItem',
      // And no draft is charged: that is told before the table (test/paying/before-submission.db.test.ts).
      'end-unpaid dynamodb:BatchGetItem',
      'end-unpaid dynamodb:DeleteItem',
      'end-unpaid dynamodb:GetItem',
      'end-unpaid dynamodb:PutItem',
      // Nothing differs here from what a provider's file says (test/paying/reconciling.db.test.ts).
      'explain-difference dynamodb:PutItem',
      // All that is settled here is told by the platform; else it is by VNPAY, or by asking (test/paying/).
      'follow-payments dynamodb:GetItem',
      'follow-payments dynamodb:UpdateItem',
      'follow-payments ses:SendEmail',
      // As of those who are late.
      'follow-supplements dynamodb:PutItem',
      'list-procedures dynamodb:UpdateItem',
      // Lambda asks for it when the mapping is made (its guide on DynamoDB, "Execution role permissions").
      'make-export dynamodb:ListStreams',
      'publish-events dynamodb:ListStreams',
      'quote-fees dynamodb:UpdateItem',
      'rate-by-receipt dynamodb:UpdateItem',
      'read-catalogue-figures dynamodb:UpdateItem',
      'read-figures dynamodb:UpdateItem',
      'read-procedure dynamodb:UpdateItem',
      // The same.
      'receive-postal-callback dynamodb:UpdateItem',
      'receive-vnpay-callback dynamodb:UpdateItem',
      // The file of the day before knows what we know.
      'reconcile-payments dynamodb:GetItem',
      'reconcile-payments dynamodb:UpdateItem',
      'record-absence dynamodb:GetItem',
      // What a suspension kept back takes two minutes to be made up for (test/feed/subscription.db.test.ts).
      'replay-events dynamodb:DeleteItem',
      'request-export dynamodb:GetItem',
      'request-extract dynamodb:GetItem',
      // No order failed here; what fails is tried again before the table (test/postal/postal.db.test.ts).
      'retry-deliveries dynamodb:GetItem',
      'retry-deliveries dynamodb:UpdateItem',
      // S3 looks for it by itself before it says that a key is not there, as of a day without a seal; no call needs it.
      'seal-log s3:ListBucket',
      // On working days, of what is due (test/notification/send-digests.db.test.ts).
      'send-digests dynamodb:GetItem',
      'send-digests dynamodb:PutItem',
      'send-digests dynamodb:Query',
      'send-digests ses:SendEmail',
      'send-feedback dynamodb:GetItem',
      // Nothing is settled by asking before another attempt is begun (test/paying/paying.db.test.ts).
      'start-payment dynamodb:UpdateItem',
      'submit-dossier dynamodb:UpdateItem',
      // The same as of the seals.
      'sweep-documents s3:ListBucket',
      // Nothing is paid for before it is submitted of what is filed at the portal here (test/portal/filing.db.test.ts).
      'sync-portal dynamodb:UpdateItem',
      'test-subscription dynamodb:GetItem',
      'track-dossier dynamodb:UpdateItem',
      'verify-paper dynamodb:UpdateItem',
      // Nothing is due soon here: who is warned, is so before the table (test/desk/due-days.db.test.ts). It is never quiet
      // on one machine either: what waits goes out in test/notification/preferences.db.test.ts.
      'watch-due-days dynamodb:BatchGetItem',
      'watch-due-days dynamodb:PutItem',
      'watch-due-days ses:SendEmail',
      'watch-due-days ssm:GetParameter',
    ]);
  });
});
