import { type Deal, decisions, type Mood } from './bank-deals.ts';
import { html, page } from './page.ts';

const amount = (vnd: number): string => `${vnd.toLocaleString('vi-VN')} đồng`;

const stateNames = {
  open: 'chờ thanh toán',
  paid: 'đã thanh toán',
  failed: 'không thành công',
  cancelled: 'đã hủy',
};
const refundNames = { ordered: 'đang hoàn tiền', returned: 'đã hoàn tiền', refused: 'từ chối hoàn tiền' };

const dealForm = ({
  reference,
}: Deal) => html`<form method="post" action="/deals/${encodeURIComponent(reference)}/decision">
${Object.entries(decisions).map(([decision, label]) => html`<button name="decision" value="${decision}">${label}</button>`)}</form>`;

const dealCard = (deal: Deal) => html`<section class="card" aria-labelledby="${deal.reference}">
<h2 id="${deal.reference}">${amount(deal.amountVnd)}</h2>
<p>${deal.reference} · ${deal.description}<br>${stateNames[deal.state]}${
  deal.refund ? ` · ${refundNames[deal.refund.state]} ${amount(deal.refund.amountVnd)}` : ''
}</p>
<ol>${deal.answers.map((answer) => html`<li>${answer}</li>`)}</ol>
${dealForm(deal)}</section>`;

/** What the payer sees. */
export const dealPage = (title: string, deal: Deal): Response =>
  page(title, 'Bản thay thế trên máy này: không có tiền thật.', html`${dealCard(deal)}`);

/** What a person fills in to transfer. */
export const transferForm = html`<form method="post" action="/transfers" class="card"><h2>Chuyển khoản</h2>
<label>Số tiền <input name="amountVnd" inputmode="numeric" required></label>
<label>Nội dung <input name="content" required></label>
<label>Ngân hàng cắt sau <input name="keeps" value="210" inputmode="numeric"></label> ký tự
<button>Chuyển</button></form>`;

/** All payments, newest first, and how the provider behaves. */
export const dealsPage = (
  title: string,
  deals: readonly Deal[],
  mood: Mood,
  form: ReturnType<typeof html> | '' = '',
): Response =>
  page(
    title,
    'Bản thay thế trên máy này cho đơn vị thanh toán. Cách báo kết quả chỉnh được: chậm, lặp, sai số tiền, không báo.',
    html`${form}<form method="post" action="/mood">${Object.entries(mood)
      .filter(([name]) => name !== 'backwards')
      .map(
        ([name, value]) => html`<label>${name} <input name="${name}" value="${String(value)}"></label> `,
      )}<button>Đặt</button></form>
${deals.length > 0 ? deals.toReversed().map(dealCard) : html`<p>Chưa có giao dịch nào.</p>`}`,
  );
