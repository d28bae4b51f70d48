import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aPdf, aPng, type LocalFile } from '../../infra/demo/files.ts';
import { emailsAbout } from '../../infra/demo/inbox.ts';
import { declarationOf, examined, sendPaper } from '../../infra/demo/papers.ts';
import { until } from '../../infra/demo/until.ts';
import { eicar } from '../../infra/local/door/scanner.ts';
import { listProcedures, readProcedure } from '../../shared/catalogue/contracts.ts';
import { type Reply, type Said, wireRequestOf } from '../../shared/client/client.ts';
import { upload } from '../../shared/client/upload.ts';
import { systemNow } from '../../shared/clock.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { api, operations } from '../../shared/operations.ts';
import { receivePostalCallback } from '../../shared/postal/contracts.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import {
  deskForm,
  draftWithForm,
  etagFor,
  finish,
  papers,
  postForm,
  readyDraft,
  submitted,
  take,
} from '../support/e2e-filing.ts';
import { type Motcua, startForTest } from '../support/motcua.ts';

let motcua: Motcua;
beforeAll(async () => {
  motcua = await startForTest(5810);
}, 120_000);
afterAll(() => motcua?.stop(), 30_000);

/** Calls an operation as a person. */
const ask = async (person: string, operation: Operation, said: Said = {}): Promise<Reply> =>
  motcua.client.attempt(operation, { token: await motcua.as(person), ...said });

const expectProblem = ({ status, headers, body }: Reply, expected: number, code: string): void => {
  expect({ status, body }).toMatchObject({ status: expected, body: { status: expected, code } });
  expect(headers.get('content-type')).toBe('application/problem+json');
};

/** Does something that must leave no trace on a dossier: no new version, no event, no document. */
async function leavingUnchanged<T>(dossierId: string, work: () => Promise<T>): Promise<T> {
  const before = await motcua.itemsOf(dossierId);
  const result = await work();
  expect(await motcua.itemsOf(dossierId)).toEqual(before);
  return result;
}

describe('a procedure', () => {
  it('that does not exist is not found, neither to be read nor to be filed for', async () => {
    const read = await motcua.client.attempt(readProcedure, { params: { code: '1.999999' } });
    expectProblem(read, 404, 'procedure-not-found');
    const body = { procedureCode: '1.999999' };
    expectProblem(await ask('hoa', api.createDraft, { body }), 404, 'procedure-not-found');
  });
});

describe('a form', () => {
  const fill = (dossierId: string, body: unknown, said: Said = {}) =>
    ask('hoa', api.fillForm, { params: { dossierId }, etag: '"2"', body, ...said });

  it('that does not answer what its procedure asks is refused', async () => {
    const dossierId = await draftWithForm(motcua);
    const answers = { sheetKind: '3', sheets: 0, colour: 'red' };
    const reply = await leavingUnchanged(dossierId, () => fill(dossierId, { ...deskForm, answers }));
    expectProblem(reply, 422, 'form-invalid');
    expect(reply.body).toMatchObject({
      errors: [
        { field: '/answers/sheetKind', code: 'not-a-choice' },
        { field: '/answers/purpose', code: 'required' },
        { field: '/answers/sheets', code: 'too-small' },
        { field: '/answers/colour', code: 'unknown-field' },
      ],
    });
  });

  it.each([
    ['vi', 'Số điện thoại không đúng'],
    ['en', 'The phone number is not valid'],
  ])('with a wrong CCCD, phone and e-mail names all three at once (%s)', async (language, phoneMessage) => {
    const dossierId = await draftWithForm(motcua);
    const applicant = { ...deskForm.applicant, personalId: '035401001234', phone: '12345', email: 'hoa@' };
    const headers = { 'accept-language': language };
    const reply = await leavingUnchanged(dossierId, () =>
      fill(dossierId, { ...deskForm, applicant }, { headers }),
    );
    expectProblem(reply, 400, 'invalid-request');
    expect(reply.headers.get('content-language')).toBe(language);
    expect(reply.body).toMatchObject({
      errors: [
        { field: '/applicant/personalId', code: 'personal-id' },
        { field: '/applicant/phone', code: 'phone', message: phoneMessage },
        { field: '/applicant/email', code: 'email' },
      ],
    });
  });

  it('asking for a result by a way that the procedure does not offer is refused', async () => {
    const token = await motcua.as('hoa');
    const draft = await motcua.client.call(api.createDraft, {
      token,
      body: { procedureCode: '9.000008' },
    });
    const dossierId = draft.body.id;
    const body = { ...postForm, answers: {} };
    const reply = await leavingUnchanged(dossierId, () => fill(dossierId, body, { etag: draft.etag }));
    expectProblem(reply, 422, 'form-invalid');
    expect(reply.body).toMatchObject({ errors: [{ code: 'result-channel-not-offered' }] });
  });
});

