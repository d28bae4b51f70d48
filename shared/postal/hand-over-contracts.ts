import * as z from 'zod';
import { directions } from '../hand-over/hand-over.ts';
import { operation } from '../http/operation.ts';
import { Cursor, Limit, pageOf } from '../http/page.ts';
import { format } from '../spreadsheet.ts';
import { dossierIds, HandOverChange } from './hand-over-change.ts';
import { HandOverSummary, HandOverView } from './hand-over-view.ts';

export const HandOverPath = z.object({ record: z.string().regex(/^\d{4}-\d{6}$/) });

/** Who hands results out at an agency's desk. */
const desk = { officers: ['deskOfficer'] } as const;

export const openHandOver = operation({
  id: 'open-hand-over',
  area: 'postal',
  method: 'POST',
  path: '/v1/hand-overs',
  summary: { vi: 'Lập biên bản giao nhận với bưu điện', en: 'Open a hand-over record with the post' },
  description:
    'Outbound of results that the post has taken the order for, inbound of papers that it brings: 30 items at most. It gets the next number of the agency in the year. An item stands in one record at most.',
  callers: desk,
  writes: 'create',
  body: z.strictObject({ direction: z.enum(directions).default('outbound'), dossierIds }),
  status: 201,
  output: HandOverView,
  etag: true,
  problems: ['dossier-not-found', 'hand-over-not-allowed'],
  touches: { table: ['get', 'query', 'put'] },
  examples: { request: { dossierIds: ['0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01'] } },
});

export const changeHandOver = operation({
  id: 'change-hand-over',
  area: 'postal',
  method: 'POST',
  path: '/v1/hand-overs/{record}',
  summary: { vi: 'Sửa, ký hoặc hủy biên bản giao nhận', en: 'Change, sign or discard a hand-over record' },
  description:
    'While it is open items are added and removed. what came in is counted together (`count`). `sign` is the signature of the desk, after which nothing of it changes; `countersign` that of the carrier, noted with name and card, and with it all items are handed over: papers that came in count as filed at that moment. `discard` frees the items of one that is not signed by both.',
  callers: desk,
  writes: 'change',
  params: HandOverPath,
  body: HandOverChange,
  status: 200,
  output: HandOverView,
  etag: true,
  problems: ['dossier-not-found', 'hand-over-not-found', 'hand-over-not-allowed'],
  touches: { table: ['get', 'query', 'put'] },
  examples: {
    request: {
      action: 'countersign',
      carrier: { name: 'Trần Văn Bình', card: 'VNP-0226-118', route: 'HNM-04' },
    },
  },
});

export const readHandOver = operation({
  id: 'read-hand-over',
  area: 'postal',
  method: 'GET',
  path: '/v1/hand-overs/{record}',
  summary: { vi: 'Xem biên bản giao nhận và bảng kê', en: 'Read a hand-over record and its manifest' },
  description: 'With `format` its manifest (bảng kê) as CSV or XLSX.',
  callers: desk,
  params: HandOverPath,
  query: z.strictObject({ format }),
  status: 200,
  output: HandOverView,
  etag: true,
  spreadsheet: 'whole',
  problems: ['hand-over-not-found'],
  touches: { table: ['get'] },
});

export const listHandOvers = operation({
  id: 'list-hand-overs',
  area: 'postal',
  method: 'GET',
  path: '/v1/hand-overs',
  summary: { vi: 'Các biên bản giao nhận, mới nhất trước', en: 'Hand-over records, newest first' },
  callers: desk,
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  status: 200,
  output: pageOf(HandOverSummary),
  problems: ['cursor-invalid'],
  touches: { table: ['query'] },
});
