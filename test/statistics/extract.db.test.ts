import { randomUUID } from 'node:crypto';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler as makeExport } from '../../functions/errand/make-export.ts';
import { handler as listCountedDossiers } from '../../functions/statistics/list-counted-dossiers.ts';
import { handler as readExtract } from '../../functions/statistics/read-extract.ts';
import { handler as requestExtract } from '../../functions/statistics/request-extract.ts';
import { systemNow } from '../../shared/clock.ts';
import { goOnWithErrand } from '../../shared/errand/going-on.ts';
import { api } from '../../shared/operations.ts';
import { loadExtract, putExtract } from '../../shared/statistics/extract-store.ts';
import { extracts } from '../../shared/statistics/extracting.ts';
import { project } from '../../shared/statistics/projection.ts';
import { commit } from '../../shared/table/transaction.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { anEvent } from '../support/events.ts';
import { officer } from '../support/filing.ts';
import { type ObjectStore, startObjectStore } from '../support/object-store.ts';

const mail = mockClient(SESv2Client);
let table: TestTable;
let bucket: ObjectStore;
beforeAll(async () => {
  table = await startApi();
  bucket = await startObjectStore();
  Object.assign(process.env, {
    EMAIL_SENDER: 'motcua@hanam.gov.vn',
    EMAIL_CONFIGURATION_SET: 'motcua-email',
  });
  for (const agency of ['H25.03', 'H25.08'])
    for (let number = 1; number <= 7; number++) await counted(agency, number);
});
afterAll(async () => {
  bucket.stop();
  await table.stop();
});
beforeEach(() => {
  mail.reset();
  mail.on(SendEmailCommand).resolves({ MessageId: 'mail-1' });
});

const codeOf = (agency: string, number: number) => `${agency}-211010-${String(number).padStart(4, '0')}`;

/** A dossier that was received on 10 October 2021, every other one online. */
async function counted(agency: string, number: number): Promise<void> {
  const dossierCode = codeOf(agency, number);
  const channel = number % 2 === 0 ? 'online' : 'desk';
  const changed = { dossierId: randomUUID(), dossierCode, agency, channel } as const;
  await project([anEvent('dossier.received', changed, `received-${dossierCode}`)]);
}

const october = { figure: 'received', from: '2021-10-01', to: '2021-10-31', format: 'csv' } as const;
const control = (sub: string) => ({ ...officer('lanh-dao', 'H25.01'), VaiTro: 'kiem-soat-tthc', sub });

const ask = (claims: Readonly<Record<string, string>>, body: object, key = randomUUID()) =>
  call(api.requestExtract, requestExtract, { claims, key, body });
const look = (claims: Readonly<Record<string, string>>) => call(api.readExtract, readExtract, { claims });

/** What the stream brings of an officer's item. */
const wake = (subject: string) =>
  makeExport({
    Records: [{ dynamodb: { Keys: { PK: { S: `ACCOUNT#${subject}` }, SK: { S: 'EXTRACT' } } } }],
  } as DynamoDBStreamEvent);

const lastFile = () => bucket.puts.at(-1) ?? { bytes: Buffer.alloc(0), path: '' };
const codesIn = (csv: Buffer) => csv.toString().match(/H25\.\d\d-\d{6}-\d{4}/g) ?? [];

