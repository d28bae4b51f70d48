import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { handler as receivePortalFiling } from '../../functions/portal/receive-portal-filing.ts';
import type { PortalStandIn } from '../../infra/partners/portal.ts';
import { serveRoutes } from '../../infra/partners/server.ts';
import { loadFileIfThere } from '../../shared/dossier/store.ts';
import { api } from '../../shared/operations.ts';
import { loadFiling } from '../../shared/portal/filing.ts';
import { syncWithPortal } from '../../shared/portal/syncing.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { form, hoa, nam, settleDocument } from '../support/filing.ts';
import { PORTAL_KEY, playedPortal, sources } from '../support/portal.ts';

/** What was uploaded, by its key. */
const uploads: string[] = [];
let bucket: Awaited<ReturnType<typeof serveRoutes>>;
let target: TestTable;
let portal: PortalStandIn;
beforeAll(async () => {
  target = await startApi();
  portal = await playedPortal();
  bucket = await serveRoutes(0, {
    'POST /*': async (request) => {
      const fields = await request.formData();
      uploads.push(`${fields.get('key')} ${fields.get('tagging')}`);
      return new Response(null, { status: 201 });
    },
  });
  process.env.AWS_ENDPOINT_URL_S3 = bucket.url;
});
afterAll(async () => {
  await bucket.close();
  await portal.stop();
  await target.stop();
});
let day = 9;
beforeEach(() => {
  day += 2;
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(`2021-10-${day}T09:00:00+07:00`);
  uploads.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

const pdf = (paperId: string) => ({
  paperId,
  name: `${paperId}.pdf`,
  contentType: 'application/pdf',
  bytes: Buffer.from(`%PDF-1.7 ${paperId}`),
});

/** The portal hands on what was filed there; what it says goes straight to the function. */
async function handOn(portalCode: string, files = [pdf('application-form'), pdf('identity-copy')]) {
  portal.takeIn({ portalCode, procedureCode: '2.000488', form, files });
  return handedOn(portalCode);
}
function handedOn(portalCode: string) {
  const { body: rawBody, headers } = portal.handedOn(portalCode);
  return call(api.receivePortalFiling, receivePortalFiling, { rawBody, headers });
}

const run = () => {
  vi.setSystemTime(Date.now() + 300_000);
  return syncWithPortal(sources);
};
const fileOf = async (dossierId: string) => {
  const file = await loadFileIfThere(dossierId);
  if (!file) throw new Error(`no dossier ${dossierId}`);
  return file;
};
const settleAll = async (dossierId: string, verdicts: readonly ('accepted' | 'infected')[]) => {
  const { documents } = await fileOf(dossierId);
  for (const [place, { documentId }] of documents.entries())
    await settleDocument(dossierId, documentId, verdicts[place], new Date());
};

describe('what was filed at the national portal', () => {
  it('is fetched, examined, submitted, and told back by the code that it has there', async () => {
    const { dossierId } = (await handOn('G22-0001')).body;
    await run();
    expect(uploads).toHaveLength(2);
    for (const upload of uploads)
      expect(upload).toMatch(
        new RegExp(`^dossiers/${dossierId}/\\S+ .*<Key>retention</Key><Value>draft</Value>`),
      );
    // While they are examined it waits.
    expect(await run()).toMatchObject({ submitted: 0 });
    await settleAll(dossierId, ['accepted', 'accepted']);
    expect(await run()).toMatchObject({ submitted: 1, failed: 0 });

    const { dossier, documents } = await fileOf(dossierId);
    expect(dossier).toMatchObject({ status: 'submitted', channel: 'online', portalCode: 'G22-0001' });
    expect(documents.map(({ filed }) => filed)).toEqual([true, true]);
    await run();
    expect(portal.find('G22-0001')?.dossier).toMatchObject({ NoiNopHoSo: '1', TrangThaiHoSo: '1' });
  });

  it('is the dossier of whoever bears the number of the form, and of nobody else', async () => {
    const { dossierId } = (await handOn('G22-0002')).body;
    const seenBy = (claims: Readonly<Record<string, string>>) =>
      call(api.readDossier, readDossier, { claims, params: { dossierId } });
    expect((await seenBy({ ...hoa, SoDinhDanh: '035190001234' })).status).toBe(200);
    expect((await seenBy(hoa)).status).toBe(404);
    expect((await seenBy(nam)).status).toBe(404);
  });

  it('is one dossier for each code, however often it is handed on', async () => {
    const first = (await handOn('G22-0003')).body;
    expect((await handedOn('G22-0003')).body).toEqual(first);
  });

  it('goes no further with a file that is infected, and the portal is told which and why', async () => {
    const { dossierId } = (await handOn('G22-0004')).body;
    await run();
    await settleAll(dossierId, ['accepted', 'infected']);
    expect(await run()).toMatchObject({ submitted: 0, failed: 0 });
    expect(portal.stepsOf('G22-0004')).toMatchObject([
      { TrangThai: '3', NoiDungXuLy: expect.stringMatching(/^[\w-]+\.pdf: Tệp có mã độc/) },
    ]);
    expect(await loadFiling(dossierId)).toMatchObject({ state: 'refused' });
    await run();
    expect(portal.stepsOf('G22-0004')).toHaveLength(1);
    expect((await fileOf(dossierId)).dossier.status).toBe('draft');
  });

  it('goes no further without a required paper, or with a file that is another than was declared', async () => {
    const { dossierId } = (await handOn('G22-0005', [pdf('application-form')])).body;
    await run();
    await settleAll(dossierId, ['accepted']);
    await run();
    expect(portal.stepsOf('G22-0005').map(({ NoiDungXuLy }) => NoiDungXuLy)).toEqual([
      expect.stringContaining('Thiếu giấy tờ bắt buộc'),
    ]);

    await handOn('G22-0006', [{ ...pdf('application-form'), bytes: Buffer.from('%PDF-1.7 A') }]);
    portal.takeIn({
      portalCode: 'G22-0006',
      procedureCode: '2.000488',
      form,
      files: [{ ...pdf('application-form'), bytes: Buffer.from('%PDF-1.7 B') }],
    });
    await run();
    expect(portal.stepsOf('G22-0006').map(({ NoiDungXuLy }) => NoiDungXuLy)).toEqual([
      expect.stringContaining('SHA-256 không khớp'),
    ]);
    expect(uploads).toHaveLength(1);
  });

  it('waits while the portal is down', async () => {
    const { dossierId } = (await handOn('G22-0007')).body;
    portal.behave({ down: 5 });
    expect(await run()).toMatchObject({ failed: 1 });
    expect((await fileOf(dossierId)).documents).toEqual([]);
    portal.behave({ down: 0 });
    await run();
    expect((await fileOf(dossierId)).documents).toHaveLength(2);
  });

  it('is not heard from whoever does not know the key', async () => {
    const { body: rawBody, headers } = await handOn('G22-0008').then(() => portal.handedOn('G22-0008'));
    const forged = { ...headers, 'x-motcua-signature': `sha256=${'0'.repeat(64)}` };
    const answer = await call(api.receivePortalFiling, receivePortalFiling, { rawBody, headers: forged });
    expect([answer.status, answer.body.code]).toEqual([401, 'signature-invalid']);
  });

  it('fetches nothing from elsewhere than the portal', async () => {
    for (const path of [
      '//example.vn/a',
      'http://169.254.169.254/latest',
      '/@example.vn:80/a?b',
      'files/1',
      '/a b',
    ]) {
      await handOn('G22-0009');
      const { body } = portal.handedOn('G22-0009');
      const said = JSON.parse(body);
      const rawBody = JSON.stringify({
        ...said,
        files: said.files.map((file: object) => ({ ...file, path })),
      });
      const headers = signatureHeaders(PORTAL_KEY, rawBody, new Date());
      const answer = await call(api.receivePortalFiling, receivePortalFiling, { rawBody, headers });
      expect([answer.status, answer.body.errors[0].field], path).toEqual([400, '/files/0/path']);
    }
  });
});