describe('a paper', () => {
  const declare = (dossierId: string, file: LocalFile, change: object = {}) =>
    ask('hoa', api.declareDocument, {
      params: { dossierId },
      body: { ...declarationOf('application-form', file), ...change },
    });
  const declared = async (file: LocalFile) => {
    const dossierId = await draftWithForm(motcua);
    const token = await motcua.as('hoa');
    const { body } = await motcua.client.call(api.declareDocument, {
      token,
      params: { dossierId },
      body: declarationOf('application-form', file),
    });
    return { dossierId, token, ...body };
  };

  it('that is missing keeps the dossier from being submitted, and burns no number', async () => {
    const dossierId = await draftWithForm(motcua);
    const reply = await leavingUnchanged(dossierId, () =>
      ask('hoa', api.submitDossier, { params: { dossierId }, etag: '"2"' }),
    );
    expectProblem(reply, 422, 'papers-incomplete');
    expect(reply.body).toMatchObject({
      errors: [
        { in: 'document', field: '/application-form', code: 'paper-missing' },
        { in: 'document', field: '/identity-copy', code: 'paper-missing' },
      ],
    });
  });

  it.each([
    ['unknown to the procedure', { paperId: 'no-such-paper' }, '/paperId', 'paper-unknown'],
    ['empty', { sizeBytes: 0 }, '/sizeBytes', 'file-empty'],
    ['too large', { sizeBytes: 11 * 1024 * 1024 }, '/sizeBytes', 'file-too-large'],
  ])('that is %s cannot be declared', async (_, change, field, code) => {
    const dossierId = await draftWithForm(motcua);
    const reply = await leavingUnchanged(dossierId, () =>
      declare(dossierId, papers['application-form'], change),
    );
    expectProblem(reply, 422, 'document-not-fit');
    expect(reply.body).toMatchObject({ errors: [{ field, code }] });
  });

  it.each([
    ['larger than declared', aPdf('a.pdf', 'Longer than the one that was declared'), 'EntityTooLarge'],
    ['smaller than declared', aPdf('a.pdf', ''), 'EntityTooSmall'],
    ['empty', { ...aPdf('a.pdf', ''), bytes: new Uint8Array() }, 'EntityTooSmall'],
    ['of the same size with another hash', aPdf('a.pdf', 'Ti khao'), 'BadDigest'],
  ])('%s is refused by the storage itself', async (_, { bytes }, code) => {
    const { upload: target, dossierId } = await declared(aPdf('a.pdf', 'To khai'));
    const stored = await leavingUnchanged(dossierId, () => upload(target, bytes));
    expect(stored.status).toBe(400);
    expect(await stored.text()).toContain(`<Code>${code}</Code>`);
  });

  it.each([
    ['type', { 'Content-Type': 'text/html' }],
    ['key', { key: 'dossiers/another' }],
    ['tag', { tagging: '<Tagging><TagSet/></Tagging>' }],
  ])('sent with another %s than was signed is refused by the storage itself', async (_, change) => {
    const file = papers['application-form'];
    const { upload: target } = await declared(file);
    const stored = await upload({ ...target, fields: { ...target.fields, ...change } }, file.bytes);
    expect(stored.status).toBe(403);
    expect(await stored.text()).toContain('<Code>AccessDenied</Code>');
  });

  it('of another type than it says is rejected by what its bytes show', async () => {
    const dossierId = await draftWithForm(motcua);
    const token = await motcua.as('hoa');
    const picture: LocalFile = { ...aPng('Tờ khai.pdf', 0x20), contentType: 'application/pdf' };
    const document = await sendPaper(motcua.client, token, dossierId, 'application-form', picture);
    expect(document).toMatchObject({
      state: 'rejected',
      rejection: {
        code: 'type-differs',
        message: { vi: 'Nội dung tệp không đúng loại đã khai. Hãy lưu lại đúng định dạng rồi tải lên.' },
      },
    });
  });

  it('that is infected is rejected, can be opened by nobody, and is no paper of the dossier', async () => {
    const dossierId = await draftWithForm(motcua);
    const token = await motcua.as('hoa');
    const infected: LocalFile = {
      name: 'Tờ khai.pdf',
      contentType: 'application/pdf',
      bytes: new Uint8Array(eicar),
    };
    const document = await sendPaper(motcua.client, token, dossierId, 'application-form', infected);
    expect(document).toMatchObject({ state: 'rejected', rejection: { code: 'infected' } });
    const params = { dossierId, documentId: document.documentId };
    expectProblem(await ask('hoa', api.openDocument, { params }), 409, 'document-not-open');
    const submission = await ask('hoa', api.submitDossier, { params: { dossierId }, etag: '"3"' });
    expectProblem(submission, 422, 'papers-incomplete');
  });

  it('whose hash differs although the storage took it is rejected by its examination', async () => {
    const file = aPdf('a.pdf', 'To khai');
    const { dossierId, token, document, upload: target } = await declared(file);
    const { accessKeyId, secretAccessKey } = motcua.operator;
    const { region } = motcua.assembly.context;
    const credentials = { accessKeyId, secretAccessKey };
    const s3 = new S3Client({ endpoint: motcua.doorUrl, region, credentials, forcePathStyle: true });
    const [Bucket] = new URL(target.url).pathname.split('/').filter(Boolean);
    const { bytes } = aPdf('a.pdf', 'Ti khao');
    const loose = await createPresignedPost(s3, { Bucket: Bucket ?? '', Key: target.fields.key ?? '' });
    await upload({ ...loose, expiresInSeconds: 3600 }, bytes);
    expect(await examined(motcua.client, token, dossierId, document.documentId)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'hash-differs' },
    });
  });
});

