import { element, texts } from './document.js';
import { say, written } from './language.js';

export const paragraph = (className, text) => element('p', { className }, text);

const cell = (value) => element('td', {}, written(value));

/** @param rows a name and its numbers; no numbers where they are not shown */
export function table(caption, head, rows) {
  const rowOf = ([name, ...values]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      ...(values.length > 0
        ? values.map(cell)
        : [element('td', { colSpan: head.length - 1, className: 'hidden' }, say(texts.notShown))]),
    );
  const made = element(
    'table',
    {},
    element('caption', {}, caption),
    element(
      'thead',
      {},
      element('tr', {}, ...head.map((name) => element('th', { scope: 'col' }, say(name)))),
    ),
    element('tbody', {}, ...rows.map(rowOf)),
  );
  const scrolled = element(
    'div',
    { className: 'scrolled', role: 'region', ariaLabel: caption, tabIndex: 0 },
    made,
  );
  return element('details', {}, element('summary', {}, say(texts.table)), scrolled);
}

export const legend = (parts) =>
  element(
    'ul',
    { className: 'legend' },
    ...parts.map(({ tone, name, text = '' }) =>
      element('li', {}, tone ? element('i', { className: tone }) : '', name, element('strong', {}, text)),
    ),
  );

/** Draws for the width that there is, and again when it changes. */
export function drawn(chart) {
  const place = element('div', { className: 'chart' });
  let before = 0;
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width === before || width === 0) return;
    before = width;
    place.replaceChildren(chart(width));
  }).observe(place);
  return place;
}

export const section = ({ title, note }, ...content) =>
  element(
    'section',
    {},
    element('h2', {}, say(title)),
    paragraph('hint', say(note)),
    ...content.filter(Boolean),
  );

export const empty = (text) => paragraph('empty', say(text));

/** What a chart says to who does not see it. */
export const spoken = (title, ...said) => [say(title), ...said].join('. ');
