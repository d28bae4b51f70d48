import { createHash, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as endFeeReceipt } from '../../functions/paying/end-fee-receipt.ts';
import { handler as verifyPaper } from '../../functions/verification/verify-paper.ts';
import { buildIfChanged, bundleFolder } from '../../infra/build/build.ts';
import { localDateOf, systemNow } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { putChanged, putOpened } from '../../shared/hand-over/store.ts';
import { api } from '../../shared/operations.ts';
import { commit } from '../../shared/table/transaction.ts';
import { type Call, call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, draft, hoa, nam, officer, submitted, transit } from '../support/filing.ts';
import { aHandOver } from '../support/hand-overs.ts';
import { type ObjectStore, startObjectStore } from '../support/object-store.ts';
import { seen } from '../support/sheets.ts';

let table: TestTable;
let bucket: ObjectStore;
beforeAll(async () => {
  table = await startApi();
  bucket = await startObjectStore();
  await buildIfChanged();
});
afterAll(async () => {
  bucket.stop();
  await table.stop();
});

/** A function as it is deployed: bundled, with its fonts beside it. */
const handlerOf = (
  operation: typeof api.openSheet | typeof api.openRegister | typeof api.openHandOverSheet,
): Parameters<typeof call>[1] =>
  createRequire(import.meta.url)(path.join(bundleFolder(operation), 'index.js')).handler;

const openSheet = (dossierId: string, sheet: string, claims: Call['claims'] = hoa) =>
  call(api.openSheet, handlerOf(api.openSheet), { claims, params: { dossierId, sheet } });

const openRegister = (query: Record<string, string>, claims: Call['claims'] = desk) =>
  call(api.openRegister, handlerOf(api.openRegister), { claims, query });

/** A dossier that the desk has received. */
async function received(): Promise<string> {
  const dossierId = await submitted();
  await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
  return dossierId;
}

/** What stands in the bucket under an opening's hash, as a reader sees it. */
async function opened(sha256: string) {
  const put = bucket.puts.find(({ bytes }) => createHash('sha256').update(bytes).digest('hex') === sha256);
  if (!put) throw new Error(`nothing with the hash ${sha256} is in the bucket`);
  return seen(put.bytes);
}

