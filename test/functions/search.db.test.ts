import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as searchDossiers } from '../../functions/desk/search-dossiers.ts';
import { localDateOf } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { sealCursor } from '../../shared/http/cursor.ts';
import { api } from '../../shared/operations.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import {
  caseOfficer,
  desk,
  fill,
  form,
  hoa,
  nam,
  officer,
  readyDraft,
  submit,
  transit,
} from '../support/filing.ts';

let table: TestTable;
let codes: Record<string, string>;
beforeAll(async () => {
  table = await startApi();
  codes = {};
  for (const fullName of ['Nguyễn Thị Hoa', 'Nguyễn Thị Hòa Bình', 'Đỗ Thị Ngọc Lan']) {
    const dossierId = await readyDraft(hoa);
    const personalId = fullName.startsWith('Đỗ') ? '035168002468' : form.applicant.personalId;
    await fill(dossierId, {
      etag: '"4"',
      body: { ...form, applicant: { ...form.applicant, fullName, personalId } },
    });
    const { body } = await submit(dossierId, { etag: '"5"' });
    codes[fullName] = body.receipt.code;
  }
});
afterAll(() => table.stop());

const search = (body: object, claims: Record<string, string> = caseOfficer) =>
  call(api.searchDossiers, searchDossiers, { claims, body });
const found = async (body: object, claims?: Record<string, string>): Promise<string[]> =>
  (await search(body, claims)).body.items.map(
    ({ applicantName }: { applicantName: string }) => applicantName,
  );

const today = localDateOf(new Date());

