import { randomUUID } from 'node:crypto';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler as makeExport } from '../../functions/errand/make-export.ts';
import { handler as readExport } from '../../functions/rights/read-export.ts';
import { handler as requestExport } from '../../functions/rights/request-export.ts';
import { handler as sendFeedback } from '../../functions/tracking/send-feedback.ts';
import { systemNow } from '../../shared/clock.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { goOnWithErrand } from '../../shared/errand/going-on.ts';
import { api } from '../../shared/operations.ts';
import { ExportData } from '../../shared/rights/export-data.ts';
import { loadExport, putExport } from '../../shared/rights/export-store.ts';
import { copies } from '../../shared/rights/making.ts';
import { commit } from '../../shared/table/transaction.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { draft, hoa, nam, submitted, transit } from '../support/filing.ts';
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
});
afterAll(async () => {
  bucket.stop();
  await table.stop();
});
beforeEach(() => {
  mail.reset();
  mail.on(SendEmailCommand).resolves({ MessageId: 'mail-1' });
});

const ask = (claims: typeof hoa, body = {}, key = randomUUID()) =>
  call(api.requestExport, requestExport, { claims, key, body });
const look = (claims: typeof hoa) => call(api.readExport, readExport, { claims });

/** What the stream brings of an account's item. */
const wake = (subject: string) =>
  makeExport({
    Records: [{ dynamodb: { Keys: { PK: { S: `ACCOUNT#${subject}` }, SK: { S: 'EXPORT' } } } }],
  } as DynamoDBStreamEvent);

/** Puts the bytes of a dossier's papers into the bucket, as their applicant uploaded them. */
async function uploaded(dossierId: string): Promise<readonly string[]> {
  const { documents } = await loadFiledFile(dossierId);
  for (const { documentId, sizeBytes } of documents)
    bucket.upload(`/documents/dossiers/${dossierId}/${documentId}`, Buffer.alloc(sizeBytes, documentId));
  return documents.map(({ documentId }) => documentId);
}

/** The newest archive that was put, unpacked. */
function unpacked() {
  const { bytes, path } = bucket.puts.at(-1) ?? { bytes: Buffer.alloc(0), path: '' };
  const files = unzipSync(bytes);
  const name = Object.keys(files).find((one) => one.startsWith('data-')) ?? '';
  const text = Buffer.from(files[name] ?? []).toString();
  return { path, bytes, files, text, data: ExportData.parse(JSON.parse(text)) };
}

