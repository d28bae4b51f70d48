import { failureReasons } from '../../shared/shipment/report.ts';
import { html, page } from './page.ts';
import { type Collection, collectionNames } from './postal-collections.ts';
import { moveNames, type Order } from './postal-orders.ts';

/** What the operator is to collect and to deliver, newest first, each with what a postal clerk can do with it. */
export function ordersPage(orders: readonly Order[], collections: readonly Collection[]): Response {
  const cards = [...collections.toReversed().map(collectionCard), ...orders.toReversed().map(orderCard)];
  return page(
    'Bưu gửi',
    'Bản thay thế trên máy này cho doanh nghiệp bưu chính công ích. Mỗi nút báo về hệ thống một cửa như bưu điện vẫn báo.',
    cards.length > 0 ? html`${cards}` : html`<p>Chưa có đơn nào.</p>`,
  );
}

function collectionCard({ itemCode, reference, sender, receiver, window, papers, moves }: Collection) {
  const history = moves.map(
    ({ report, acknowledged }) =>
      html`<li>${report.occurredAt} · ${label(report.status)}${
        'reason' in report ? ` (${failureReasons[report.reason].vi})` : ''
      }${acknowledged ? '' : ' · đang chờ hệ thống một cửa nhận'}</li>`,
  );
  const action = `/v1/consignments/${encodeURIComponent(reference)}/moves`;
  return html`<section class="card" aria-labelledby="${itemCode}">
<h2 id="${itemCode}">${itemCode}</h2>
<p>Thu gom cho ${receiver.name}<br>Người gửi: ${sender.name}, ${sender.phone}, ${sender.address}<br>
Hẹn: ${window.day}, ${window.from}–${window.until}</p>
<ul>${papers.map(({ name, originals, copies }) => html`<li>${name}: ${originals} bản chính, ${copies} bản sao</li>`)}</ul>
<ol>${history}</ol>
<form method="post" action="${action}">
${(['COLLECTING', 'COLLECTED', 'IN_TRANSIT', 'RETURNED_TO_SENDER'] as const).map(
  (status) => html`<button name="status" value="${status}">${collectionNames[status]}</button>`,
)}</form>
<form method="post" action="${action}">
<label>Lý do <select name="reason">${Object.entries(failureReasons).map(
    ([reason, { vi }]) => html`<option value="${reason}">${vi}</option>`,
  )}</select></label>
<button name="status" value="COLLECTION_FAILED">${collectionNames.COLLECTION_FAILED}</button></form>
</section>`;
}

function orderCard(order: Order) {
  const { itemCode, reference, receiver, codAmountVnd, description, moves } = order;
  const history = moves.map(
    ({ report, acknowledged }) =>
      html`<li>${report.occurredAt} · ${label(report.status)}${
        'reason' in report ? ` (${failureReasons[report.reason].vi})` : ''
      }${acknowledged ? '' : ' · đang chờ hệ thống một cửa nhận'}</li>`,
  );
  return html`<section class="card" aria-labelledby="${itemCode}">
<h2 id="${itemCode}">${itemCode}</h2>
<p>${reference} · ${description}<br>Người nhận: ${receiver.name}, ${receiver.phone}, ${receiver.address}<br>
Thu hộ: ${codAmountVnd.toLocaleString('vi-VN')} đồng</p>
<ol>${history}</ol>
<form method="post" action="/v1/orders/${encodeURIComponent(reference)}/moves">
${(
  ['PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'RETURNING', 'RETURNED_TO_AGENCY'] as const
).map((status) => html`<button name="status" value="${status}">${moveNames[status]}</button>`)}</form>
<form method="post" action="/v1/orders/${encodeURIComponent(reference)}/moves">
<label>Lý do <select name="reason">${Object.entries(failureReasons).map(
    ([reason, { vi }]) => html`<option value="${reason}">${vi}</option>`,
  )}</select></label>
<button name="status" value="DELIVERY_FAILED">${moveNames.DELIVERY_FAILED}</button></form>
</section>`;
}

const label = (status: string): string =>
  new Map<string, string>(Object.entries({ ...collectionNames, ...moveNames })).get(status) ?? status;
