import { bars, columns, course } from './charts.js';
import { element, texts } from './document.js';
import { millions, month, percent, say, whole, written } from './language.js';
import { drawn, empty, legend, paragraph, section, spoken, table } from './section.js';

/** How many agencies a chart shows; all are in its table. */
const SHOWN = 12;

const tile = (value, name, detail) =>
  element(
    'li',
    {},
    element('strong', {}, value),
    element('span', {}, name),
    element('span', { className: 'hint' }, detail),
  );

const shareTile = (share, name) => {
  const { figures } = texts;
  if (share.percent === null) return tile('–', name, say(figures.none));
  return tile(percent(share.percent), name, `${whole(share.part)} ${say(figures.of)} ${whole(share.whole)}`);
};

export function tiles({ received, online, inTime, post, inProgress, fees, ratings }) {
  const { figures } = texts;
  return element(
    'ul',
    { className: 'tiles' },
    tile(whole(received.total), say(figures.received), ''),
    shareTile(online, say(figures.online)),
    shareTile(inTime, say(figures.inTime)),
    tile(whole(post.either), say(figures.post), ''),
    tile(
      whole(inProgress.total),
      say(figures.inProgress),
      `${whole(inProgress.overdue)} ${say(figures.overdue)}`,
    ),
    tile(
      millions(fees.paid.totalVnd),
      say(figures.fees),
      `${percent(fees.online.percent)} ${say(figures.paidOnline)}`,
    ),
    shareTile(ratings.favourable, say(figures.favourable)),
  );
}

export function levels({ procedures, levels: all }) {
  const words = texts.levels;
  if (procedures === 0) return section(words, empty(texts.empty.catalogue));
  const parts = all
    .filter(({ level, share }) => share.part > 0 || level > 1)
    .map(({ level, share }, place) => ({
      tone: `tone-${place + 1}`,
      name: `${say(words.level)} ${level}`,
      value: share.part,
      text: `${whole(share.part)} (${percent(share.percent)})`,
    }));
  const rows = [{ name: '', parts, text: '' }];
  const label = spoken(words.title, ...parts.map(({ name, text }) => `${name}: ${text}`));
  return section(
    words,
    legend([...parts, { name: say(words.all), text: whole(procedures) }]),
    drawn(bars({ rows, label, room: 0, thickness: 36 })),
    table(
      say(words.title),
      [words.level, words.procedures, words.share],
      [
        ...all.map(({ level, share }) => [
          `${say(words.level)} ${level}`,
          share.part,
          percent(share.percent),
        ]),
        [say(words.all), procedures, percent(100)],
      ],
    ),
  );
}

export function online({ total, rows }) {
  const words = texts.online;
  if (total.online.percent === null) return section(words, empty(texts.empty.received));
  const points = rows.map((row) => ({ month: month(row), value: row.figures.online.percent }));
  const label = spoken(words.title, ...points.map(({ month, value }) => `${month}: ${percent(value)}`));
  const chart = course({ points, label, format: percent, formatTick: (value) => `${whole(value)}%` });
  return section(
    words,
    drawn(chart),
    table(
      say(words.title),
      [words.month, words.part, words.whole, words.share],
      rows.map((row) => {
        const { part, whole: all, percent: share } = row.figures.online;
        return [month(row), part, all, percent(share)];
      }),
    ),
  );
}

export function channels({ total, rows }) {
  const words = texts.channels;
  if (total.received.total === 0) return section(words, empty(texts.empty.received));
  const parts = ['online', 'post', 'desk'].map((key, place) => ({
    key,
    tone: `tone-${place + 1}`,
    name: say(words[key]),
    text: whole(total.received[key]),
  }));
  const label = spoken(words.title, ...parts.map(({ name, text }) => `${name}: ${text}`));
  const values = rows.map(({ figures }) => figures.received);
  return section(
    words,
    legend(parts),
    drawn(columns({ months: rows.map(month), parts, values, label, format: whole })),
    table(
      say(words.title),
      [words.month, words.online, words.post, words.desk, words.total],
      rows.map((row) => {
        const { online, post, desk, total } = row.figures.received;
        return [month(row), online, post, desk, total];
      }),
    ),
  );
}

/** The ways to pay, as the figures and the words call them. */
const ways = { online: 'onlineVnd', transfer: 'transferVnd', cash: 'cashVnd', post: 'postVnd' };

