import { nationalStatusName } from '../../shared/dossier/status.ts';
import { html, page } from './page.ts';
import type { PortalDossier, PortalMood } from './portal-fields.ts';

const STAND_IN =
  'Bản thay thế trên máy này cho Cổng Dịch vụ công quốc gia: hiện hồ sơ như người dân thấy ở đó.';

/** `20211025092000` as `25/10/2021 09:20`. */
const timeOf = (stamp: string): string =>
  stamp.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)\d\d$/, '$3/$2/$1 $4:$5');

const statusOf = (code: string): string => nationalStatusName(Number(code)).vi;

/** All dossiers, newest first, and how the portal is to behave. */
export function dossiersPage(all: readonly PortalDossier[], mood: PortalMood): Response {
  const cards = all.toReversed().map(
    ({ dossier: { MaHoSo, TenTTHC, ChuHoSo, TrangThaiHoSo } }) => html`<li class="card">
<h2><a href="/dossiers/${encodeURIComponent(MaHoSo)}">${MaHoSo}</a></h2>
<p>${TenTTHC} · ${ChuHoSo}<br>${statusOf(TrangThaiHoSo)}</p>
<form method="post" action="/dossiers/${encodeURIComponent(MaHoSo)}/loss"><button>Làm mất hồ sơ này</button></form>
</li>`,
  );
  return page(
    'Cổng Dịch vụ công quốc gia',
    STAND_IN,
    html`<form method="post" action="/mood">
<label>Số lần không trả lời <input name="down" type="number" min="0" value="${mood.down}"></label>
<label>Trả lời chậm (mili giây) <input name="slowMs" type="number" min="0" max="60000" value="${mood.slowMs}"></label>
<label>Phiên hết sau (lần gọi) <input name="sessionCalls" type="number" min="0" value="${mood.sessionCalls}"></label>
<button>Đặt</button></form>
${cards.length > 0 ? html`<ul class="cards">${cards}</ul>` : html`<p>Chưa có hồ sơ nào.</p>`}`,
  );
}

/** One dossier as its owner sees it there. */
export function dossierPage({ dossier, steps }: PortalDossier): Response {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Thủ tục', dossier.TenTTHC],
    ['Chủ hồ sơ', dossier.ChuHoSo],
    ['Trích yếu', dossier.TrichYeuHoSo],
    ['Cơ quan giải quyết', dossier.DonViXuLy],
    ['Ngày nộp', timeOf(dossier.NgayNopHoSo)],
    ['Ngày tiếp nhận', dossier.NgayTiepNhan && timeOf(dossier.NgayTiepNhan)],
    ['Ngày hẹn trả', dossier.NgayHenTra && timeOf(dossier.NgayHenTra)],
    ['Ngày trả', dossier.NgayTra && timeOf(dossier.NgayTra)],
    ['Trạng thái', statusOf(dossier.TrangThaiHoSo)],
  ];
  return page(
    `Hồ sơ ${dossier.MaHoSo}`,
    STAND_IN,
    html`<dl>${facts.flatMap(([name, value]) => (value ? [html`<dt>${name}</dt><dd>${value}</dd>`] : []))}</dl>
<h2>Tiến trình</h2>
<ol>${steps.map(
      (step) =>
        html`<li>${timeOf(step.ThoiDiemXuLy)} · ${step.NoiDungXuLy} · ${step.ChucDanh ?? step.NguoiXuLy}</li>`,
    )}</ol>
<p><a href="/">Tất cả hồ sơ</a></p>`,
  );
}