describe('officers find dossiers', () => {
  it('by how the name begins, without diacritics and in any case', async () => {
    expect(await found({ by: 'name', name: 'nguyen thi hoa' })).toEqual([
      'Nguyễn Thị Hòa Bình',
      'Nguyễn Thị Hoa',
    ]);
    expect(await found({ by: 'name', name: 'ĐỖ' })).toEqual(['Đỗ Thị Ngọc Lan']);
    expect(await found({ by: 'name', name: 'do thi ngoc lan' })).toEqual(['Đỗ Thị Ngọc Lan']);
    expect(await found({ by: 'name', name: 'thi' })).toEqual([]);
    // Tone marks without a letter, which every name would begin with.
    expect(await found({ by: 'name', name: '\u0301\u0301' })).toEqual([]);
  });

  it('by the words with which the name ends, of which the last is what people are called by', async () => {
    expect(await found({ by: 'name', name: 'hoa' })).toEqual(['Nguyễn Thị Hoa']);
    expect(await found({ by: 'name', name: 'Thị Hoa' })).toEqual(['Nguyễn Thị Hoa']);
    expect(await found({ by: 'name', name: 'ngoc  lan' })).toEqual(['Đỗ Thị Ngọc Lan']);
    expect(await found({ by: 'name', name: 'hoa binh' })).toEqual(['Nguyễn Thị Hòa Bình']);
    expect(await found({ by: 'name', name: 'thi ngoc' })).toEqual([]);
    expect(await found({ by: 'name', name: 'oa' })).toEqual([]);
    expect(await found({ by: 'name', name: 'hoa' }, officer('lanh-dao', 'H25.08'))).toEqual([]);
  });

  it('by the whole number of the papers, which stands in no key', async () => {
    expect(await found({ by: 'number', number: '035168002468' })).toEqual(['Đỗ Thị Ngọc Lan']);
    expect((await search({ by: 'number', number: '0351680024' })).body.code).toBe('invalid-request');
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
    const keys = Items.flatMap((item) => Object.entries(item).filter(([name]) => /[PS]K$/.test(name)));
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter(([, key]) => String(key).includes('035168002468'))).toEqual([]);
  });

  it('by code, as far as they may see it', async () => {
    const code = codes['Nguyễn Thị Hoa'];
    expect(await found({ by: 'code', code })).toEqual(['Nguyễn Thị Hoa']);
    expect(await found({ by: 'code', code }, officer('chuyen-vien', 'H25.08'))).toEqual([]);
    expect(await found({ by: 'code', code: 'H25.03-211010-0999' })).toEqual([]);
  });

  it('by procedure and by days of filing, in the order of filing', async () => {
    const all = ['Nguyễn Thị Hoa', 'Nguyễn Thị Hòa Bình', 'Đỗ Thị Ngọc Lan'];
    const days = { from: addDays(today, -7), until: today };
    const before = { from: addDays(today, -7), until: addDays(today, -1) };
    const procedure = { by: 'procedure', procedureCode: '2.000488' };
    expect(await found({ by: 'days', days })).toEqual(all);
    expect(await found(procedure)).toEqual(all);
    expect(await found({ ...procedure, days })).toEqual(all);
    for (const wanted of [
      { by: 'days', days: before },
      { ...procedure, days: before },
    ])
      expect(await found(wanted)).toEqual([]);
    expect(await found({ ...procedure, procedureCode: '2.001417' })).toEqual([]);
    const backwards = { from: today, until: addDays(today, -1) };
    for (const wanted of [{ by: 'days' }, procedure])
      expect((await search({ ...wanted, days: backwards })).body).toMatchObject({
        status: 400,
        errors: [{ field: '/days/until', code: 'period' }],
      });
    const month = { from: addDays(today, -31), until: today };
    expect((await search({ by: 'days', days: month })).body.errors).toMatchObject([
      { code: 'too-many-days' },
    ]);
  });

  it.each([
    ['name', { by: 'name', name: 'nguyen' }, 2],
    ['days', { by: 'days', days: { from: today, until: today } }, 3],
    ['procedure', { by: 'procedure', procedureCode: '2.000488' }, 3],
  ])('page by page: by %s', async (_, wanted, all) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await search({ ...wanted, limit: 1, ...(cursor && { cursor }) });
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([all, all]);
  });

  it('no further than the last, wherever they say that they have been', async () => {
    const wanted = { by: 'name', name: 'nguyen' };
    const cursor = sealCursor(['search', 'H25.03', JSON.stringify(wanted)], 'nguyen\u{1f600}');
    const { status, body } = await search({ ...wanted, cursor });
    expect([status, body.items]).toEqual([200, []]);
  });

  it('of their own agency only, and nobody else does', async () => {
    for (const wanted of [
      { by: 'name', name: 'nguyen' },
      { by: 'number', number: '035168002468' },
      { by: 'procedure', procedureCode: '2.000488' },
      { by: 'days', days: { from: today, until: today } },
    ])
      expect(await found(wanted, officer('lanh-dao', 'H25.08'))).toEqual([]);
    expect((await search({ by: 'name', name: 'nguyen' }, nam)).status).toBe(403);
    expect(await found({ by: 'name', name: 'nguyen' }, desk)).toHaveLength(2);
  });

  it('by the whole name each once, whether others begin or end so', async () => {
    for (const fullName of ['Lan Ngọc', 'Lan Ngọc Bích', 'Vũ Lan Ngọc', 'Lý Thị Lan Ngọc']) {
      const dossierId = await readyDraft(hoa);
      const applicant = { ...form.applicant, fullName };
      await fill(dossierId, { etag: '"4"', body: { ...form, applicant } });
      await submit(dossierId, { etag: '"5"' });
    }
    const all = ['Lan Ngọc Bích', 'Lan Ngọc', 'Lý Thị Lan Ngọc', 'Vũ Lan Ngọc'];
    expect([...(await found({ by: 'name', name: 'lan ngoc' }))].sort()).toEqual(
      // Whoever turns the words around finds also whom they name so.
      [...all, 'Đỗ Thị Ngọc Lan'].sort(),
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await search({ by: 'name', name: 'lan ngoc', limit: 2, ...(cursor && { cursor }) });
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  });

  it('by the name as it was corrected, however they say it', async () => {
    const dossierId = await readyDraft(hoa);
    await fill(dossierId, {
      etag: '"4"',
      body: { ...form, applicant: { ...form.applicant, fullName: 'Vũ Thu Trang' } },
    });
    await submit(dossierId, { etag: '"5"' });
    const item = { name: 'Họ và tên', field: '/applicant/fullName' };
    const deadline = addDays(today, 14);
    const reason = 'Họ tên không khớp với căn cước';
    await transit(
      dossierId,
      { action: 'requestSupplement', reason, items: [item], deadline },
      { etag: '"6"' },
    );
    const corrections = { '/applicant/fullName': 'Vũ Thu Giang' };
    await transit(dossierId, { action: 'answerSupplement', corrections }, { claims: hoa, etag: '"7"' });
    for (const name of ['giang', 'thu giang', 'vu thu'])
      expect(await found({ by: 'name', name })).toEqual(['Vũ Thu Giang']);
  });
});
