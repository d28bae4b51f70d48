import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as listOwnDossiers } from '../../functions/filing/list-own-dossiers.ts';
import { handler as openDocument } from '../../functions/filing/open-document.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { handler as readReceipt } from '../../functions/filing/read-receipt.ts';
import { handler as removeDocument } from '../../functions/filing/remove-document.ts';
import { handler as trackDossier } from '../../functions/tracking/track-dossier.ts';
import { readKept } from '../../shared/event/outbox.ts';
import { api } from '../../shared/operations.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import {
  declaration,
  declare,
  desk,
  draft,
  fill,
  form,
  hoa,
  nam,
  officer,
  readyDraft,
  settleDocument,
  submit,
  submitted,
} from '../support/filing.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startApi();
});
afterAll(() => table.stop());

const read = (dossierId: string, claims: Record<string, string> = hoa) =>
  call(api.readDossier, readDossier, { claims, params: { dossierId } });

const itemsOf = async (dossierId: string) => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'PK = :dossier',
      ExpressionAttributeValues: { ':dossier': `DOSSIER#${dossierId}` },
      ConsistentRead: true,
    }),
  );
  return Items;
};

describe('a draft', () => {
  it('is created for an online procedure, belongs to its owner and offers to be submitted', async () => {
    const { status, headers, body } = await draft();
    expect(status).toBe(201);
    expect(headers.etag).toBe('"1"');
    expect(headers.location).toBe(`/v1/dossiers/${body.id}`);
    expect(body).toMatchObject({
      status: 'draft',
      nationalStatus: null,
      version: 1,
      allowedActions: ['submit'],
      procedure: { code: '2.000488', agency: 'H25.03' },
    });
  });

  it('is refused for a level 2 procedure, with how to file instead', async () => {
    const { status, body } = await draft(hoa, '2.002036');
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'online-filing-not-offered' });
    expect(body.detail).toContain('Bộ phận Một cửa');
  });

  it('is refused for a procedure that does not exist', async () => {
    const { status, body } = await draft(hoa, '1.999999');
    expect(status).toBe(404);
    expect(body.code).toBe('procedure-not-found');
  });

  it('cannot be created by an officer', async () => {
    const { status, body } = await draft(desk);
    expect(status).toBe(403);
    expect(body.code).toBe('caller-not-allowed');
  });

  it('is not found by another person, nor by the officers of its agency', async () => {
    const { body } = await draft();
    expect((await read(body.id, nam)).status).toBe(404);
    expect((await read(body.id, desk)).status).toBe(404);
  });
});

describe('the form', () => {
  it('is kept when it fits', async () => {
    const { body } = await draft();
    const filled = await fill(body.id);
    expect(filled.status).toBe(200);
    expect(filled.headers.etag).toBe('"2"');
    expect(filled.body.form.applicant.personalId).toBe('035190001234');
  });

  it('names every fault at once, in the language asked for, and changes nothing', async () => {
    const { body } = await draft();
    const applicant = { ...form.applicant, personalId: '035401001234', phone: '12345', email: 'hoa@' };
    const refused = await fill(body.id, {
      headers: { 'accept-language': 'en' },
      body: { ...form, applicant },
    });
    expect(refused.status).toBe(400);
    expect(refused.headers['content-type']).toBe('application/problem+json');
    expect(refused.headers['content-language']).toBe('en');
    expect(
      refused.body.errors.map((fault: { field: string; code: string }) => [fault.field, fault.code]),
    ).toEqual([
      ['/applicant/personalId', 'personal-id'],
      ['/applicant/phone', 'phone'],
      ['/applicant/email', 'email'],
    ]);
    expect((await read(body.id)).body.version).toBe(1);
  });

  it('must answer the questions of its procedure, and only those', async () => {
    const { body } = await draft();
    const refused = await fill(body.id, {
      body: { ...form, answers: { sheetKind: '3', sheets: 0, colour: 'red' } },
    });
    expect(refused.status).toBe(422);
    expect(refused.body.code).toBe('form-invalid');
    expect(refused.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      '/answers/colour',
      '/answers/purpose',
      '/answers/sheetKind',
      '/answers/sheets',
    ]);
  });

  it('is refused on a stale ETag, without one, and without an Idempotency-Key', async () => {
    const { body } = await draft();
    await fill(body.id);
    expect((await fill(body.id, { etag: '"1"' })).body).toMatchObject({ status: 412, code: 'version-stale' });
    expect((await fill(body.id, { etag: undefined })).body).toMatchObject({
      status: 428,
      code: 'if-match-required',
    });
    expect((await fill(body.id, { key: undefined, etag: '"2"' })).body).toMatchObject({
      status: 400,
      code: 'idempotency-key-required',
    });
  });
});

