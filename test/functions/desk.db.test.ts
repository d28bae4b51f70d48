import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as listWorklist } from '../../functions/desk/list-worklist.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { loadDocument } from '../../shared/document/store.ts';
import { FEE_RECEIPT_CODE } from '../../shared/fee-receipt/series.ts';
import { api } from '../../shared/operations.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import {
  caseOfficer,
  declaration,
  declare,
  desk,
  hoa,
  nam,
  officer,
  settleDocument,
  submitted,
  transit,
} from '../support/filing.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startApi();
});
afterAll(() => table.stop());

/** A day far enough ahead of any clock this test runs under. */
const later = '2099-12-31';

const read = (dossierId: string, claims: Record<string, string> = hoa) =>
  call(api.readDossier, readDossier, { claims, params: { dossierId } });

const worklist = (query: Record<string, string> = {}, claims: Record<string, string> = desk) =>
  call(api.listWorklist, listWorklist, { claims, query });

const request = {
  action: 'requestSupplement',
  reason: 'Bản sao căn cước không đọc được',
  items: [{ name: 'Bản sao CCCD', paperId: 'identity-copy' }],
  deadline: later,
};

describe('a transition', () => {
  it('answers with status, national code, ETag, due date, and what this caller may do next', async () => {
    const dossierId = await submitted();
    const { status, headers, body } = await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
    expect(status).toBe(200);
    expect(headers.etag).toBe('"6"');
    expect(body).toMatchObject({
      status: 'received',
      version: 6,
      nationalStatus: { code: 2, name: { vi: 'Được tiếp nhận' } },
      allowedActions: ['assign', 'requestPayment'],
    });
    expect(body.dueAt).toMatch(/T17:00:00\+07:00$/);
  });

  it.each([
    ['not from here', { action: 'finish' }, caseOfficer, 409, 'transition-not-allowed'],
    ['not by this role', { action: 'receive' }, caseOfficer, 409, 'transition-not-allowed'],
    ['not by the owner', { action: 'receive' }, hoa, 409, 'transition-not-allowed'],
    [
      'not by another agency',
      { action: 'receive' },
      officer('can-bo-mot-cua', 'H25.08'),
      404,
      'dossier-not-found',
    ],
    [
      'not by another person',
      { action: 'requestWithdrawal', reason: 'Đổi ý rồi' },
      nam,
      404,
      'dossier-not-found',
    ],
    ['not without its reason', { action: 'refuse' }, desk, 400, 'invalid-request'],
    ['not one that does not exist', { action: 'lose' }, desk, 400, 'invalid-request'],
  ])('is refused: %s', async (_, body, claims, status, code) => {
    const dossierId = await submitted();
    const refused = await transit(dossierId, body, { claims, etag: '"5"' });
    expect(refused.body).toMatchObject({ status, code });
    expect((await read(dossierId)).body).toMatchObject({ status: 'submitted', version: 5 });
  });

  it('on a stale ETag is refused and changes nothing', async () => {
    const dossierId = await submitted();
    expect((await transit(dossierId, { action: 'receive' }, { etag: '"4"' })).body.code).toBe(
      'version-stale',
    );
    expect((await read(dossierId)).body.version).toBe(5);
  });

  it('by two officers at once happens once', async () => {
    const dossierId = await submitted();
    const answers = await Promise.all([
      transit(dossierId, { action: 'receive' }, { etag: '"5"' }),
      transit(dossierId, { action: 'refuse', reason: 'Thiếu giấy tờ' }, { etag: '"5"' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe('a supplement', () => {
  it('is answered with the papers asked for, once', async () => {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
    const asked = await transit(dossierId, request, { claims: caseOfficer, etag: '"6"' });
    expect(asked.body).toMatchObject({ status: 'supplementRequested', nationalStatus: { code: 5 } });
    expect(asked.body.dueAt).toBeUndefined();

    const answer = { action: 'answerSupplement' };
    const empty = await transit(dossierId, answer, { claims: hoa, etag: '"7"' });
    expect(empty.body).toMatchObject({
      code: 'papers-incomplete',
      errors: [{ field: '/identity-copy', code: 'paper-missing' }],
    });

    const { body } = await declare(dossierId, { body: declaration('identity-copy') });
    await settleDocument(dossierId, body.document.documentId);
    const stale = await transit(dossierId, answer, { claims: hoa, etag: '"7"' });
    expect(stale.body.code).toBe('version-stale');
    const answered = await transit(dossierId, answer, { claims: hoa, etag: '"8"' });
    expect(answered.body).toMatchObject({ status: 'processing', nationalStatus: { code: 4 } });
    expect(answered.body.dueAt).toBeDefined();

    const again = await transit(dossierId, request, { claims: caseOfficer, etag: '"9"' });
    expect(again.body.supplements).toMatchObject([{ agencyFault: false }, { agencyFault: true }]);
    const anew = await declare(dossierId, { body: declaration('identity-copy') });
    await settleDocument(dossierId, anew.body.document.documentId);
    await transit(dossierId, answer, { claims: hoa, etag: '"11"' });
    const third = await transit(dossierId, request, { claims: caseOfficer, etag: '"12"' });
    expect(third.body.code).toBe('supplement-limit-reached');
    expect((await read(dossierId, caseOfficer)).body.allowedActions).not.toContain('requestSupplement');
  });

  it('says of each thing why it is asked for and how it is mended, by the catalogue and in words of its own', async () => {
    const dossierId = await submitted();
    const items = [
      { name: 'Bản sao CCCD', paperId: 'identity-copy', reason: 'illegible', note: 'Mặt sau bị lóa' },
      { name: 'Số điện thoại', field: '/applicant/phone', reason: 'unreachable' },
    ];
    const { reason: _, ...inFull } = { ...request, items };
    const { body } = await transit(dossierId, inFull, { etag: '"5"' });
    expect(body.supplements).toMatchObject([
      {
        reason: 'Bản chụp mờ, thiếu trang hoặc không đọc được; Không liên lạc được theo thông tin đã khai',
        items: [
          {
            id: 'identity-copy',
            note: 'Mặt sau bị lóa',
            reason: {
              code: 'illegible',
              mend: { vi: 'Chụp hoặc quét lại bản chính, đủ các trang, đủ bốn góc, rõ chữ và rõ dấu.' },
              legalBasis: 'Nghị định 61/2018/NĐ-CP Điều 17',
            },
          },
          { id: '/applicant/phone', reason: { code: 'unreachable' } },
        ],
      },
    ]);
  });

  it.each([
    ['no reason, where no words stand for all', {}, 'required'],
    ['a reason that the catalogue does not have', { reason: 'no-such-reason' }, 'reason-unknown'],
    ['a reason that is none for a paper', { reason: 'field-wrong' }, 'reason-not-of-this'],
  ])('cannot be asked for with %s', async (_, why, code) => {
    const dossierId = await submitted();
    const { reason: _words, ...inFull } = request;
    const items = [{ name: 'Bản sao CCCD', paperId: 'identity-copy', ...why }];
    const refused = await transit(dossierId, { ...inFull, items }, { etag: '"5"' });
    expect(refused.body).toMatchObject({ status: 400, errors: [{ field: '/items/0/reason', code }] });
  });

  it.each([
    [
      'a paper that the procedure does not have',
      { paperId: 'no-such-paper' },
      '/items/1/paperId',
      'paper-unknown',
    ],
    [
      'a field that the form does not have',
      { field: '/applicant/shoeSize' },
      '/items/1/field',
      'field-unknown',
    ],
    ['the same thing twice', { paperId: 'identity-copy' }, '/items/1', 'asked-twice'],
    ['both a paper and a field', { paperId: 'x', field: '/content' }, '/items/1/field', 'paper-or-field'],
  ])('cannot ask for %s: nothing could answer it', async (_, what, field, code) => {
    const dossierId = await submitted();
    const items = [...request.items, { name: 'Cái khác', ...what }];
    const refused = await transit(dossierId, { ...request, items }, { etag: '"5"' });
    expect(refused.body).toMatchObject({ status: 400, errors: [{ field, code }] });
    expect((await read(dossierId)).body).toMatchObject({ status: 'submitted', supplements: [] });
  });

  it('asks for a paper, a field and something new, and is answered by all three and nothing else', async () => {
    const dossierId = await submitted();
    const items = [
      ...request.items,
      { name: 'Số điện thoại đúng', field: '/applicant/phone' },
      { name: 'Bản giải trình' },
    ];
    const asked = await transit(dossierId, { ...request, items }, { etag: '"5"' });
    expect(asked.body.supplements[0].items.map(({ id }: { id: string }) => id)).toEqual([
      'identity-copy',
      '/applicant/phone',
      'moi-3',
    ]);
    const answer = (corrections: object, etag: string) =>
      transit(dossierId, { action: 'answerSupplement', corrections }, { claims: hoa, etag });
    for (const paperId of ['identity-copy', 'moi-3']) {
      const { body } = await declare(dossierId, { body: declaration(paperId) });
      await settleDocument(dossierId, body.document.documentId);
    }
    expect((await declare(dossierId)).body.errors).toMatchObject([
      {
        field: '/paperId',
        code: 'paper-not-asked',
        message: 'Giấy tờ này không được yêu cầu bổ sung; chỉ bổ sung: Bản sao CCCD; Bản giải trình',
      },
    ]);
    expect((await answer({}, '"8"')).body.errors).toMatchObject([
      { field: '/corrections/applicant/phone', code: 'required' },
    ]);
    const more = { '/applicant/phone': '0987654321', '/content': 'Xin cái khác' };
    expect((await answer(more, '"8"')).body.errors).toMatchObject([
      {
        field: '/corrections/content',
        code: 'field-not-asked',
        message: 'Trường này không được yêu cầu sửa; chỉ bổ sung: Số điện thoại đúng',
      },
    ]);
    expect((await answer({ '/applicant/phone': '123' }, '"8"')).body).toMatchObject({
      code: 'form-invalid',
      errors: [{ field: '/applicant/phone', code: 'phone' }],
    });
    const answered = await answer({ '/applicant/phone': '0987654321' }, '"8"');
    expect(answered.body).toMatchObject({
      status: 'submitted',
      form: {
        applicant: {
          phone: '0987654321',
          fullName: 'Nguyễn Thị Hoa',
          address: { line: 'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam' },
        },
      },
    });
  });

  it('waits for a file that is still examined, and names it', async () => {
    const dossierId = await submitted();
    await transit(dossierId, request, { etag: '"5"' });
    await declare(dossierId, { body: declaration('identity-copy') });
    const early = await transit(dossierId, { action: 'answerSupplement' }, { claims: hoa, etag: '"7"' });
    expect(early.body).toMatchObject({
      code: 'papers-incomplete',
      errors: [{ field: '/identity-copy', code: 'paper-not-examined' }],
    });
  });

  it('has papers that nothing forgets, however late its deadline is', async () => {
    const dossierId = await submitted();
    await transit(dossierId, request, { etag: '"5"' });
    const { body } = await declare(dossierId, { body: declaration('identity-copy') });
    expect(body.upload.fields.tagging).toBe(
      '<Tagging><TagSet><Tag><Key>retention</Key><Value>dossier</Value></Tag></TagSet></Tagging>',
    );
    const found = await loadDocument(dossierId, body.document.documentId);
    expect(found?.access).toEqual({ owner: 'cd-hoa', agency: 'H25.03' });
  });

  it('needs a deadline in the future', async () => {
    const dossierId = await submitted();
    const refused = await transit(dossierId, { ...request, deadline: '2020-01-01' }, { etag: '"5"' });
    expect(refused.body).toMatchObject({
      status: 400,
      errors: [{ field: '/deadline', code: 'deadline-past' }],
    });
  });

  it('takes no papers once the dossier is no longer open for them', async () => {
    const dossierId = await submitted();
    expect((await declare(dossierId)).body.code).toBe('transition-not-allowed');
  });
});

describe('a withdrawal, a payment and a result', () => {
  it('stops on request of the owner', async () => {
    const dossierId = await submitted();
    const asked = await transit(
      dossierId,
      { action: 'requestWithdrawal', reason: 'Không cần nữa' },
      { claims: hoa, etag: '"5"' },
    );
    expect(asked.body).toMatchObject({
      status: 'withdrawalRequested',
      nationalStatus: { code: 7 },
      allowedActions: ['takeBackWithdrawal'],
    });
    const stopped = await transit(dossierId, { action: 'confirmWithdrawal' }, { etag: '"6"' });
    expect(stopped.body).toMatchObject({
      status: 'stopped',
      nationalStatus: { code: 8 },
      allowedActions: [],
    });
  });

  it('waits for the payment and goes on with its receipt', async () => {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
    const asked = await transit(dossierId, { action: 'requestPayment', deadline: later }, { etag: '"6"' });
    expect(asked.body).toMatchObject({
      nationalStatus: { code: 6 },
      payments: [{ amountVnd: 200000, state: 'open' }],
    });
    const paid = await transit(dossierId, { action: 'recordPayment' }, { etag: '"7"' });
    expect(paid.body).toMatchObject({
      status: 'processing',
      payments: [{ receiptNo: expect.stringMatching(FEE_RECEIPT_CODE) }],
    });
  });

  it('is asked for a second payment, and the receipt of the first stays', async () => {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
    const pay = (quantity: number) => ({ action: 'requestPayment', quantity, deadline: later });
    await transit(dossierId, pay(1), { etag: '"6"' });
    await transit(dossierId, { action: 'recordPayment' }, { etag: '"7"' });
    const again = await transit(dossierId, pay(4), { etag: '"8"' });
    expect(again.body.payments).toMatchObject([
      { amountVnd: 200_000, state: 'paid', receiptNo: expect.stringMatching(FEE_RECEIPT_CODE) },
      { amountVnd: 210_000, state: 'open' },
    ]);
    expect((await read(dossierId)).body.payments).toEqual(again.body.payments);
  });

  it('is handed over at the desk', async () => {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
    await transit(dossierId, { action: 'startProcessing' }, { claims: caseOfficer, etag: '"6"' });
    const done = await transit(dossierId, { action: 'finish' }, { claims: caseOfficer, etag: '"7"' });
    expect(done.body).toMatchObject({ status: 'done', nationalStatus: { code: 9 } });
    const returned = await transit(dossierId, { action: 'returnResult' }, { etag: '"8"' });
    expect(returned.body).toMatchObject({
      status: 'returned',
      nationalStatus: { code: 10 },
      allowedActions: [],
    });
  });
});

describe('a withdrawal that was asked for', () => {
  const withdrawn = async (from: 'submitted' | 'processing') => {
    const dossierId = await submitted();
    if (from === 'processing') {
      await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
      await transit(dossierId, { action: 'startProcessing' }, { claims: caseOfficer, etag: '"6"' });
    }
    const etag = from === 'processing' ? '"7"' : '"5"';
    const ask = { action: 'requestWithdrawal', reason: 'Không cần nữa' };
    const asked = await transit(dossierId, ask, { claims: hoa, etag });
    return { dossierId, etag: String(asked.headers.etag) };
  };

  it.each(['submitted', 'processing'] as const)(
    'from %s is taken back to there by its owner',
    async (from) => {
      const { dossierId, etag } = await withdrawn(from);
      const back = await transit(dossierId, { action: 'takeBackWithdrawal' }, { claims: hoa, etag });
      expect(back.body).toMatchObject({ status: from });
      expect(back.body.reason).toBeUndefined();
    },
  );

  it('is declined with a reason by those who decide, and by nobody else', async () => {
    const { dossierId, etag } = await withdrawn('processing');
    const decline = { action: 'declineWithdrawal', reason: 'Kết quả đã được ký' };
    expect((await transit(dossierId, decline, { etag })).body.code).toBe('transition-not-allowed');
    const { reason: _, ...silent } = decline;
    expect((await transit(dossierId, silent, { claims: caseOfficer, etag })).body.code).toBe(
      'invalid-request',
    );
    const declined = await transit(dossierId, decline, { claims: caseOfficer, etag });
    expect(declined.body).toMatchObject({ status: 'processing', reason: 'Kết quả đã được ký' });
  });
});

describe('the worklist', () => {
  it('holds the open dossiers of the own agency only, page by page, each once', async () => {
    const mine = officer('can-bo-mot-cua');
    const list = 'reception';
    const before = await worklist({ list, limit: '100' });
    const added = [];
    for (let i = 0; i < 3; i++) added.push(await submitted());
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await worklist({ list, limit: '2', ...(cursor && { cursor }) }, mine);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(before.body.items.length + 3);
    expect(seen).toEqual(expect.arrayContaining(added));
    expect((await worklist({ list }, officer('can-bo-mot-cua', 'H25.08'))).body.items).toEqual([]);
  });

  it('shows what lies in one place, by what is due first, and what is due before a day', async () => {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
    const { body } = await worklist({ list: 'unassigned', limit: '100' });
    expect(body.items.map(({ id }: { id: string }) => id)).toContain(dossierId);
    const due = body.items.map(({ dueAt }: { dueAt: string }) => dueAt);
    expect(due).toEqual([...due].sort());
    expect((await worklist({ list: 'unassigned', dueBefore: '2021-01-01' })).body.items).toEqual([]);
    const due99 = (await worklist({ dueBefore: '2099-01-01', limit: '100' })).body.items;
    expect(due99.length).toBeGreaterThan(0);
    expect(due99.filter((item: { dueAt?: string }) => !item.dueAt)).toEqual([]);
  });

  it('drops what is closed', async () => {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'refuse', reason: 'Không thuộc thẩm quyền' }, { etag: '"5"' });
    for (const list of ['due', 'reception']) {
      const { body } = await worklist({ list, limit: '100' });
      expect(body.items.map(({ id }: { id: string }) => id)).not.toContain(dossierId);
    }
  });

  it('is for officers only', async () => {
    expect((await worklist({}, hoa)).body.code).toBe('caller-not-allowed');
  });

  it('refuses a cursor of another filter', async () => {
    await submitted();
    await submitted();
    const { body } = await worklist({ list: 'reception', limit: '1' });
    const other = await worklist({ list: 'results', limit: '1', cursor: body.nextCursor });
    expect(other.body.code).toBe('cursor-invalid');
  });
});

describe('a repeat', () => {
  it('of a transition gives the original answer, though the dossier has moved on', async () => {
    const dossierId = await submitted();
    const key = randomUUID();
    const first = await transit(dossierId, { action: 'receive' }, { etag: '"5"', key });
    await transit(dossierId, { action: 'startProcessing' }, { claims: caseOfficer, etag: '"6"' });
    const again = await transit(dossierId, { action: 'receive' }, { etag: '"5"', key });
    expect(again.body).toEqual(first.body);
    expect(again.headers).toMatchObject({ etag: '"6"', 'idempotent-replayed': 'true' });
  });
});
