import { operation } from '../http/operation.ts';

/** The OpenAPI description of the API. */
export const readOpenApi = operation({
  id: 'read-openapi',
  area: 'reference',
  method: 'GET',
  path: '/openapi.json',
  summary: { vi: 'Đọc mô tả OpenAPI', en: 'Read the OpenAPI description' },
  callers: 'public',
  status: 200,
  content: 'application/json',
  problems: [],
  touches: {},
});

/** The AsyncAPI description of the events that departments take from their queues. */
export const readAsyncApi = operation({
  id: 'read-asyncapi',
  area: 'reference',
  method: 'GET',
  path: '/asyncapi.json',
  summary: { vi: 'Đọc mô tả AsyncAPI', en: 'Read the AsyncAPI description' },
  callers: 'public',
  status: 200,
  content: 'application/json',
  problems: [],
  touches: {},
});

/** The page that shows both descriptions to people. */
export const readReference = operation({
  id: 'read-reference',
  area: 'reference',
  method: 'GET',
  path: '/reference',
  summary: { vi: 'Xem tài liệu API', en: 'Read the API reference' },
  callers: 'public',
  status: 200,
  content: 'text/html; charset=utf-8',
  problems: [],
  touches: {},
});

/** The script of that page, from us rather than from a content network: the page works without the internet. */
export const readReferenceScript = operation({
  id: 'read-reference-script',
  area: 'reference',
  method: 'GET',
  path: '/reference/scalar.js',
  summary: { vi: 'Tải mã hiển thị của trang tài liệu', en: 'Read the script of the API reference' },
  callers: 'public',
  status: 200,
  content: 'text/javascript; charset=utf-8',
  problems: [],
  touches: {},
});