describe('a submission', () => {
  it('sent twice with the same key gives the same answer, and with another key is a conflict', async () => {
    const dossierId = await readyDraft(motcua);
    const said = { params: { dossierId }, etag: '"4"', key: randomUUID() };
    const first = await ask('hoa', api.submitDossier, said);
    expect(first.status).toBe(201);
    await leavingUnchanged(dossierId, async () => {
      const again = await ask('hoa', api.submitDossier, said);
      expect(again.status).toBe(201);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(again.body).toEqual(first.body);
      const other = await ask('hoa', api.submitDossier, { params: { dossierId }, etag: '"5"' });
      expectProblem(other, 409, 'transition-not-allowed');
    });
  });

  it('sent many times at once is made once', async () => {
    const dossierId = await readyDraft(motcua);
    const said = { params: { dossierId }, etag: '"4"' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask('hoa', api.submitDossier, said)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412]);
    const events = (await motcua.itemsOf(dossierId)).filter(({ SK }) => String(SK).startsWith('EVENT#'));
    expect(events).toHaveLength(1);
  });
});

describe('a change', () => {
  it('of a version that is not the present one is refused, and so is one that names none', async () => {
    const dossierId = await draftWithForm(motcua);
    const said = { params: { dossierId }, body: deskForm };
    await leavingUnchanged(dossierId, async () => {
      const stale = await ask('hoa', api.fillForm, { ...said, etag: '"1"' });
      expectProblem(stale, 412, 'version-stale');
      expectProblem(await ask('hoa', api.fillForm, said), 428, 'if-match-required');
      const malformed = await ask('hoa', api.fillForm, { ...said, etag: 'W/"2"' });
      expectProblem(malformed, 428, 'if-match-required');
    });
  });

  it('without an Idempotency-Key is refused, and so is one whose key was used for something else', async () => {
    const dossierId = await draftWithForm(motcua);
    const said = { params: { dossierId }, etag: '"2"', body: deskForm };
    await leavingUnchanged(dossierId, async () => {
      const none = await ask('hoa', api.fillForm, { ...said, key: null });
      expectProblem(none, 400, 'idempotency-key-required');
    });
    const key = randomUUID();
    expect((await ask('hoa', api.fillForm, { ...said, key })).status).toBe(200);
    await leavingUnchanged(dossierId, async () => {
      const body = { ...deskForm, content: 'Cấp phiếu lý lịch tư pháp số 2' };
      const reused = await ask('hoa', api.fillForm, { ...said, key, body });
      expectProblem(reused, 422, 'idempotency-key-reused');
    });
  });

  it('with a key that somebody else has used is one of its own', async () => {
    const key = randomUUID();
    const said = { key, body: { procedureCode: '2.000488' } };
    const mine = await ask('hoa', api.createDraft, said);
    const theirs = await ask('minh', api.createDraft, said);
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.headers.get('idempotent-replayed')).toBeNull();
    expect(theirs.headers.get('location')).not.toBe(mine.headers.get('location'));
  });
});

