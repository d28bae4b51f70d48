import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Operation } from '../../shared/http/operation.ts';
import {
  readAsyncApi,
  readOpenApi,
  readReference,
  readReferenceScript,
} from '../../shared/reference/contracts.ts';
import { asyncApi } from './asyncapi.ts';
import { openApi } from './openapi.ts';

const TITLE = 'Motcua – Một cửa điện tử tỉnh Hà Nam';

/**
 * The files that the functions of the area `reference` answer with, each beside its function's bundle.
 *
 * @param functions the folder of all bundles
 */
export async function referenceAssets(
  functions: string,
  operations: readonly Operation[],
): Promise<readonly { readonly path: string; readonly contents: Uint8Array }[]> {
  const script = await readFile(
    new URL('browser/standalone.js', import.meta.resolve('@scalar/api-reference')),
  );
  const version = createHash('sha256').update(script).digest('hex').slice(0, 12);
  // The document names its server relative to itself, so that one build serves every stage.
  const description = openApi(operations, { title: TITLE, serverUrl: '/' });
  const told = asyncApi({ title: `${TITLE}: sự kiện` });
  const beside = ({ area, id }: Operation, name: string) => join(functions, area, id, name);
  return [
    { path: beside(readOpenApi, 'openapi.json'), contents: Buffer.from(JSON.stringify(description)) },
    { path: beside(readAsyncApi, 'asyncapi.json'), contents: Buffer.from(JSON.stringify(told)) },
    { path: beside(readReference, 'reference.html'), contents: Buffer.from(page(version)) },
    { path: beside(readReferenceScript, 'scalar.js.gz'), contents: gzipSync(script, { level: 9 }) },
  ];
}

/** Scalar's features that call its makers' services are switched off: the page talks to this API only. */
const configuration = {
  sources: [
    { title: 'API', slug: 'api', url: 'openapi.json' },
    { title: 'Sự kiện', slug: 'events', url: 'asyncapi.json' },
  ],
  theme: 'default',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
  documentDownloadType: 'json',
  persistAuth: false,
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
};

const page = (version: string): string => `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${TITLE}</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <noscript>Trang này cần JavaScript. Mô tả OpenAPI: <a href="openapi.json">openapi.json</a>, AsyncAPI: <a href="asyncapi.json">asyncapi.json</a></noscript>
    <script id="api-reference"
      data-configuration="${JSON.stringify(configuration).replaceAll('"', '&quot;')}"></script>
    <script src="reference/scalar.js?v=${version}"></script>
  </body>
</html>
`;
