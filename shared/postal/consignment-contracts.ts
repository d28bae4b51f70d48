import * as z from 'zod';
import { Booking, MOST_BOOKINGS } from '../consignment/consignment.ts';
import { ConsignmentView } from '../consignment/view.ts';
import { DossierPath } from '../dossier/paths.ts';
import { DossierView } from '../dossier/view.ts';
import { operation } from '../http/operation.ts';
import { Cursor, Limit, pageOf } from '../http/page.ts';

export const bookConsignment = operation({
  id: 'book-consignment',
  area: 'postal',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/consignments',
  summary: {
    vi: 'Đặt bưu điện đến thu gom giấy tờ của hồ sơ',
    en: 'Book the post to collect the papers of a dossier',
  },
  description:
    'Of a draft whose channel is the post, once its form is filled, or of what a supplement asks for, by its last day: who hands the ' +
    'papers over and where, on which working day of the next 14 and in which part of it, and what is ready; a required paper that is ' +
    'missing is named. It is on record at once, and the operator is told until it answers. One at a time is under way, ' +
    `${MOST_BOOKINGS} in all. Meanwhile the draft is kept, and no deadline ends the supplement.`,
  callers: { applicants: true },
  writes: 'change',
  params: DossierPath,
  body: Booking,
  status: 201,
  output: DossierView,
  etag: true,
  problems: [
    'dossier-not-found',
    'procedure-not-found',
    'form-invalid',
    'papers-incomplete',
    'transition-not-allowed',
    'calendar-ends',
  ],
  touches: { table: ['get', 'query', 'put'] },
  examples: {
    request: {
      sender: {
        name: 'Nguyễn Thị Hoa',
        phone: '0912345678',
        address: { place: 'inProvince', unitCode: '13285', street: 'Số 12, đường Biên Hòa' },
      },
      window: { day: '2021-10-12', part: 'morning' },
      papers: [
        { paperId: 'application-form', originals: 1, copies: 0 },
        { paperId: 'identity-copy', originals: 0, copies: 1 },
      ],
    },
  },
});

export const cancelConsignment = operation({
  id: 'cancel-consignment',
  area: 'postal',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/consignments/{number}/cancellation',
  summary: { vi: 'Hủy lần thu gom giấy tờ', en: 'Call a collection of papers off' },
  description:
    'Until the post has the papers. Where it turns out that it has, the collection goes on. Another can be booked once this one is cancelled.',
  callers: { applicants: true },
  writes: 'change',
  params: DossierPath.extend({ number: z.coerce.number().int().min(1).max(999) }),
  status: 200,
  output: DossierView,
  etag: true,
  problems: ['dossier-not-found', 'consignment-not-found', 'transition-not-allowed'],
  touches: { table: ['get', 'query', 'put'] },
});

/** A consignment in the list of the desk to which it goes. */
const Incoming = ConsignmentView.omit({ mayCallOff: true })
  .extend({ dossierId: z.uuid() })
  .meta({ id: 'IncomingConsignment' });

export const listConsignments = operation({
  id: 'list-consignments',
  area: 'postal',
  method: 'GET',
  path: '/v1/consignments',
  summary: {
    vi: 'Giấy tờ đang được bưu điện chuyển đến cơ quan',
    en: 'Papers that the post is bringing to the agency',
  },
  description:
    'By the day of their collection: what is on its way, what the desk is to look after (`attention`), and what it has signed for and not yet received.',
  callers: { officers: ['deskOfficer'] },
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  status: 200,
  output: pageOf(Incoming),
  problems: ['cursor-invalid'],
  touches: { table: ['getMany'], indexes: ['find'] },
});