describe('a document', () => {
  it('is declared once and gets an upload that pins key, type, size and checksum', async () => {
    const { body: dossier } = await draft();
    const { status, body } = await declare(dossier.id);
    expect(status).toBe(201);
    expect(body.document).toMatchObject({ state: 'declared', filed: false, paperId: 'application-form' });
    expect(body.upload.fields).toMatchObject({
      key: `dossiers/${dossier.id}/${body.document.documentId}`,
      'Content-Type': 'application/pdf',
      'x-amz-checksum-algorithm': 'SHA256',
      'x-amz-checksum-sha256': 'bECU6zUOkEna73Vha9zeodGQBKBBby+6QHQM1kL+/6U=',
      success_action_status: '201',
      tagging: '<Tagging><TagSet><Tag><Key>retention</Key><Value>draft</Value></Tag></TagSet></Tagging>',
    });
    const policy = JSON.parse(Buffer.from(body.upload.fields.Policy, 'base64').toString());
    expect(policy.conditions).toContainEqual(['content-length-range', 1234, 1234]);
  });

  it.each([
    [{ paperId: 'no-such-paper' }, '/paperId', 'paper-unknown'],
    [{ sizeBytes: 0 }, '/sizeBytes', 'file-empty'],
    [{ sizeBytes: 11 * 1024 * 1024 }, '/sizeBytes', 'file-too-large'],
  ])('that does not fit is refused: %o', async (change, field, code) => {
    const { body: dossier } = await draft();
    const refused = await declare(dossier.id, { body: { ...declaration('application-form'), ...change } });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'document-not-fit', errors: [{ field, code }] });
  });

  it('can be removed while it is not filed, and a repeat of the removal is no error', async () => {
    const { body: dossier } = await draft();
    const { body } = await declare(dossier.id);
    const said = {
      claims: hoa,
      key: randomUUID(),
      params: { dossierId: dossier.id, documentId: body.document.documentId },
    };
    expect((await call(api.removeDocument, removeDocument, said)).body.documents).toEqual([]);
    const again = await call(api.removeDocument, removeDocument, said);
    expect(again.status).toBe(200);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await read(dossier.id)).body.documents).toEqual([]);
  });

  it('shows why it was rejected, and cannot be opened', async () => {
    const { body: dossier } = await draft();
    const { body } = await declare(dossier.id);
    const { documentId } = body.document;
    await settleDocument(dossier.id, documentId, 'infected');
    const [document] = (await read(dossier.id)).body.documents;
    expect(document).toMatchObject({ state: 'rejected', rejection: { code: 'infected' } });
    const opened = await call(api.openDocument, openDocument, {
      claims: hoa,
      params: { dossierId: dossier.id, documentId },
    });
    expect(opened.body.code).toBe('document-not-open');
  });
});

