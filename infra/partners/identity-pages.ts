import { html, page } from './page.ts';
import type { Person } from './people.ts';

const STAND_IN =
  'Bản thay thế trên máy này cho VNeID và Cổng Dịch vụ công quốc gia. Mọi người ở đây đều hư cấu.';

const groups = [
  { group: 'citizen', heading: 'Công dân' },
  { group: 'business', heading: 'Doanh nghiệp, hợp tác xã' },
  { group: 'officer', heading: 'Cán bộ, công chức' },
] as const;

/**
 * The page to pick a person from.
 * @param query the authorization request to answer (`?client_id=…`); without one, a person's button gives a token
 */
export function chooser(people: readonly Person[], query?: string): Response {
  const button = ({ id, name, about }: Person) =>
    query === undefined
      ? html`<form method="post" action="/people/${encodeURIComponent(id)}/token"><button class="person">${name}
<small>${about}</small><small>Lấy mã truy cập (<code>${id}</code>)</small></button></form>`
      : html`<button class="person" name="person" value="${id}">${name}<small>${about}</small></button>`;
  const lists = groups.map(({ group, heading }) => {
    const cards = people
      .filter((person) => person.group === group)
      .map((person) => html`<li>${button(person)}</li>`);
    return html`<section aria-labelledby="${group}"><h2 id="${group}">${heading}</h2><ul class="cards">${cards}</ul></section>`;
  });
  return query === undefined
    ? page('Chọn người để lấy mã truy cập', STAND_IN, html`${lists}`)
    : page(
        'Đăng nhập với tư cách',
        STAND_IN,
        html`<form method="post" action="/authorize${query}">${lists}</form>`,
      );
}

/** The page that shows a token and how to use it. */
export const tokenPage = ({ id, name, about }: Person, token: string): Response =>
  page(
    `Mã truy cập của ${name}`,
    about,
    html`<p><label for="token">Dùng trong tám giờ, ở tiêu đề <code>Authorization: Bearer …</code></label></p>
<textarea id="token" rows="12" readonly>${token}</textarea>
<h2>Trên dòng lệnh</h2>
<pre><code>TOKEN=$(npm run --silent token -- ${id})
curl -H "Authorization: Bearer $TOKEN" …</code></pre>
<p><a href="/">Chọn người khác</a></p>`,
  );

/** An authorization request that names no client on this machine to go back to. */
export const unusableRequest = (why: string): Response =>
  page('Yêu cầu đăng nhập không hợp lệ', STAND_IN, html`<pre>${why}</pre>`, 400);