describe('the forms of a dossier', () => {
  it('are opened for a minute, with the hash of what stands there, and are the same file when asked for again', async () => {
    const dossierId = await received();
    const { status, body } = await openSheet(dossierId, 'receipt');
    expect(status).toBe(200);
    expect(body).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/documents\/sheets\//),
      expiresInSeconds: 60,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      sizeBytes: expect.any(Number),
    });
    const { pages, raw } = await opened(body.sha256);
    expect(pages[0]?.text).toContain('Tiếp nhận hồ sơ của: Nguyễn Thị Hoa');
    expect(pages[0]?.text).toContain('NGƯỜI TIẾP NHẬN HỒ SƠ\n(Ký và ghi rõ họ tên)\nCán bộ\n');
    expect(raw).toContain('sRGB IEC61966-2.1');
    const puts = bucket.puts.length;
    expect((await openSheet(dossierId, 'receipt', desk)).body.sha256).toBe(body.sha256);
    expect(bucket.puts).toHaveLength(puts);
  });

  it('are another file once the dossier says something else, and the first is kept', async () => {
    const dossierId = await received();
    const first = await openSheet(dossierId, 'control', desk);
    await transit(dossierId, { action: 'startProcessing' }, { claims: caseOfficer, etag: '"6"' });
    const second = await openSheet(dossierId, 'control', desk);
    expect(second.body.sha256).not.toBe(first.body.sha256);
    expect((await opened(second.body.sha256)).pages[0]?.text).toContain('Nhận: Sở Tư pháp');
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :sheet)',
        ExpressionAttributeValues: { ':dossier': `DOSSIER#${dossierId}`, ':sheet': 'SHEET#control#' },
      }),
    );
    expect(Items.map(({ sha256 }) => sha256).sort()).toEqual([first.body.sha256, second.body.sha256].sort());
  });

  it('tell of a fee that was paid, to who paid and to the agency, and are verified by the code of the receipt', async () => {
    const dossierId = await received();
    const asked = { action: 'requestPayment', deadline: '2099-12-31', quantity: 3 };
    await transit(dossierId, asked, { etag: '"6"' });
    expect((await openSheet(dossierId, 'fee-receipt')).body.code).toBe('sheet-not-found');
    await transit(dossierId, { action: 'recordPayment' }, { etag: '"7"' });
    const { body } = await openSheet(dossierId, 'fee-receipt');
    const { pages, info } = await opened(body.sha256);
    const [code = ''] = /H25\.03-\d{4}-BL\d{7}/.exec(pages[0]?.text ?? '') ?? [];
    expect(pages[0]?.text).toContain('Số tiền: 205.000 đồng');
    expect(pages[0]?.text).toContain('Viết bằng chữ: Hai trăm linh năm nghìn đồng');
    expect(info).toMatchObject({ Subject: 'Mẫu số 01BLP, Nghị định số 123/2020/NĐ-CP' });
    expect((await openSheet(dossierId, 'fee-receipt', desk)).body.sha256).toBe(body.sha256);

    const verify = (sha256: string, by = code) =>
      call(api.verifyPaper, verifyPaper, { body: { code: by, sha256 } });
    expect((await verify(body.sha256)).body).toMatchObject({
      code,
      paper: { kind: 'feeReceipt' },
      agency: { code: 'H25.03' },
      state: { code: 'valid' },
    });
    const other = `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`;
    expect((await verify(body.sha256, other)).status).toBe(404);
    expect((await verify('b'.repeat(64))).status).toBe(404);

    await call(api.endFeeReceipt, endFeeReceipt, {
      claims: desk,
      params: { dossierId, receiptCode: code },
      key: randomUUID(),
      body: { as: 'cancelled', reason: 'Người nộp được miễn phí', document: 'Phiếu chi 0045/2021' },
    });
    expect((await verify(body.sha256)).body.state).toMatchObject({ code: 'cancelled' });
    const after = await openSheet(dossierId, 'fee-receipt');
    expect((await opened(after.body.sha256)).pages[0]?.text.replaceAll('\n', ' ')).toMatch(
      /Biên lai này đã bị hủy ngày .* Lý do: Người nộp được miễn phí\./,
    );
  });

  it.each(['receipt', 'supplement-request', 'refusal', 'apology', 'control', 'fee-receipt'])(
    'are not there before the record warrants them: %s',
    async (sheet) => {
      const dossierId = await submitted();
      const { status, body } = await openSheet(dossierId, sheet, desk);
      expect([status, body.code]).toEqual([404, 'sheet-not-found']);
    },
  );

  it('ask for a supplement and refuse, once an officer has', async () => {
    const dossierId = await received();
    const asked = {
      action: 'requestSupplement',
      reason: 'Bản sao căn cước không đọc được',
      items: [{ name: 'Bản sao CCCD', paperId: 'identity-copy' }],
      deadline: '2099-12-31',
    };
    await transit(dossierId, asked, { claims: caseOfficer, etag: '"6"' });
    const request = await openSheet(dossierId, 'supplement-request');
    expect((await opened(request.body.sha256)).pages[0]?.text).toContain(
      'Lý do: Bản sao căn cước không đọc được',
    );

    const other = await submitted();
    await transit(other, { action: 'refuse', reason: 'Không thuộc thẩm quyền' }, { etag: '"5"' });
    const refusal = await openSheet(other, 'refusal');
    expect((await opened(refusal.body.sha256)).pages[0]?.text).toContain('Không thuộc thẩm quyền');
  });

  it('apologise with the day and the reason that the leader has appointed', async () => {
    const dossierId = await received();
    const newDate = addDays(localDateOf(systemNow()), 40);
    const said = { action: 'reappoint', reason: 'Chờ kết quả xác minh của công an tỉnh', newDate };
    await transit(dossierId, said, { claims: officer('lanh-dao'), etag: '"6"' });
    const { body } = await openSheet(dossierId, 'apology');
    expect((await opened(body.sha256)).pages[0]?.text.replaceAll('\n', ' ')).toContain(
      'Lý do: Chờ kết quả xác minh của công an tỉnh',
    );
  });

  it('are for the owner and the deciding agency alone, and the control sheet for officers', async () => {
    const dossierId = await received();
    const answers = await Promise.all([
      openSheet(dossierId, 'receipt', nam),
      openSheet(dossierId, 'receipt', officer('can-bo-mot-cua', 'H25.08')),
      openSheet(randomUUID(), 'receipt'),
      openSheet(dossierId, 'control'),
      openSheet((await draft()).body.id, 'receipt'),
      openSheet(dossierId, 'diploma'),
    ]);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'dossier-not-found'],
      [404, 'dossier-not-found'],
      [404, 'dossier-not-found'],
      [404, 'sheet-not-found'],
      [404, 'sheet-not-found'],
      [400, 'invalid-request'],
    ]);
  });

  it('leave a trace when an officer reads one of a sensitive dossier, and none of one that there is not', async () => {
    const dossierId = await received();
    await openSheet(dossierId, 'receipt', caseOfficer);
    await openSheet(dossierId, 'receipt');
    // What is not there was not read.
    await openSheet(dossierId, 'refusal', caseOfficer);
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :reading)',
        ExpressionAttributeValues: { ':dossier': `DOSSIER#${dossierId}`, ':reading': 'READ#' },
      }),
    );
    expect(Items).toMatchObject([{ operation: 'open-sheet', reader: { role: 'caseOfficer' } }]);
  });
});