describe('a transition', () => {
  it('that the status does not allow is refused and says what can be done', async () => {
    const { dossierId } = await submitted(motcua);
    const said = { params: { dossierId }, etag: '"5"' };
    const reply = await leavingUnchanged(dossierId, () =>
      ask('stp.mot-cua', api.applyTransition, { ...said, body: { action: 'returnResult' } }),
    );
    expectProblem(reply, 409, 'transition-not-allowed');
    expect(reply.body).toMatchObject({
      detail: expect.stringContaining('receive, refuse, requestSupplement'),
    });
  });

  it('that is not for this person is refused', async () => {
    const { dossierId } = await submitted(motcua);
    const said = { params: { dossierId }, etag: '"5"', body: { action: 'receive' } };
    await leavingUnchanged(dossierId, async () => {
      for (const person of ['hoa', 'stp.chuyen-vien', 'stp.lanh-dao'])
        expectProblem(await ask(person, api.applyTransition, said), 409, 'transition-not-allowed');
      const control = await ask('vpub.kiem-soat', api.applyTransition, said);
      expectProblem(control, 403, 'caller-not-allowed');
    });
  });

  it('whose deadline has passed, or that gives no reason, is refused', async () => {
    const { dossierId } = await submitted(motcua);
    const said = { params: { dossierId }, etag: '"5"' };
    const body = { action: 'requestSupplement', reason: '', items: [], deadline: '2021-10-10' };
    await leavingUnchanged(dossierId, async () => {
      const faulty = await ask('stp.mot-cua', api.applyTransition, { ...said, body });
      expectProblem(faulty, 400, 'invalid-request');
      const late = await ask('stp.mot-cua', api.applyTransition, {
        ...said,
        body: { ...body, reason: 'Thiếu chữ ký', items: [{ name: 'Tờ khai' }] },
      });
      expectProblem(late, 400, 'invalid-request');
      expect(late.body).toMatchObject({ errors: [{ field: '/deadline', code: 'deadline-past' }] });
    });
  });
});

