import { createHash, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as openDocument } from '../../functions/filing/open-document.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { handler as removeDocument } from '../../functions/filing/remove-document.ts';
import { handler as declareResult } from '../../functions/issuing/declare-result.ts';
import { handler as listOwnResults } from '../../functions/issuing/list-own-results.ts';
import { handler as listResults } from '../../functions/issuing/list-results.ts';
import { handler as openResult } from '../../functions/issuing/open-result.ts';
import { handler as reuseResult } from '../../functions/issuing/reuse-result.ts';
import { handler as verifyPaper } from '../../functions/verification/verify-paper.ts';
import { buildIfChanged, bundleFolder } from '../../infra/build/build.ts';
import { api } from '../../shared/operations.ts';
import { type Answered, type Call, call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import {
  caseOfficer,
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
  transit,
} from '../support/filing.ts';
import { startKeyService } from '../support/key-service.ts';
import { type ObjectStore, startObjectStore } from '../support/object-store.ts';
import { aPage } from '../support/pages.ts';
import { pdfsig, pdftotext, verifiersAreThere } from '../support/signatures.ts';

let table: TestTable;
let bucket: ObjectStore;
let keys: { stop: () => Promise<void> };
let page: Buffer;
beforeAll(async () => {
  table = await startApi();
  bucket = await startObjectStore();
  keys = await startKeyService(table);
  page = Buffer.from(await aPage(true));
  await buildIfChanged();
});
afterAll(async () => {
  await keys.stop();
  bucket.stop();
  await table.stop();
});

const leader = officer('lanh-dao');
const control = { ...desk, VaiTro: 'kiem-soat-tthc' };
const online = { channel: 'online' };
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const year = new Date(Date.now() + 7 * 3_600_000).getUTCFullYear();

/** The function as it is deployed: bundled, with its font beside it. */
const signResult: Parameters<typeof call>[1] = (event, context) =>
  createRequire(import.meta.url)(path.join(bundleFolder(api.signResult), 'index.js')).handler(event, context);

const read = (dossierId: string, claims: Call['claims'] = leader) =>
  call(api.readDossier, readDossier, { claims, params: { dossierId } });

/** In hand at the agency, to be returned in this way. */
async function inHand(delivery: object = online): Promise<string> {
  const dossierId = await submitted(hoa, delivery);
  await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
  await transit(dossierId, { action: 'startProcessing' }, { claims: caseOfficer, etag: '"6"' });
  return dossierId;
}

/** A file of the agency, uploaded and examined. @returns its id */
async function uploaded(dossierId: string, bytes = page): Promise<string> {
  const body = { name: 'Phiếu lý lịch tư pháp.pdf', sizeBytes: bytes.byteLength, sha256: hashOf(bytes) };
  const said = { claims: caseOfficer, params: { dossierId }, key: randomUUID(), body };
  const declared = await call(api.declareResult, declareResult, said);
  const { documentId } = declared.body.document;
  bucket.upload(`/documents/dossiers/${dossierId}/${documentId}`, bytes);
  await settleDocument(dossierId, documentId);
  return documentId;
}

async function sign(dossierId: string, documentId: string, said: Call & { replaces?: object } = {}) {
  const { replaces, ...more } = said;
  const { etag } = (await read(dossierId)).headers;
  return call(api.signResult, signResult, {
    claims: leader,
    params: { dossierId },
    key: randomUUID(),
    body: { documentId, abstract: 'Phiếu lý lịch tư pháp số 1', ...(replaces && { replaces }) },
    ...(etag && { etag }),
    ...more,
  });
}

/** Signed, and not given out yet. @returns the code of the result */
async function signed(dossierId: string): Promise<string> {
  const { body } = await sign(dossierId, await uploaded(dossierId));
  return body.results.at(-1).code;
}

async function act(dossierId: string, claims: Call['claims'], action: object): Promise<Answered> {
  const { etag } = (await read(dossierId)).headers;
  return transit(dossierId, action, { claims, ...(etag && { etag }) });
}

/** Done, with its result given out. */
async function done(): Promise<{ dossierId: string; code: string }> {
  const dossierId = await inHand();
  const code = await signed(dossierId);
  await act(dossierId, caseOfficer, { action: 'finish' });
  return { dossierId, code };
}

const open = (dossierId: string, resultCode: string, claims: Call['claims'] = hoa) =>
  call(api.openResult, openResult, { claims, params: { dossierId, resultCode } });

const verify = (code: string, sha256: string) =>
  call(api.verifyPaper, verifyPaper, { body: { code, sha256 } });

const put = (sha256: string): Buffer => {
  const found = bucket.puts.find(({ bytes }) => hashOf(bytes) === sha256);
  if (!found) throw new Error(`nothing with the hash ${sha256} is in the bucket`);
  return found.bytes;
};

const revocation = {
  action: 'revokeResult',
  reason: 'Cấp cho người không đủ điều kiện',
  legalBasis: 'Luật Lý lịch tư pháp 2009, Điều 50',
};

const wrong = {
  reason: 'Sai ngày sinh của công dân',
  legalBasis: 'Luật Lý lịch tư pháp 2009, Điều 50',
};

describe('a result', () => {
  it('is a file of the agency that its head signs, with its number seen on the first page', async () => {
    const dossierId = await inHand();
    const documentId = await uploaded(dossierId);
    const { status, body } = await sign(dossierId, documentId);
    expect(status).toBe(201);
    const [result] = body.results;
    expect(result).toMatchObject({
      code: expect.stringMatching(new RegExp(`^H25\\.03-${year}-KQ\\d{6}$`)),
      abstract: 'Phiếu lý lịch tư pháp số 1',
      signer: 'Cán bộ',
      state: { code: 'valid' },
    });
    const file = put(result.sha256);
    expect(file.subarray(0, page.byteLength).equals(page)).toBe(true);
    if (verifiersAreThere) {
      expect(pdfsig(file)).toContain('Signature Validation: Signature is Valid.');
      expect(pdftotext(file)).toContain(`Số: ${result.numbered}. Mã kết quả: ${result.code}`);
    }
    expect(result.numbered).toBe(`${Number(result.code.slice(-6))}/KQ-STP`);
    expect(body.resultFiles).toMatchObject([{ documentId, state: 'accepted', filed: true }]);
  });

  it('is not signed by who does not head the agency, and no file becomes two results', async () => {
    const dossierId = await inHand();
    const documentId = await uploaded(dossierId);
    expect((await sign(dossierId, documentId, { claims: caseOfficer })).body.code).toBe('caller-not-allowed');
    expect((await sign(dossierId, documentId, { claims: officer('lanh-dao', 'H25.08') })).body.code).toBe(
      'dossier-not-found',
    );
    await sign(dossierId, documentId);
    expect((await sign(dossierId, documentId)).body.code).toBe('document-not-open');
  });

  it("is the agency's alone until the dossier is done, and its owner's to open from then on", async () => {
    const dossierId = await inHand();
    const code = await signed(dossierId);
    expect((await open(dossierId, code)).body.code).toBe('result-not-found');
    expect((await read(dossierId, hoa)).body).not.toHaveProperty('results');
    const { sha256 } = (await open(dossierId, code, caseOfficer)).body;
    expect((await verify(code, sha256)).body.code).toBe('verification-not-found');

    await act(dossierId, caseOfficer, { action: 'finish' });
    const opened = await open(dossierId, code);
    expect(opened.body).toMatchObject({ sha256, expiresInSeconds: 60 });
    expect(new URL(opened.body.url).pathname).toBe(`/documents/sheets/${dossierId}/${code}.pdf`);
    expect((await read(dossierId, hoa)).body).toMatchObject({ results: [{ code, sha256 }] });
    expect((await read(dossierId, hoa)).body).not.toHaveProperty('resultFiles');
    for (const stranger of [nam, officer('chuyen-vien', 'H25.08')])
      expect((await open(dossierId, code, stranger)).body.code).toBe('dossier-not-found');
  });

  it('must be there where it is wanted online, and may be on paper where it is not', async () => {
    const wanted = await inHand();
    expect((await act(wanted, caseOfficer, { action: 'finish' })).body.code).toBe('result-missing');
    await signed(wanted);
    expect((await act(wanted, caseOfficer, { action: 'finish' })).body.status).toBe('done');
    const atTheDesk = await inHand({ channel: 'desk' });
    expect((await act(atTheDesk, caseOfficer, { action: 'finish' })).body.status).toBe('done');
  });

  it('that is wanted online is returned when its owner takes it, or when the desk says so', async () => {
    const [taken, handed] = [await done(), await done()];
    expect((await read(taken.dossierId, hoa)).body.allowedActions).toEqual(['takeResult']);
    expect((await act(taken.dossierId, hoa, { action: 'takeResult' })).body.status).toBe('returned');
    expect((await act(handed.dossierId, desk, { action: 'returnResult' })).body.status).toBe('returned');
    const atTheDesk = await inHand({ channel: 'desk' });
    await act(atTheDesk, caseOfficer, { action: 'finish' });
    expect((await read(atTheDesk, hoa)).body.allowedActions).toEqual([]);
  });

  it('gives a repeat the first answer, and is not signed twice for it', async () => {
    const dossierId = await inHand();
    const documentId = await uploaded(dossierId);
    const { etag = '' } = (await read(dossierId)).headers;
    const said = { key: randomUUID(), etag };
    const first = await sign(dossierId, documentId, said);
    const puts = bucket.puts.length;
    const again = await sign(dossierId, documentId, said);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(bucket.puts).toHaveLength(puts);
  });

  it('is not made of a file that cannot be signed', async () => {
    const dossierId = await inHand();
    const documentId = await uploaded(dossierId, Buffer.from('%PDF-1.7 and no more'));
    expect((await sign(dossierId, documentId)).body.code).toBe('file-not-signable');
    expect((await read(dossierId)).body).not.toHaveProperty('results');
  });
});

describe('the register of results', () => {
  const list = (query: Record<string, string>, claims: Call['claims'] = leader) =>
    call(api.listResults, listResults, { claims, query: { year: String(year), ...query } });

  it('has no gap and gives no number twice, though several are signed at once', async () => {
    const dossiers = await Promise.all([inHand(), inHand(), inHand(), inHand()]);
    const files = await Promise.all(dossiers.map((dossierId) => uploaded(dossierId)));
    const answers = await Promise.all(
      dossiers.map((dossierId, place) => sign(dossierId, files[place] ?? '')),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const items: { number: number; code: string }[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await list({ limit: '3', ...(cursor && { cursor }) });
      items.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    expect(items.map(({ number }) => number)).toEqual(items.map((_, place) => place + 1));
    for (const { body } of answers) expect(items.map(({ code }) => code)).toContain(body.results[0].code);
  });

  it("is each agency's own", async () => {
    expect((await list({}, officer('lanh-dao', 'H25.08'))).body.items).toEqual([]);
    expect((await list({}, control)).status).toBe(200);
    expect((await list({}, hoa)).body.code).toBe('caller-not-allowed');
  });

  it('tells the number, the day, who signed, what it is, and what has become of it', async () => {
    const { dossierId, code } = await done();
    await act(dossierId, leader, { ...revocation, resultCode: code });
    const { body } = await list({ limit: '100' });
    expect(body.items.find((item: { code: string }) => item.code === code)).toMatchObject({
      dossierId,
      procedureCode: '2.000488',
      signer: 'Cán bộ',
      abstract: 'Phiếu lý lịch tư pháp số 1',
      state: { code: 'revoked', name: { vi: 'Đã bị thu hồi, hủy bỏ' } },
      end: { reason: revocation.reason, legalBasis: revocation.legalBasis },
    });
  });
});

describe('a result that was given out', () => {
  it('is revoked once, with reason and legal basis, and stays to be read', async () => {
    const { dossierId, code } = await done();
    const revoked = await act(dossierId, leader, { ...revocation, resultCode: code });
    expect(revoked.body.results).toMatchObject([{ code, state: { code: 'revoked' } }]);
    const again = await act(dossierId, leader, { ...revocation, resultCode: code });
    expect(again.body.code).toBe('result-not-valid');
    expect((await open(dossierId, code)).status).toBe(200);
    const unknown = { ...revocation, resultCode: `H25.03-${year}-KQ999999` };
    expect((await act(dossierId, leader, unknown)).body.code).toBe('result-not-found');
  });

  it('is replaced by another, and the old one bears the mark of it', async () => {
    const { dossierId, code } = await done();
    await act(dossierId, hoa, { action: 'takeResult' });
    const documentId = await uploaded(dossierId);
    const { status, body } = await sign(dossierId, documentId, { replaces: { resultCode: code, ...wrong } });
    expect(status).toBe(201);
    const [old, corrected] = body.results;
    expect(old).toMatchObject({
      code,
      state: { code: 'replaced' },
      end: { ...wrong, replacedWith: corrected.code },
    });
    expect(corrected).toMatchObject({ replaces: code, state: { code: 'valid' } });
    expect((await open(dossierId, corrected.code)).status).toBe(200);
    const { sha256 } = (await open(dossierId, code)).body;
    expect((await verify(code, sha256)).body).toMatchObject({
      state: { code: 'replaced' },
      replacedWith: corrected.code,
    });
  });

  it('is not followed by another that replaces none', async () => {
    const { dossierId } = await done();
    const answer = await sign(dossierId, await uploaded(dossierId));
    expect(answer.body.code).toBe('transition-not-allowed');
  });
});

describe('whoever verifies a paper', () => {
  it('learns what it is, whose, and that it holds, and nothing of the person', async () => {
    const { dossierId, code } = await done();
    const { sha256 } = (await open(dossierId, code)).body;
    const { status, body } = await verify(code, sha256);
    expect(status).toBe(200);
    expect(body).toEqual({
      code,
      paper: {
        kind: 'result',
        name: { vi: 'Kết quả giải quyết thủ tục hành chính', en: 'Result of an administrative procedure' },
      },
      agency: { code: 'H25.03', name: { vi: 'Sở Tư pháp', en: 'Department of Justice' } },
      day: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      state: { code: 'valid', name: { vi: 'Còn hiệu lực', en: 'Valid' } },
    });
  });

  it('learns the same of a wrong code as of a wrong file', async () => {
    const { dossierId, code } = await done();
    const { sha256 } = (await open(dossierId, code)).body;
    const wrongOnes = await Promise.all([
      verify(code, 'a'.repeat(64)),
      verify(`H25.03-${year}-KQ999999`, sha256),
      verify('H25.08-1999-KQ000001', sha256),
      verify('H25.03-211010-9999', sha256),
    ]);
    expect(wrongOnes.map(({ status, body }) => [status, body.code])).toEqual(
      wrongOnes.map(() => [404, 'verification-not-found']),
    );
  });
});

describe('an earlier result as a paper of another dossier', () => {
  const listOwn = (claims: Call['claims'] = hoa) => call(api.listOwnResults, listOwnResults, { claims });
  const reuse = (
    dossierId: string,
    resultCode: string,
    claims: Call['claims'] = hoa,
    paperId = 'identity-copy',
  ) =>
    call(api.reuseResult, reuseResult, {
      claims,
      params: { dossierId },
      key: randomUUID(),
      body: { paperId, resultCode, consentVersion: 1 },
    });

  it('is listed to its owner alone, with the wording to agree to', async () => {
    const { dossierId, code } = await done();
    const unfinished = await signed(await inHand());
    const { body } = await listOwn();
    expect(body.items[0]).toMatchObject({ code, dossierId, state: { code: 'valid' } });
    expect(body.items.map((item: { code: string }) => item.code)).not.toContain(unfinished);
    expect(body.consent).toMatchObject({ version: 1, text: { vi: expect.stringMatching(/^Tôi đồng ý/) } });
    expect((await listOwn(nam)).body.items).toEqual([]);
  });

  it('is filed with the dossier by its own hash, and opened as any paper', async () => {
    const { code, dossierId: earlier } = await done();
    const { sha256, url } = (await open(earlier, code)).body;
    const dossierId: string = (await draft()).body.id;
    await fill(dossierId, { body: form });
    const declared = await declare(dossierId);
    await settleDocument(dossierId, declared.body.document.documentId);
    const { status, body } = await reuse(dossierId, code);
    expect(status).toBe(201);
    expect(body.document).toMatchObject({ state: 'accepted', paperId: 'identity-copy', sha256 });
    const answer = await submit(dossierId);
    expect(answer.status).toBe(201);
    expect(answer.body.receipt.documents.map((one: { sha256: string }) => one.sha256)).toContain(sha256);
    const params = { dossierId, documentId: body.document.documentId };
    const opened = await call(api.openDocument, openDocument, { claims: desk, params });
    expect(new URL(opened.body.url).pathname).toBe(new URL(url).pathname);
  });

  it("is refused when it was revoked, is another's, or is not given out", async () => {
    const { code, dossierId } = await done();
    const own: string = (await draft()).body.id;
    const foreign: string = (await draft(nam)).body.id;
    expect((await reuse(foreign, code, nam)).body.code).toBe('result-not-found');
    expect((await reuse(own, await signed(await inHand()))).body.code).toBe('result-not-found');
    await act(dossierId, leader, { ...revocation, resultCode: code });
    expect((await reuse(own, code)).body.code).toBe('result-not-valid');
  });

  it('is refused at the submission when it was revoked since it was chosen, by the name of its file, until it is removed', async () => {
    const { code, dossierId: earlier } = await done();
    const dossierId = await readyDraft();
    const documents = await Promise.all(
      ['identity-copy', 'application-form'].map((id) => reuse(dossierId, code, hoa, id)),
    );
    await act(earlier, leader, { ...revocation, resultCode: code });
    const refused = await submit(dossierId, { etag: '"6"' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'result-not-valid', detail: expect.stringContaining(`"${code}.pdf"`) },
    });
    expect((await read(dossierId, hoa)).body).toMatchObject({ status: 'draft', version: 6 });
    for (const [place, { body }] of documents.entries())
      await call(api.removeDocument, removeDocument, {
        claims: hoa,
        params: { dossierId, documentId: body.document.documentId },
        key: randomUUID(),
        etag: `"${6 + place}"`,
      });
    expect((await submit(dossierId, { etag: '"8"' })).status).toBe(201);
  });

  it('is refused as a supplement when it was replaced since it was chosen', async () => {
    const { code, dossierId: earlier } = await done();
    const dossierId = await inHand();
    const deadline = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
    const items = [{ name: 'Bản sao căn cước công dân', paperId: 'identity-copy', reason: 'illegible' }];
    await act(dossierId, caseOfficer, { action: 'requestSupplement', items, deadline });
    await reuse(dossierId, code);
    await sign(earlier, await uploaded(earlier), { replaces: { resultCode: code, ...wrong } });
    const answer = await act(dossierId, hoa, { action: 'answerSupplement' });
    expect(answer.body).toMatchObject({ code: 'result-not-valid', detail: expect.stringContaining(code) });
    expect((await read(dossierId)).body.status).toBe('supplementRequested');
  });
});