export function fees({ total, rows }) {
  const words = texts.fees;
  const { paid } = total.fees;
  if (paid.totalVnd === 0) return section(words, empty(texts.empty.fees));
  const parts = Object.entries(ways).map(([way, key], place) => ({
    key,
    tone: `tone-${place + 1}`,
    name: say(words[way]),
    text: millions(paid[key]),
  }));
  const label = spoken(words.title, ...parts.map(({ name, text }) => `${name}: ${text}`));
  const values = rows.map((row) => row.figures.fees.paid);
  return section(
    words,
    legend(parts),
    drawn(columns({ months: rows.map(month), parts, values, label, format: millions })),
    table(
      say(words.title),
      [words.month, ...Object.keys(ways).map((way) => words[way]), words.total, words.returned],
      rows.map((row) => {
        const { paid: ofMonth, returnedVnd } = row.figures.fees;
        const byWay = Object.values(ways).map((key) => ofMonth[key]);
        return [month(row), ...byWay, ofMonth.totalVnd, returnedVnd];
      }),
    ),
  );
}

const furtherAgencies = (all) =>
  all.length > SHOWN && paragraph('hint', `${whole(all.length - SHOWN)} ${say(texts.more)}`);

/**
 * A chart of the first agencies, and a table of all of them.
 * @param tones the parts of a bar, with their tones
 * @param unitOf what a part is divided by before it is drawn
 * @param lastOf the number of the whole bar
 */
function byAgency(words, ranked, hidden, { tones, partsOf, unitOf, lastOf, nothing }) {
  if (ranked.length + hidden.length === 0) return section(words, empty(nothing));
  const keys = Object.keys(tones);
  const names = keys.map((key) => ({ tone: tones[key], name: say(words[key]) }));
  const rows = ranked.slice(0, SHOWN).map(({ name, figures }) => ({
    name: say(name),
    text: written(lastOf(figures)),
    parts: keys.map((key, place) => ({
      tone: tones[key],
      value: partsOf(figures)[key] / unitOf(figures),
      text: `${say(name)}: ${names[place].name} ${whole(partsOf(figures)[key])}`,
    })),
  }));
  const label = spoken(words.title, ...rows.map(({ name, text }) => `${name}: ${text}`));
  return section(
    words,
    legend(names),
    rows.length > 0 && drawn(bars({ rows, label })),
    furtherAgencies(ranked),
    table(
      say(words.title),
      [words.agency, ...keys.map((key) => words[key]), words.last],
      [
        ...ranked.map(({ name, figures }) => [
          say(name),
          ...keys.map((key) => partsOf(figures)[key]),
          lastOf(figures),
        ]),
        ...hidden.map(({ name }) => [say(name)]),
      ],
    ),
  );
}

export function post(rows, hidden) {
  const used = rows.filter(({ figures }) => figures.post.either > 0);
  return byAgency(
    texts.post,
    used.toSorted((one, other) => other.figures.post.either - one.figures.post.either),
    hidden,
    {
      tones: { in: 'tone-1', both: 'tone-2', out: 'tone-3' },
      partsOf: ({ post: { either, both, in: sent, out } }) => ({
        in: either - out,
        both,
        out: either - sent,
      }),
      unitOf: () => 1,
      lastOf: ({ post }) => post.either,
      nothing: texts.empty.post,
    },
  );
}

export function inTime(rows, hidden) {
  const used = rows.filter(({ figures }) => figures.inTime.percent !== null);
  return byAgency(
    texts.inTime,
    used.toSorted((one, other) => one.figures.inTime.percent - other.figures.inTime.percent),
    hidden,
    {
      tones: { early: 'tone-1', onTime: 'tone-2', overdue: 'tone-late' },
      partsOf: ({ resolved }) => resolved,
      unitOf: ({ resolved }) => resolved.total,
      lastOf: ({ inTime }) => percent(inTime.percent),
      nothing: texts.empty.resolved,
    },
  );
}

export function ratings(rows, hidden) {
  const rated = rows.filter(({ figures }) => figures.ratings.total > 0);
  return byAgency(
    texts.ratings,
    rated.toSorted(
      (one, other) => one.figures.ratings.favourable.percent - other.figures.ratings.favourable.percent,
    ),
    hidden,
    {
      tones: { verySatisfied: 'tone-1', satisfied: 'tone-2', unsatisfied: 'tone-late' },
      partsOf: ({ ratings }) => ratings,
      unitOf: ({ ratings }) => ratings.total,
      lastOf: ({ ratings }) => percent(ratings.favourable.percent),
      nothing: texts.empty.ratings,
    },
  );
}