describe("another person's dossier", () => {
  it('is not found, whatever is asked of it', async () => {
    const { dossierId } = await submitted(motcua);
    const params = { dossierId };
    const [document] = (await motcua.itemsOf(dossierId)).filter(({ SK }) =>
      String(SK).startsWith('DOSSIER#DOCUMENT#'),
    );
    const documentId = String(document?.documentId);
    const change = { params, etag: '"5"' };
    const asked: readonly [Operation, Said][] = [
      [api.readDossier, { params }],
      [api.readReceipt, { params }],
      [api.readHistory, { params }],
      [api.fillForm, { ...change, body: deskForm }],
      [api.submitDossier, change],
      [api.applyTransition, { ...change, body: { action: 'requestWithdrawal', reason: 'Không cần' } }],
      [api.declareDocument, { params, body: declarationOf('application-form', papers['application-form']) }],
      [api.removeDocument, { params: { dossierId, documentId } }],
      [api.openDocument, { params: { dossierId, documentId } }],
    ];
    await leavingUnchanged(dossierId, async () => {
      for (const [operation, said] of asked)
        expectProblem(await ask('minh', operation, said), 404, 'dossier-not-found');
      const officer = await ask('sgtvt.mot-cua', api.readDossier, { params });
      expectProblem(officer, 404, 'dossier-not-found');
    });
  });
});