describe('the whole list of the dossiers behind a figure', () => {
  it('is made in the background of all agencies, as the list in parts has it of each', async () => {
    const claims = control('cb-whole');
    const asked = await ask(claims, october);
    expect(asked).toMatchObject({ status: 201, body: { state: 'making', dossiers: 0, files: [] } });
    await wake(claims.sub);
    const { body } = await look(claims);
    expect(body).toMatchObject({ state: 'ready', figure: 'received', dossiers: 14, files: [{ number: 1 }] });
    expect(lastFile().path).toBe(`/documents/sheets/exports/${asked.body.exportId}/1.csv`);
    expect(body.files[0].opening.url).toContain('X-Amz-Expires=60');
    const listed = [];
    for (const agency of ['H25.03', 'H25.08']) {
      const { format: _, ...query } = october;
      const said = { claims, query: { ...query, agency } };
      const { body: part } = await call(api.listCountedDossiers, listCountedDossiers, said);
      listed.push(...part.items.map(({ code }: { code: string }) => code));
    }
    expect(listed).toHaveLength(14);
    expect(codesIn(lastFile().bytes)).toEqual(listed);
  });

  it('is, as a workbook, of whom and what was asked for', async () => {
    const claims = { ...officer('lanh-dao', 'H25.08'), sub: 'cb-workbook' };
    expect((await ask(claims, { ...october, agency: 'H25.03' })).status).toBe(403);
    await ask(claims, { ...october, channel: 'online', format: 'xlsx' });
    await wake(claims.sub);
    const [sheet] = await readXlsxFile(lastFile().bytes);
    const [head, ...rows] = sheet?.data ?? [];
    expect(head).toEqual(['Mã hồ sơ', 'Mã thủ tục', 'Kênh nộp', 'Trạng thái', 'Hạn trả kết quả']);
    expect(rows.map(([code, , channel]) => [code, channel])).toEqual(
      [6, 4, 2].map((number) => [codeOf('H25.08', number), 'Trực tuyến']),
    );
  });

  it('has a file though it is empty, and is refused where it makes no sense', async () => {
    const claims = control('cb-empty');
    expect((await ask(claims, { ...october, to: '2021-09-01' })).status).toBe(400);
    expect((await ask(claims, { ...october, format: 'json' })).status).toBe(400);
    await ask(claims, { ...october, figure: 'returned' });
    await wake(claims.sub);
    expect((await look(claims)).body).toMatchObject({
      state: 'ready',
      dossiers: 0,
      files: [{ dossiers: 0 }],
    });
    expect(lastFile().bytes.toString()).toMatch(/^\uFEFFMã hồ sơ,.*\r\n$/);
  });

  it('goes on where it stood, file by file, and tells of none twice though it is cut', async () => {
    const claims = control('cb-many');
    await ask(claims, october);
    const limits = { dossiers: 5, looked: 1_000, page: 3 };
    const told: string[][] = [];
    for (let files = 1; (await loadExtract(claims.sub))?.state === 'making'; files++) {
      // A run that was cut after it began: the next finds its step again.
      const cut = await loadExtract(claims.sub);
      if (cut) await commit([putExtract(cut, { ...cut, step: cut.step + 1, tries: 1 }, { wakes: false })]);
      await goOnWithErrand(extracts(limits), claims.sub, systemNow);
      expect((await loadExtract(claims.sub))?.files).toHaveLength(files);
      told.push(codesIn(lastFile().bytes));
    }
    expect(told.map((codes) => codes.length)).toEqual([6, 7, 1]);
    expect(new Set(told.flat()).size).toBe(14);
  });

  it('has no file for a stretch in which nothing is found', async () => {
    const claims = control('cb-seldom');
    await ask(claims, { ...october, figure: 'returned' });
    const limits = { dossiers: 5, looked: 3, page: 3 };
    for (let runs = 0; (await loadExtract(claims.sub))?.state === 'making' && runs < 20; runs++)
      await goOnWithErrand(extracts(limits), claims.sub, systemNow);
    expect((await look(claims)).body).toMatchObject({ state: 'ready', files: [{ dossiers: 0 }] });
    expect((await loadExtract(claims.sub))?.files).toHaveLength(1);
  });

  it('is told by an e-mail that says nothing of it; another takes its place, but none while it is made', async () => {
    const claims = control('cb-told');
    const key = randomUUID();
    const body = { ...october, email: 'thong-ke@hanam.gov.vn' };
    const first = await ask(claims, body, key);
    expect((await ask(claims, body, key)).body).toEqual(first.body);
    expect((await ask(claims, body)).body.type).toMatch(/extract-under-way$/);
    await wake(claims.sub);
    await wake(claims.sub);
    await wake(claims.sub);
    const [sent, ...more] = mail.commandCalls(SendEmailCommand);
    expect(more).toEqual([]);
    expect(sent?.args[0].input.Destination).toEqual({ ToAddresses: ['thong-ke@hanam.gov.vn'] });
    const letter = JSON.stringify(sent?.args[0].input.Content);
    expect(letter).toContain('http://127.0.0.1:4800/v1/statistics/extract');
    for (const secret of ['cb-told', first.body.exportId, 'H25']) expect(letter).not.toContain(secret);
    expect(await loadExtract(claims.sub)).not.toHaveProperty('email');
    expect((await look({ ...claims, sub: 'cb-other' })).status).toBe(404);
    const second = await ask(claims, october);
    expect(second.body).toMatchObject({ state: 'making' });
    expect(second.body.exportId).not.toBe(first.body.exportId);
  });
});
