import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { localDateOf, toInstant } from '../../shared/clock.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { nationalStatusName } from '../../shared/dossier/status.ts';
import { codeLetter } from '../../shared/notification/confirming.ts';
import { digestLetter } from '../../shared/notification/digest.ts';
import { emailAboutDraft } from '../../shared/notification/draft-letter.ts';
import {
  type Email,
  emailFor,
  isForAgency,
  messageOf,
  type NotifiedDossier,
} from '../../shared/notification/email.ts';
import { EDITION, type Message } from '../../shared/notification/messages.ts';
import { type Push, pushOf } from '../../shared/notification/push.ts';
import { type Sms, smsEditions, smsOf } from '../../shared/notification/sms.ts';
import type { Language } from '../../shared/text.ts';
import { sampleDraftLetters } from '../events/sample-draft-letters.ts';
import { sampleEvents } from '../events/sample-events.ts';
import { escapeXml } from '../local/xml.ts';
import { command } from './command.ts';

const dossier: NotifiedDossier = {
  applicantName: 'Nguyễn Thị Hoa',
  agencyName: { vi: 'Sở Tư pháp tỉnh Hà Nam', en: 'Department of Justice of Hà Nam' },
  desk: 'Trung tâm Phục vụ hành chính công tỉnh Hà Nam',
  procedureName: 'Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam',
  statusName: '',
  trackingUrl: 'https://api.dichvucong.hanam.gov.vn/tracking',
  calendar: civilServiceCalendar(),
};

const smsRow = (label: string, { text, encoding, parts }: Sms, chosen: Sms): string => {
  const size = `${encoding === 'gsm7' ? 'GSM-7' : 'UCS-2'}, ${parts} ${parts === 1 ? 'part' : 'parts'}`;
  const sent = text === chosen.text ? ' · <strong>this one is sent</strong>' : '';
  return `<dt>${label} · ${size}${sent}</dt><dd>${escapeXml(text)}</dd>`;
};

/** A message as an SMS, as it is sent and as it might be. */
function smsRows(message: Message, language: Language): readonly string[] {
  const { full, plain } = smsEditions(message, language);
  const sent = smsOf(message, language);
  return [smsRow('SMS with diacritics', full, sent), smsRow('without', plain, sent)];
}

const pushRow = ({ title, text, url }: Push): string =>
  `<dt>In the messaging app · <a href="${escapeXml(url)}">${escapeXml(url)}</a></dt><dd><strong>${escapeXml(title)}</strong> ${escapeXml(text)}</dd>`;

const card = (name: string, what: string | undefined, email: Email, others: string): string => `<section>
<h2>${escapeXml(name)}${what ? ` <small>${escapeXml(what)}</small>` : ''}</h2>
<p>${escapeXml(email.subject)}</p>
<div class="letter"><iframe title="${escapeXml(email.subject)}" sandbox srcdoc="${escapeXml(email.html)}"></iframe>
<pre>${escapeXml(email.text)}</pre></div>
${others}
</section>`;

const agencyAlone = '<p>To the agency, by e-mail alone.</p>';

/** What an agency reads on a morning that brings something. */
const digest = (): Email => {
  const running = (number: number, dueAt: string, name?: string) => ({
    code: `H25.03-210920-000${number}`,
    dueAt: toInstant(new Date(dueAt)),
    ...(name && { assignee: { name } }),
  });
  const today = '2021-10-12T17:00:00+07:00';
  return digestLetter({ code: 'H25.03', name: dossier.agencyName }, localDateOf(new Date(today)), {
    overdue: { running: [running(1, '2021-10-08T17:00:00+07:00', 'Phạm Văn Long')], more: false },
    dueToday: { running: [running(2, today, 'Phạm Văn Long'), running(3, today)], more: false },
  });
};

/** Every message on one page: the letter as a mail program shows it and as text, the SMS with its parts, and what an app shows. */
export function previewPage(language: Language = 'vi'): string {
  const cards = sampleEvents.flatMap(({ event, what }) => {
    const statusName = nationalStatusName(event.data.nationalStatus)[language];
    const message = messageOf(event, dossier);
    const email = emailFor(event, { ...dossier, statusName }, language);
    if (!message || !email) return [];
    const rows = [...smsRows(message, language), pushRow(pushOf(message, language, dossier.trackingUrl))];
    const others = isForAgency(event) ? agencyAlone : `<dl>${rows.join('')}</dl>`;
    return card(event.name, what, email, others);
  });
  const ofDrafts = sampleDraftLetters.map((letter) =>
    card(
      letter.event,
      'of a draft',
      emailAboutDraft(letter, dossier.applicantName),
      `<dl>${smsRows(letter.message, 'vi').join('')}</dl>`,
    ),
  );
  const code = card(
    'the code of a new address',
    undefined,
    codeLetter('K7QM2RXP', language),
    '<p>By e-mail alone.</p>',
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Messages of edition ${EDITION}</title>
<style>
  body { margin: 0 auto; padding: 1rem; max-width: 80rem; font: 1rem/1.5 system-ui, sans-serif; color: #1d2733; }
  section { margin: 2rem 0; padding-top: 1rem; border-top: 1px solid #d9dee5; }
  small, dt { color: #55606e; font-weight: normal; } dd { margin: 0 0 .5rem; }
  .letter { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem; }
  iframe { width: 100%; height: 54rem; border: 1px solid #d9dee5; }
  pre { margin: 0; padding: 1rem; overflow-x: auto; white-space: pre-wrap; background: #f3f6f9; }
</style>
</head>
<body>
<h1>Messages of edition ${EDITION}</h1>
${[...cards, ...ofDrafts, code, card('the day of an agency', undefined, digest(), agencyAlone)].join('\n')}
</body>
</html>
`;
}

/** `npm run ops -- preview-messages`: all that people may be told, to be looked at before it is told. */
export const previewMessagesCommand = command({
  summary: 'Writes every e-mail, SMS and message to an app, with example data, as one page.',
  options: z.object({
    to: z.string().min(1).default('messages.html').describe('file to write'),
    language: z.enum(['vi', 'en']).default('vi').describe('in which the letters are written'),
  }),
  run: async ({ to, language }) => {
    await writeFile(to, previewPage(language));
    return `Wrote ${to}.`;
  },
});
