import { element, texts } from './document.js';
import { channels, fees, inTime, levels, online, post, ratings, tiles } from './figures.js';
import { address, day, language, say } from './language.js';
import { paragraph } from './section.js';

const place = document.querySelector('#dashboard');
/** Today in Vietnam, and the first day of the month eleven months before. */
const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });
const year = Number(today.slice(0, 4));
function elevenMonthsBefore() {
  const first = new Date(Date.UTC(year, Number(today.slice(5, 7)) - 12, 1));
  return first.toISOString().slice(0, 10);
}
const periods = {
  lastMonths: { from: elevenMonthsBefore(), to: today },
  thisYear: { from: `${year}-01-01`, to: today },
  lastYear: { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` },
};
const period = {
  from: address.get('from') ?? periods.lastMonths.from,
  to: address.get('to') ?? periods.lastMonths.to,
};

const at = (changes) => `?${new URLSearchParams({ ...period, lang: language, ...changes })}`;

/** What is asked of which operation. */
const { catalogue, figures: ofPeriod } = place.dataset;
const asked = {
  levels: [catalogue, {}],
  months: [ofPeriod, { ...period, by: 'month' }],
  agencies: [ofPeriod, { ...period, by: 'agency', limit: 200 }],
};

/** What an operation answers. @throws an error whose message is the status */
async function answerTo([path, question]) {
  const response = await fetch(`${path}?${new URLSearchParams(question)}`);
  if (!response.ok) throw new Error(response.status);
  return response.json();
}

function heading() {
  const other = language === 'vi' ? 'en' : 'vi';
  const link = element(
    'a',
    { href: at({ lang: other }), lang: other, hreflang: other },
    say(texts.otherLanguage),
  );
  return element(
    'div',
    { className: 'heading' },
    element('div', {}, element('h1', {}, say(texts.title)), paragraph('hint', say(texts.lead))),
    link,
  );
}

const dayField = (name) =>
  element(
    'label',
    {},
    say(texts.period[name]),
    element('input', { type: 'date', name, value: period[name], required: true, max: '2100-12-31' }),
  );

/** The period, as days and as links: each view has an address of its own. */
function periodForm() {
  const links = Object.entries(periods).map(([name, days]) =>
    element('a', { href: at(days) }, say(texts.period[name])),
  );
  const form = element(
    'form',
    { ariaLabel: say(texts.period.label) },
    dayField('from'),
    dayField('to'),
    element('button', {}, say(texts.period.show)),
    element('p', { className: 'links' }, ...links),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.search = at(Object.fromEntries(new FormData(form)));
  });
  return form;
}

/** The same tables, as files. */
function downloads() {
  const linkTo = ([path, question], name, format) =>
    element(
      'a',
      {
        href: `${path}?${new URLSearchParams({ ...question, format })}`,
        ariaLabel: `${format.toUpperCase()}: ${name}`,
        download: '',
      },
      format.toUpperCase(),
    );
  const lines = Object.entries(asked).map(([key, question]) => {
    const name = say(texts.downloads[key]);
    return element('li', {}, name, linkTo(question, name, 'csv'), linkTo(question, name, 'xlsx'));
  });
  return element(
    'nav',
    { ariaLabel: say(texts.downloads.title) },
    element('h2', {}, say(texts.downloads.title)),
    element('ul', {}, ...lines),
  );
}

/** All that the operations answer, asked side by side. */
async function content() {
  const [procedures, byMonth, agencies] = await Promise.all(Object.values(asked).map(answerTo));
  const shown = agencies.rows.filter(({ figures }) => figures !== null);
  const hidden = agencies.rows.filter(({ figures }) => figures === null);
  return [
    paragraph('span', `${day(period.from)} – ${day(period.to)}`),
    tiles(byMonth.total),
    levels(procedures),
    element('div', { className: 'pair' }, online(byMonth), channels(byMonth)),
    element('div', { className: 'pair' }, post(shown, hidden), inTime(shown, hidden)),
    element('div', { className: 'pair' }, fees(byMonth), ratings(shown, hidden)),
    downloads(),
  ];
}

document.documentElement.lang = language;
document.title = document.title.replace(texts.title.vi, say(texts.title));

const told = element('div', { role: 'status' }, paragraph('hint', say(texts.loading)));
const figures = element('div', { className: 'figures' });
place.append(heading(), periodForm(), told, figures);

content().then(
  (parts) => {
    figures.append(...parts);
    told.replaceChildren();
  },
  ({ message }) => {
    const fault = { 400: texts.wrongPeriod, 429: texts.busy, 503: texts.busy }[message] ?? texts.failed;
    told.replaceChildren(paragraph('fault', say(fault)));
  },
);

// On paper nothing can be opened.
addEventListener('beforeprint', () => {
  for (const part of document.querySelectorAll('details')) part.open = true;
});