describe('a draft and its papers', () => {
  it('live and are forgotten together, sixty days after the draft was made, whatever is touched when', async () => {
    const dossierId = await readyDraft();
    const [dossier, ...parts] = (await itemsOf(dossierId)).filter(({ SK }) => SK.startsWith('DOSSIER'));
    expect(parts.map(({ SK }) => SK.split('#')[1])).toEqual(['APPLICATION', 'DOCUMENT', 'DOCUMENT']);
    for (const part of parts) expect(part.expiresAt).toBe(dossier?.expiresAt);
    const days =
      (Number(dossier?.expiresAt) - new Date(String(dossier?.createdAt)).getTime() / 1000) / 86_400;
    expect(Math.round(days)).toBe(60);
  });

  it('declared again get the same document, and an upload that is signed anew', async () => {
    const { body: dossier } = await draft();
    const said = { key: randomUUID() };
    const first = await declare(dossier.id, said);
    await sleep(1100);
    const again = await declare(dossier.id, said);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.headers.etag).toBe(first.headers.etag);
    expect({ ...again.body, upload: undefined }).toEqual({ ...first.body, upload: undefined });
    expect(again.body.upload.fields.key).toBe(first.body.upload.fields.key);
    expect(again.body.upload.fields['X-Amz-Date'] > first.body.upload.fields['X-Amz-Date']).toBe(true);
  });

  it('take ten files that are declared at once', async () => {
    const { body: dossier } = await draft();
    const answers = await Promise.all(Array.from({ length: 10 }, () => declare(dossier.id)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect((await read(dossier.id)).body).toMatchObject({ version: 11, documents: { length: 10 } });
  });

  it('hold forty-five files at most, however they race', async () => {
    const { body: dossier } = await draft();
    for (let count = 0; count < 43; count++) await declare(dossier.id);
    const answers = await Promise.all(Array.from({ length: 6 }, () => declare(dossier.id)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 422, 422, 422, 422]);
    expect((await read(dossier.id)).body.documents).toHaveLength(45);
  }, 30_000);
});

describe('a submission', () => {
  it('is one transaction: code, receipt, first event, files taken in, and nothing forgotten any more', async () => {
    const dossierId = await readyDraft();
    const { status, headers, body } = await submit(dossierId);
    expect(status).toBe(201);
    expect(headers.etag).toBe('"5"');
    expect(body.dossier).toMatchObject({
      status: 'submitted',
      nationalStatus: { code: 1, name: { vi: 'Mới đăng ký' } },
      allowedActions: ['requestWithdrawal'],
    });
    expect(body.receipt.code).toMatch(/^H25\.03-\d{6}-\d{4}$/);
    expect(body.receipt.documents).toHaveLength(2);
    expect(body.receipt.documents[0]).toMatchObject({ name: 'Tờ khai.pdf', sizeBytes: 1234 });
    expect(body.receipt.trackingSecret).toMatch(/^[0-9A-HJKMNP-TV-Z]{24}$/);

    const items = await itemsOf(dossierId);
    const [event] = items.filter(({ SK }) => SK === 'EVENT#000001');
    expect(event).toMatchObject({ actor: { kind: 'applicant', subject: 'cd-hoa' } });
    expect(readKept(String(event?.event))).toMatchObject({
      type: 'vn.gov.hanam.motcua.dossier.submitted.v1',
      sequence: 1,
      subject: dossierId,
      correlationid: 'test-request-id',
      data: { dossierCode: body.receipt.code, agency: 'H25.03', status: 'submitted', nationalStatus: 1 },
    });
    expect(String(event?.event)).not.toMatch(/hoa/i);
    for (const item of items.filter(({ SK }) => SK.startsWith('DOSSIER')))
      expect(item.expiresAt).toBeUndefined();
  });

  it('repeated with the same key gives the original answer, and only one dossier', async () => {
    const dossierId = await readyDraft();
    const key = randomUUID();
    const first = await submit(dossierId, { key });
    const second = await submit(dossierId, { key });
    expect(second.status).toBe(201);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(second.body).toEqual(first.body);
    expect((await itemsOf(dossierId)).filter(({ SK }) => SK.startsWith('EVENT#'))).toHaveLength(1);
  });

  it('with another key is a conflict, and a key used for another request is refused', async () => {
    const dossierId = await readyDraft();
    const key = randomUUID();
    await submit(dossierId, { key });
    expect((await submit(dossierId, { etag: '"5"' })).body.code).toBe('transition-not-allowed');
    const other = await readyDraft();
    expect((await submit(other, { key })).body).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    expect((await read(other)).body.status).toBe('draft');
  });

  it('names every paper that is missing or still being examined', async () => {
    const { body: dossier } = await draft();
    await fill(dossier.id);
    await declare(dossier.id);
    const { status, body } = await submit(dossier.id, { etag: '"3"' });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([
      { in: 'document', field: '/application-form', code: 'paper-not-examined' },
      { in: 'document', field: '/identity-copy', code: 'paper-missing' },
    ]);
  });

  it('leaves no file behind in silence: it waits for one that is still examined, and names it', async () => {
    const dossierId = await readyDraft();
    await declare(dossierId);
    const { status, body } = await submit(dossierId, { etag: '"5"' });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([
      {
        field: '/application-form',
        code: 'paper-not-examined',
        message: expect.stringContaining('Tờ khai.pdf'),
      },
    ]);
  });

  it('with the ETag of another tab, from before papers came or went, is refused', async () => {
    const dossierId = await readyDraft();
    const { body } = await declare(dossierId);
    expect(body.dossier.version).toBe(5);
    expect((await submit(dossierId, { etag: '"4"' })).body.code).toBe('version-stale');
    const removed = await call(api.removeDocument, removeDocument, {
      claims: hoa,
      key: randomUUID(),
      params: { dossierId, documentId: body.document.documentId },
    });
    expect(removed.headers.etag).toBe('"6"');
    expect((await submit(dossierId, { etag: '"5"' })).body.code).toBe('version-stale');
    expect((await submit(dossierId, { etag: '"6"' })).status).toBe(201);
  });

  it('without a form is refused', async () => {
    const { body } = await draft();
    expect((await submit(body.id, { etag: '"1"' })).body.code).toBe('form-invalid');
  });

  it('numbers side by side are gapless and given once', async () => {
    const transport = { ...form, answers: {} };
    const ids = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const { body } = await draft(nam, '2.002287');
        const filled = await fill(body.id, { claims: nam, body: transport });
        expect(filled.status).toBe(200);
        const declared = await declare(body.id, { claims: nam });
        await settleDocument(body.id, declared.body.document.documentId);
        return body.id as string;
      }),
    );
    const answers = await Promise.all(ids.map((id) => submit(id, { claims: nam, etag: '"3"' })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 201));
    const numbers = answers.map(({ body }) => Number(body.receipt.code.slice(-4))).sort((a, b) => a - b);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  }, 30_000);

  it('is seen by the agency that decides, and by no other', async () => {
    const dossierId = await submitted();
    expect((await read(dossierId, desk)).body.allowedActions).toEqual([
      'receive',
      'refuse',
      'requestSupplement',
    ]);
    expect((await read(dossierId, officer('can-bo-mot-cua', 'H25.08'))).status).toBe(404);
    expect((await read(dossierId, nam)).status).toBe(404);
  });
});