describe('a token', () => {
  const read = (token?: string) =>
    motcua.client.attempt(api.listOwnDossiers, { ...(token !== undefined && { token }) });

  it('that is absent, expired, forged, or meant for somebody else opens nothing', async () => {
    const { identity } = motcua;
    const tokens = [
      undefined,
      'no.token.atall',
      await identity.token('hoa', { expiresInSeconds: -1 }),
      await identity.token('hoa', { signWithWrongKey: true }),
      await identity.token('hoa', { claims: { aud: 'another' } }),
      await identity.token('hoa', { claims: { iss: 'https://elsewhere.example' } }),
    ];
    for (const token of tokens) {
      const reply = await read(token);
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    expect((await read(await identity.token('hoa'))).status).toBe(200);
  });

  it('whose claims name no caller of ours is not allowed', async () => {
    const token = await motcua.identity.token('hoa', { claims: { LoaiTaiKhoan: '9' } });
    expectProblem(await read(token), 403, 'caller-not-allowed');
  });
});

describe('a body', () => {
  const send = async (body: string, headers: Record<string, string> = {}) => {
    const request = wireRequestOf(api.createDraft, { token: await motcua.as('hoa'), body: {}, headers });
    return motcua.client.send({ ...request, body });
  };

  it('that is not JSON, not said to be JSON, or too large has its own problem', async () => {
    expectProblem(await send('{"procedureCode":'), 400, 'malformed-json');
    expectProblem(await send('a=b', { 'content-type': 'text/plain' }), 415, 'body-not-json');
    expectProblem(await send(`{"procedureCode":"${'9'.repeat(300_000)}"}`), 413, 'body-too-large');
    expectProblem(await send('{"procedureCode":"2.000488","owner":"minh"}'), 400, 'invalid-request');
  });
});

describe('a cursor', () => {
  const tampered = (cursor: string): string => `${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`;

  it('that was tampered with, or belongs to another list, is refused', async () => {
    await draftWithForm(motcua, 'lan');
    await draftWithForm(motcua, 'lan');
    await submitted(motcua, 'lan');
    await submitted(motcua, 'lan');
    type Query = Readonly<Record<string, string>>;
    const lists: readonly [person: string, Operation, first: Query, other: Query][] = [
      ['lan', listProcedures, {}, { level: '3' }],
      ['lan', api.listOwnDossiers, {}, {}],
      ['stp.mot-cua', api.listWorklist, { list: 'reception' }, { list: 'waiting' }],
    ];
    for (const [person, operation, first, other] of lists) {
      const page = await ask(person, operation, { query: { ...first, limit: '1' } });
      const { nextCursor } = z.object({ nextCursor: z.string() }).parse(page.body);
      const next = (cursor: string, query = {}) =>
        ask(person, operation, { query: { ...first, limit: '1', ...query, cursor } });
      expect((await next(nextCursor)).status).toBe(200);
      expectProblem(await next(tampered(nextCursor)), 400, 'cursor-invalid');
      expectProblem(await next('bm9wZQ'), 400, 'cursor-invalid');
      if (Object.keys(other).length > 0) expectProblem(await next(nextCursor, other), 400, 'cursor-invalid');
    }
  }, 30_000);
});

describe('a callback of the post', () => {
  let dossierId: string;
  let reference: string;
  beforeAll(async () => {
    const receipt = await submitted(motcua, 'hoa', postForm);
    dossierId = receipt.dossierId;
    await finish(motcua, dossierId);
    reference = `${receipt.code}-T1`;
    await until('the shipment', async () => {
      const dossier = (await motcua.itemsOf(dossierId)).find(({ SK }) => SK === 'DOSSIER');
      return dossier?.lastEvent === 5 ? dossier : undefined;
    });
  }, 60_000);

  it('with a wrong signature is refused', async () => {
    await leavingUnchanged(dossierId, async () => {
      const sent = await motcua.postal.move(reference, 'PICKED_UP', { wrongSignature: true });
      expect(sent.answers).toEqual([401]);
    });
  });

  it('signed too long ago is refused, and so is one about a shipment that nobody knows', async () => {
    const secret = await motcua.postalSecret();
    const report = {
      eventId: 'vnp-1',
      reference,
      itemCode: motcua.postal.orders().find((order) => order.reference === reference)?.itemCode,
      status: 'PICKED_UP',
      occurredAt: '2021-10-25T09:20:00+07:00',
    };
    const send = (body: object, at: Date) => {
      const text = JSON.stringify(body);
      const headers = { 'content-type': 'application/json', ...signatureHeaders(secret, text, at) };
      return motcua.client.send({ ...wireRequestOf(receivePostalCallback, { headers }), body: text });
    };
    await leavingUnchanged(dossierId, async () => {
      const tenMinutesAgo = new Date(systemNow().getTime() - 600_000);
      expectProblem(await send(report, tenMinutesAgo), 401, 'signature-invalid');
      const now = systemNow();
      for (const change of [
        { reference: 'H25.03-210101-0001-T1' },
        { reference: 'nonsense' },
        { itemCode: 'EB123456785VN' },
      ])
        expectProblem(await send({ ...report, ...change }, now), 404, 'shipment-not-found');
      expectProblem(await send({ ...report, itemCode: 'EB123456784VN' }, now), 400, 'invalid-request');
    });
  });

  const shipmentOf = async (id: string) =>
    (await motcua.itemsOf(id)).find(({ SK }) => String(SK).startsWith('DOSSIER#SHIPMENT#'));

  it('that is repeated gets the same answer and moves nothing again', async () => {
    const moved = await motcua.postal.move(reference, 'OUT_FOR_DELIVERY', { duplicate: true });
    expect(moved.answers).toEqual([200, 200]);
    const dossier = (await motcua.itemsOf(dossierId)).find(({ SK }) => SK === 'DOSSIER');
    expect(dossier).toMatchObject({ lastEvent: 6, shipments: 1 });
    expect(await shipmentOf(dossierId)).toMatchObject({ status: 'OUT_FOR_DELIVERY' });
  });

  it('that comes too late is kept and tells nobody anything', async () => {
    await motcua.postal.move(reference, 'IN_TRANSIT');
    const dossier = (await motcua.itemsOf(dossierId)).find(({ SK }) => SK === 'DOSSIER');
    expect(dossier).toMatchObject({ status: 'done', lastEvent: 6 });
    expect(await shipmentOf(dossierId)).toMatchObject({ status: 'OUT_FOR_DELIVERY' });
    const reports = (await motcua.itemsOf(dossierId)).filter(({ SK }) => String(SK).startsWith('REPORT#'));
    expect(reports.map(({ effect }) => effect)).toEqual(['moved', 'late']);
  });
});

describe('tracking', () => {
  it('with a wrong secret or a wrong code gets one and the same answer', async () => {
    const { code, trackingSecret } = await submitted(motcua);
    const track = (body: object) => motcua.client.attempt(api.trackDossier, { body });
    const wrong = { secret: '0'.repeat(24) };
    expectProblem(await track({ code, ...wrong }), 404, 'tracking-not-found');
    expectProblem(await track({ code: 'H25.03-210101-0001', ...wrong }), 404, 'tracking-not-found');
    expect((await track({ code, secret: trackingSecret })).status).toBe(200);
  });

  it('that guesses too often is locked out, be it right at last, and its owner who signs in is not', async () => {
    const { dossierId, code, trackingSecret } = await submitted(motcua);
    const track = (secret: string) => motcua.client.attempt(api.trackDossier, { body: { code, secret } });
    const statuses: number[] = [];
    for (let guess = 1; guess <= 12; guess++) statuses.push((await track('0'.repeat(24))).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 429, 429]);
    const locked = await track(trackingSecret);
    expectProblem(locked, 429, 'too-many-calls');
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('hoa', api.readTimeline, { params: { dossierId } })).status).toBe(200);
  });
});