describe('a copy of all that is held of an account', () => {
  it('is made in the background, and holds its dossiers with their papers and nothing of others', async () => {
    const claims = { ...hoa, sub: 'cd-whole' };
    const mine = await submitted(claims);
    const papers = await uploaded(mine);
    await transit(mine, { action: 'receive' }, { etag: '"5"' });
    const words = 'Xin cho biết vì sao hồ sơ chưa được giải quyết';
    await call(api.sendFeedback, sendFeedback, {
      claims,
      params: { dossierId: mine },
      key: randomUUID(),
      body: { kind: 'complaint', words },
    });
    const { body: begun } = await draft(claims);
    await submitted(nam);

    const asked = await ask(claims, { email: 'hoa.nguyen@example.vn' });
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({ state: 'making', archives: [] });
    await wake(claims.sub);

    const { data, text, files, path } = unpacked();
    expect(path).toBe(`/documents/sheets/exports/${asked.body.exportId}/1.zip`);
    expect(data.dossiers.map(({ dossier }) => [dossier.id, dossier.status])).toEqual([
      [mine, 'received'],
      [begun.id, 'draft'],
    ]);
    const [filed] = data.dossiers;
    expect(filed?.history.map(({ event, actor }) => [event, actor])).toEqual([
      ['dossier.submitted', { kind: 'applicant' }],
      ['dossier.received', { kind: 'officer', role: 'deskOfficer', agency: 'H25.03' }],
      ['feedback.received', { kind: 'applicant' }],
    ]);
    expect(filed?.feedback.map((one) => one.words)).toEqual([words]);
    expect(filed?.receipt).toMatchObject({ code: filed?.dossier.code });
    expect(filed?.files.map((one) => one.path)).toEqual(
      papers.map((documentId) => `files/${mine}/papers/${documentId}.pdf`),
    );
    for (const documentId of papers)
      expect(Buffer.from(files[`files/${mine}/papers/${documentId}.pdf`] ?? [])).toEqual(
        Buffer.alloc(1234, documentId),
      );
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['LOI-DAN.txt', 'schema.json']));
    expect(text).not.toMatch(/Cán bộ|cb-can-bo|Trần Văn Nam|cd-nam/);
  });

  it('is told by an e-mail that says nothing of it, and opened signed in by an address that works for a minute', async () => {
    const claims = { ...hoa, sub: 'cd-told' };
    await submitted(claims).then(uploaded);
    await ask(claims, { email: 'hoa.nguyen@example.vn' });
    await wake(claims.sub);
    expect((await look(claims)).body.state).toBe('ready');
    expect(mail.calls()).toHaveLength(0);
    await wake(claims.sub);
    const [sent] = mail.commandCalls(SendEmailCommand);
    expect(sent?.args[0].input).toMatchObject({
      Destination: { ToAddresses: ['hoa.nguyen@example.vn'] },
      Content: { Simple: { Subject: { Data: 'Bản sao dữ liệu đã sẵn sàng' } } },
    });
    expect(sent?.args[0].input).not.toHaveProperty('EmailTags');
    const letter = JSON.stringify(sent?.args[0].input.Content);
    expect(letter).toContain('http://127.0.0.1:4800/v1/me/export');
    const { exportId } = (await look(claims)).body;
    for (const secret of ['Nguyễn', 'cd-told', exportId]) expect(letter).not.toContain(secret);
    // Once: the next run finds nothing to do, and the address is forgotten.
    await wake(claims.sub);
    expect(mail.calls()).toHaveLength(1);
    expect(await loadExport(claims.sub)).not.toHaveProperty('email');
    const [archive] = (await look(claims)).body.archives;
    expect(archive).toMatchObject({ number: 1, dossiers: 1, sizeBytes: unpacked().bytes.length });
    expect(archive.opening.url).toContain(`/sheets/exports/${exportId}/1.zip`);
    expect(archive.opening.url).toContain('X-Amz-Expires=60');
    // Nobody else has it.
    expect((await look({ ...nam, sub: 'cd-other' })).body.type).toMatch(/export-not-found$/);
  });

  it('is made once at a time and once a day, whatever the key; a repeat gets its answer', async () => {
    const claims = { ...hoa, sub: 'cd-often' };
    const key = randomUUID();
    const first = await ask(claims, {}, key);
    expect(await ask(claims, {}, key)).toMatchObject({ status: 201, body: first.body });
    expect((await ask(claims)).body.type).toMatch(/export-under-way$/);
    await wake(claims.sub);
    expect((await ask(claims)).body.type).toMatch(/export-too-soon$/);
    const made = await loadExport(claims.sub);
    if (!made) throw new Error('no copy was kept');
    const yesterday = new Date(Date.parse(made.requestedAt) - 25 * 3_600_000).toISOString();
    const before = { ...made, requestedAt: yesterday as typeof made.requestedAt };
    await commit([putExport(made, { ...before, step: made.step }, { wakes: false })]);
    const again = await ask(claims);
    expect(again.status).toBe(201);
    expect(again.body.exportId).not.toBe(first.body.exportId);
  });

  it('goes on where it stood, archive by archive, and makes none twice though it is cut', async () => {
    const claims = { ...hoa, sub: 'cd-many' };
    const mine: string[] = [];
    for (let number = 0; number < 5; number++) mine.push((await draft(claims)).body.id);
    await ask(claims);
    const limits = { dossiers: 2, bytes: 2 ** 20 };
    const told: string[][] = [];
    for (const archives of [1, 2, 3]) {
      // A run that was cut after it began: the next finds its step again.
      const cut = await loadExport(claims.sub);
      if (cut) await commit([putExport(cut, { ...cut, step: cut.step + 1, tries: 1 }, { wakes: false })]);
      await goOnWithErrand(copies(limits), claims.sub, systemNow);
      expect((await loadExport(claims.sub))?.archives).toHaveLength(archives);
      told.push(unpacked().data.dossiers.map(({ dossier }) => dossier.id));
    }
    expect(told.map((ids) => ids.length)).toEqual([2, 2, 1]);
    expect(told.flat().sort()).toEqual(mine.toSorted());
    expect(unpacked().data).toMatchObject({ archive: 3, isLast: true });
    expect((await look(claims)).body).toMatchObject({ state: 'ready' });
  });

  it('is given up when run after run comes to nothing, and can be asked for again at once', async () => {
    const claims = { ...hoa, sub: 'cd-broken' };
    // Its papers are not in the bucket.
    await submitted(claims);
    await ask(claims);
    await expect(wake(claims.sub)).rejects.toThrow();
    const tried = await loadExport(claims.sub);
    expect(tried).toMatchObject({ state: 'making', tries: 1 });
    if (tried)
      await commit([putExport(tried, { ...tried, step: tried.step + 1, tries: 9 }, { wakes: false })]);
    await expect(wake(claims.sub)).rejects.toThrow();
    await wake(claims.sub);
    expect((await look(claims)).body).toMatchObject({ state: 'failed', archives: [] });
    expect((await ask(claims)).status).toBe(201);
  });
});