describe('a hand-over record', () => {
  const openPaper = (record: string, claims: Call['claims'] = desk) =>
    call(api.openHandOverSheet, handlerOf(api.openHandOverSheet), { claims, params: { record } });

  it('is a draft until both have signed, and then the same file ever after', async () => {
    const signed = aHandOver({ number: 13, state: 'signed', taker: undefined });
    await commit([putOpened(signed)]);
    const draft = await openPaper('2021-000013');
    expect((await opened(draft.body.sha256)).pages[0]?.text).toContain('DỰ THẢO BIÊN BẢN GIAO NHẬN');
    await commit([putChanged(signed, aHandOver({ number: 13, version: 4 }))]);
    const { status, body } = await openPaper('2021-000013');
    expect(status).toBe(200);
    expect(body.sha256).not.toBe(draft.body.sha256);
    const { pages, info } = await opened(body.sha256);
    expect(info).toMatchObject({ Subject: 'Quyết định số 45/2016/QĐ-TTg' });
    expect(pages[0]?.text).toMatch(/EB202110106VN.*EB123456785VN/s);
    expect((await openPaper('2021-000013')).body.sha256).toBe(body.sha256);
  });

  it('is not there once it was discarded, nor for the desk of another agency', async () => {
    await commit([putOpened(aHandOver({ number: 14, state: 'discarded' }))]);
    expect((await openPaper('2021-000014')).body.code).toBe('sheet-not-found');
    const other = officer('can-bo-mot-cua', 'H25.08');
    expect((await openPaper('2021-000013', other)).body.code).toBe('hand-over-not-found');
  });
});

describe('the register of an agency', () => {
  const today = localDateOf(systemNow());

  it('lists what it received in the days asked for, in the order in which it came', async () => {
    const before = await openRegister({ from: today, to: today });
    await received();
    const { status, body } = await openRegister({ from: addDays(today, -30), to: today });
    expect(status).toBe(200);
    expect(body.sha256).not.toBe(before.body.sha256);
    const { pages, info } = await opened(body.sha256);
    expect(info).toMatchObject({ Subject: 'Mẫu số 06, Thông tư số 01/2018/TT-VPCP' });
    const codes = pages.flatMap(({ text }) => text.match(/H25\.03-\d{6}-\d{4}/g) ?? []);
    expect(codes.length).toBeGreaterThan(1);
    expect(codes).toEqual([...codes].sort());
    expect((await openRegister({ from: addDays(today, -30), to: today })).body.sha256).toBe(body.sha256);
  });

  it("is the caller's own", async () => {
    const { body } = await openRegister({ from: today, to: today }, officer('lanh-dao', 'H25.08'));
    const text = (await opened(body.sha256)).pages[0]?.text ?? '';
    expect(text).toContain('SỞ GIAO THÔNG VẬN TẢI');
    expect(text).not.toMatch(/H25\.03-/);
  });

  it.each([
    ['whose last day is before its first', { from: '2021-10-02', to: '2021-10-01' }],
    ['of more than 31 days', { from: '2021-10-01', to: '2021-11-01' }],
  ])('is none of a period %s', async (_, query) => {
    const { status, body } = await openRegister(query);
    expect([status, body.errors]).toEqual([
      400,
      [
        {
          in: 'query',
          field: 'to',
          code: 'period',
          message: 'Ngày cuối không được trước ngày đầu, và cả kỳ không quá 31 ngày',
        },
      ],
    ]);
  });

  it('is none of days that are no dates', async () => {
    const { status, body } = await openRegister({ from: '+275760-09-13T00:00:00Z', to: '2021-10-31' });
    expect([status, body.errors]).toMatchObject([400, [{ field: 'from', code: 'not-date' }]]);
  });

  it('is not for case officers, nor for applicants', async () => {
    for (const claims of [caseOfficer, hoa]) {
      const { status, body } = await openRegister({ from: today, to: today }, claims);
      expect([status, body.code]).toEqual([403, 'caller-not-allowed']);
    }
  });
});