describe('an address or a method that is not described', () => {
  it('is not found, by the gateway itself', async () => {
    const described = new Set(operations.map(({ method, path }) => `${method} ${path}`));
    const addresses = [...new Set(operations.map(({ path }) => path)), '/v1', '/v1/dossiers/'].flatMap(
      (path) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ method, path })),
    );
    const others = addresses.filter(({ method, path }) => !described.has(`${method} ${path}`));
    expect(others.length).toBeGreaterThan(50);
    for (const { method, path } of others) {
      const answer = await fetch(motcua.apiUrl + path.replaceAll(/\{\w+\}/g, randomUUID()), { method });
      expect([method, path, answer.status, await answer.json()]).toEqual([
        method,
        path,
        404,
        { message: 'Not Found' },
      ]);
    }
  });
});

describe('who asks faster than the API takes', () => {
  it('is told so, as the description says', async () => {
    const body = { code: 'H25.03-210101-0001', secret: '0'.repeat(24) };
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => motcua.client.attempt(api.trackDossier, { body })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404, 429]));
  });
});

describe('a poison message', () => {
  it('goes to the dead letters and holds up no other dossier', async () => {
    const poison = `{"poison":"${randomUUID()}"}`;
    await motcua.opsQueues.send(
      new SendMessageCommand({
        QueueUrl: motcua.queueUrl('NotificationsQueue'),
        MessageBody: poison,
        MessageGroupId: 'poison',
        MessageDeduplicationId: 'poison',
      }),
    );
    const { dossierId, code } = await submitted(motcua);
    await take(motcua, 'stp.mot-cua', dossierId, { action: 'receive' });
    await until('the e-mails of another dossier', async () => {
      const emails = await emailsAbout(motcua.inboxUrl, code);
      return emails.length === 2 ? emails : undefined;
    });
    const dead = await until('the poison among the dead letters', async () => {
      const { Messages } = await motcua.opsQueues.send(
        new ReceiveMessageCommand({ QueueUrl: motcua.queueUrl('NotificationsQueueDeadLetters') }),
      );
      return Messages;
    });
    expect(dead.map(({ Body }) => Body)).toEqual([poison]);
    expect(await etagFor(motcua, 'hoa', dossierId)).toBe('"6"');
  }, 40_000);
});
