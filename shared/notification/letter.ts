import { PROVINCE_COMMITTEE } from '../agency/letterhead.ts';
import type { Language, Text } from '../text.ts';

/** A letter, before it becomes text or HTML. Plain strings, not yet escaped. */
export type Letter = {
  /** In which it is written. */
  readonly language: Language;
  readonly title: string;
  readonly greeting: string;
  readonly message: string;
  /** The message once more in the other language: some applicants are foreigners, and officers read what they got. */
  readonly translation: string;
  /** Label and value, in the order in which they are read. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly guidance: string;
  /** Where the dossier is looked up, or what else the letter leads to. */
  readonly trackingUrl?: string;
  /** What stands on the way there, where it is no dossier. */
  readonly leadsTo?: string;
};

/** Who writes to people, on e-mail and on pages. */
export const letterhead = {
  province: PROVINCE_COMMITTEE,
  service: 'Cổng Dịch vụ công và hệ thống thông tin một cửa điện tử',
};
const automatic: Text = {
  vi: 'Thư này được gửi tự động, xin không trả lời. Cán bộ không bao giờ hỏi mật khẩu hay mã tra cứu của Ông/Bà.',
  en: 'This letter was sent automatically: please do not answer it. No officer ever asks for your password or tracking code.',
};
const lookUp: Text = { vi: 'Tra cứu hồ sơ', en: 'Look up the dossier' };

const otherLanguage = { vi: 'en', en: 'vi' } as const satisfies Record<Language, Language>;

/** For programs that show no HTML. */
export const textOf = (letter: Letter): string =>
  [
    letterhead.province,
    letterhead.service,
    '',
    letter.greeting,
    '',
    letter.message,
    '',
    letter.translation,
    '',
    ...letter.facts.map(([label, value]) => `${label}: ${value}`),
    '',
    letter.guidance,
    ...(letter.trackingUrl ? [letter.trackingUrl] : []),
    '',
    automatic[letter.language],
    '',
  ].join('\n');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

const ink = '#1d2733';
const quiet = '#55606e';
const red = '#9d1c20';
const line = '#d9dee5';

const factRow = ([label, value]: Letter['facts'][number]): string => `
            <tr>
              <th scope="row" style="padding:10px 16px 10px 0;border-top:1px solid ${line};text-align:left;vertical-align:top;font-weight:normal;color:${quiet};width:38%">${escaped(label)}</th>
              <td style="padding:10px 0;border-top:1px solid ${line};vertical-align:top;font-weight:bold">${escaped(value)}</td>
            </tr>`;

const button = ({ trackingUrl, language, leadsTo = lookUp[language] }: Letter): string =>
  trackingUrl
    ? `
        <p style="margin:20px 0 0"><a href="${escaped(trackingUrl)}" style="display:inline-block;padding:12px 24px;background:${red};color:#ffffff;font-weight:bold;text-decoration:none">${escaped(leadsTo)}</a></p>`
    : '';

const factTable = ({ facts }: Letter): string =>
  facts.length > 0
    ? `
        <table style="width:100%;margin:0 0 24px;border-collapse:collapse;border-bottom:1px solid ${line};font-size:15px">
          <tbody>${facts.map(factRow).join('')}
          </tbody>
        </table>`
    : '';

/** Styles stand on the elements, layout is tables: what mail programs agree on. */
export const htmlOf = (letter: Letter): string => `<!doctype html>
<html lang="${letter.language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light">
  <title>${escaped(letter.title)}</title>
</head>
<body style="margin:0;padding:24px 12px;background:#eef1f5;color:${ink};font:16px/1.55 Arial,Helvetica,sans-serif">
  <table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;margin:0 auto;border-collapse:collapse;background:#ffffff">
    <tr>
      <td style="padding:20px 28px;background:${red};color:#ffffff">
        <div style="font-size:13px;letter-spacing:.06em;text-transform:uppercase">${letterhead.province}</div>
        <div style="margin-top:2px;font-size:15px">${letterhead.service}</div>
      </td>
    </tr>
    <tr>
      <td style="padding:28px">
        <h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escaped(letter.title)}</h1>
        <p style="margin:0 0 12px">${escaped(letter.greeting)}</p>
        <p style="margin:0 0 8px">${escaped(letter.message)}</p>
        <p lang="${otherLanguage[letter.language]}" style="margin:0 0 24px;font-size:14px;color:${quiet}">${escaped(letter.translation)}</p>${factTable(letter)}
        <p style="margin:0">${escaped(letter.guidance)}</p>${button(letter)}
      </td>
    </tr>
    <tr>
      <td style="padding:16px 28px;border-top:1px solid ${line};font-size:13px;color:${quiet}">${automatic[letter.language]}</td>
    </tr>
  </table>
</body>
</html>
`;