describe('the receipt', () => {
  it('can be read again by its owner only', async () => {
    const dossierId = await submitted();
    const said = { params: { dossierId } };
    const mine = await call(api.readReceipt, readReceipt, { ...said, claims: hoa });
    expect(mine.body.dossierId).toBe(dossierId);
    expect((await call(api.readReceipt, readReceipt, { ...said, claims: nam })).status).toBe(404);
  });

  it('lets its holder track how far the dossier is, and nothing of what it holds', async () => {
    const dossierId = await submitted();
    const { body: receipt } = await call(api.readReceipt, readReceipt, {
      claims: hoa,
      params: { dossierId },
    });
    const track = (body: object) => call(api.trackDossier, trackDossier, { body });
    const { body } = await track({ code: receipt.code, secret: receipt.trackingSecret });
    expect(body).toEqual({
      code: receipt.code,
      status: { code: 1, name: { vi: 'Mới đăng ký', en: 'Newly registered' } },
      completionPercent: 10,
      now: { vi: 'Hồ sơ đã nộp, chờ tiếp nhận', en: 'Filed, to be received' },
      time: { text: { vi: 'chưa tính thời hạn', en: 'not started' } },
      next: {
        who: 'desk',
        whoName: { vi: 'Bộ phận Một cửa', en: 'The one-stop desk' },
        text: { vi: 'Kiểm tra và tiếp nhận hồ sơ.', en: 'Checks the dossier and receives it.' },
      },
      events: [{ at: expect.any(String), text: { vi: 'Hồ sơ được nộp', en: 'The dossier was filed' } }],
      mayRate: false,
    });
    const foreign = await track({ code: receipt.code, secret: `é${'0'.repeat(23)}` });
    expect(foreign.body).toMatchObject({ status: 404, code: 'tracking-not-found' });
    const wrongSecret = await track({ code: receipt.code, secret: '0'.repeat(24) });
    const wrongCode = await track({ code: 'H25.03-210101-0001', secret: receipt.trackingSecret });
    expect(wrongSecret.body).toMatchObject({ status: 404, code: 'tracking-not-found' });
    expect({ ...wrongCode.body, correlationId: '' }).toEqual({ ...wrongSecret.body, correlationId: '' });
  });
});

describe('my dossiers', () => {
  it('come newest first, page by page, each once; a changed cursor is refused', async () => {
    const claims = { ...hoa, sub: `cd-${randomUUID()}` };
    const created = [];
    for (let i = 0; i < 5; i++) created.push((await draft(claims)).body.id);
    const list = (query: Record<string, string>) =>
      call(api.listOwnDossiers, listOwnDossiers, { claims, query });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await list({ limit: '2', ...(cursor && { cursor }) });
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(created.toReversed());

    const { body } = await list({ limit: '2' });
    const forged = `A${body.nextCursor.slice(1)}`;
    expect((await list({ limit: '2', cursor: forged })).body.code).toBe('cursor-invalid');
    const others = await call(api.listOwnDossiers, listOwnDossiers, {
      claims: nam,
      query: { cursor: body.nextCursor },
    });
    expect(others.body.code).toBe('cursor-invalid');
  });
});

describe('bad requests', () => {
  it('that are not JSON, of another type, or too large each have their problem', async () => {
    const said = { claims: hoa, key: randomUUID() };
    const { handler } = await import('../../functions/filing/create-draft.ts');
    const send = (rawBody: string, headers = {}) =>
      call(api.createDraft, handler, { ...said, rawBody, headers });
    expect((await send('{"procedureCode":')).body).toMatchObject({ status: 400, code: 'malformed-json' });
    expect((await send('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).body.code).toBe(
      'body-not-json',
    );
    expect((await send(`{"procedureCode":"${'9'.repeat(300_000)}"}`)).body).toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
  });
});
