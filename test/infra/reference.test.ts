import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { referenceAssets } from '../../infra/api/reference.ts';
import { operations } from '../../shared/operations.ts';
import { browserIsThere, openBrowser } from '../support/browser.ts';

const Answer = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  isBase64Encoded: z.boolean(),
});

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reference-'));
  for (const { path, contents } of await referenceAssets(directory, operations)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  }
  await writeFile(join(directory, 'package.json'), '{"type":"commonjs"}');
});
afterAll(() => rm(directory, { recursive: true }));

const operationAt = new Map<string, string>(operations.map(({ path, id }) => [path, id]));

/** The answer of a function as it is deployed: bundled, beside its file. */
async function answerOf(id: string): Promise<z.infer<typeof Answer>> {
  const outfile = join(directory, 'reference', id, 'index.js');
  const entry = join(import.meta.dirname, '../../functions/reference', `${id}.ts`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  });
  const { handler } = createRequire(import.meta.url)(outfile);
  return Answer.parse(await handler({ headers: {}, requestContext: { requestId: 'JKJaXmPLvHcESHA=' } }));
}

describe('the API reference', () => {
  it('answers with the description of every operation, to pages of any origin', async () => {
    const { statusCode, headers, body } = await answerOf('read-openapi');
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/json']);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(JSON.parse(body)).toMatchObject({
      openapi: '3.1.1',
      servers: [{ url: '/' }],
      paths: { '/v1/dossiers/{dossierId}/submission': { post: { operationId: 'submitDossier' } } },
    });
  });

  it('answers with the description of every event likewise', async () => {
    const { headers, body } = await answerOf('read-asyncapi');
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'access-control-allow-origin': '*' });
    expect(JSON.parse(body)).toMatchObject({
      asyncapi: '3.0.0',
      channels: { departmentQueue: { address: 'motcua-{stage}-{agency}.fifo' } },
      components: { messages: { 'dossier.done': { name: 'vn.gov.hanam.motcua.dossier.done.v1' } } },
    });
  });

  it('answers with a page that asks nothing of anybody else', async () => {
    const { headers, body } = await answerOf('read-reference');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-correlation-id': 'JKJaXmPLvHcESHA=',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    for (const url of ['openapi.json', 'asyncapi.json'])
      expect(body).toContain(`&quot;url&quot;:&quot;${url}&quot;`);
    expect(body).not.toMatch(/https?:/);
  });

  it('answers with the script that the page names, packed, to be kept for ever', async () => {
    const page = await answerOf('read-reference');
    const { headers, body, isBase64Encoded } = await answerOf('read-reference-script');
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(isBase64Encoded).toBe(true);
    const script = gunzipSync(Buffer.from(body, 'base64'));
    const version = createHash('sha256').update(script).digest('hex').slice(0, 12);
    expect(page.body).toContain(`<script src="reference/scalar.js?v=${version}">`);
    // A Lambda function answers with at most 6 MB (AWS Lambda quotas).
    expect(body.length).toBeLessThan(6_000_000);
  });
});

describe.runIf(browserIsThere)('the page in a browser', () => {
  it('shows the operations, and the events with an example of each', async () => {
    const browser = await openBrowser();
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.route('**/*', async (route) => {
      const id = operationAt.get(new URL(route.request().url()).pathname);
      if (!id) return route.abort();
      const { statusCode: status, headers, body, isBase64Encoded } = await answerOf(id);
      const { 'content-encoding': _, ...plain } = headers;
      if (!isBase64Encoded) return route.fulfill({ status, headers, body });
      return route.fulfill({ status, headers: plain, body: gunzipSync(Buffer.from(body, 'base64')) });
    });
    await page.goto('http://motcua.test/reference');
    await page.getByRole('heading', { name: 'Motcua – Một cửa điện tử tỉnh Hà Nam' }).waitFor();
    await page.goto('http://motcua.test/reference?api=events');
    for (const group of ['Hàng đợi của cơ quan', 'Giao sự kiện cho cơ quan']) {
      await page.getByRole('link', { name: group }).first().waitFor();
      const closed = page.getByRole('button', { name: `Open Group - ${group}` });
      if (await closed.isVisible()) await closed.click();
    }
    await page.getByText('dossier.done', { exact: true }).first().click();
    await page.getByText('Đã có kết quả. The result is ready.').first().waitFor();
    await page.getByText('vn.gov.hanam.motcua.dossier.done.v1').first().waitFor();
    expect(complaints).toEqual([]);
    await browser.close();
  });
});
