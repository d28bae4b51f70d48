import { scaleBand, scaleLinear, scalePoint } from 'd3-scale';
import { area, line, stack } from 'd3-shape';

/** Charts as SVG, drawn for a width in pixels, so that letters keep their size. The style sheet knows the tones. */

const draw = (name, attributes, ...children) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
};

const picture = (width, height, label, ...children) =>
  draw(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    ...children,
  );

/** What is said of a mark that is pointed at. */
const said = (text) => draw('title', {}, text);

const ROW = { name: 20, bar: 16, gap: 14 };

const sumOf = (parts) => parts.reduce((sum, { value }) => sum + value, 0);

/**
 * Rows of a name, a bar of parts side by side, and a text after it.
 * @param room for the text after the longest bar, in pixels
 */
export const bars =
  ({ rows, label, room = 64, thickness = ROW.bar }) =>
  (width) => {
    const most = Math.max(...rows.map(({ parts }) => sumOf(parts)));
    const x = scaleLinear([0, most], [0, width - room]);
    const height = ROW.name + thickness + ROW.gap;
    const rowOf = ({ name, parts, text }, place) => {
      let from = 0;
      const marks = parts.map(({ tone, value, text: words }) => {
        const mark = draw(
          'rect',
          { class: tone, x: x(from), width: x(value), y: ROW.name, height: thickness },
          said(words),
        );
        from += value;
        return mark;
      });
      return draw(
        'g',
        { transform: `translate(0 ${place * height})` },
        draw('text', { class: 'name', x: 0, y: ROW.name - 6 }, name),
        ...marks,
        draw('text', { class: 'value', x: x(from) + 6, y: ROW.name + thickness / 2, dy: '.35em' }, text),
      );
    };
    return picture(width, rows.length * height - ROW.gap + 2, label, ...rows.map(rowOf));
  };

const PLOT = { height: 240, top: 20, bottom: 26, left: 46, label: 48 };

/** Lines across at round values, and the names of months as far as there is room. */
function frame(width, x, y, months, format) {
  const each = Math.ceil(months.length / Math.max(1, Math.floor((width - PLOT.left) / (1.25 * PLOT.label))));
  const rules = y.ticks(4).flatMap((value) => [
    draw('line', {
      class: value === 0 ? 'base' : 'rule',
      x1: PLOT.left,
      x2: width,
      y1: y(value),
      y2: y(value),
    }),
    draw('text', { class: 'tick end', x: PLOT.left - 6, y: y(value), dy: '.35em' }, format(value)),
  ]);
  const names = months
    .filter((_, place) => (months.length - 1 - place) % each === 0)
    .map((month) =>
      draw(
        'text',
        { class: 'tick middle', x: Math.min(x(month), width - PLOT.label / 2), y: PLOT.height - 6 },
        month,
      ),
    );
  return [...rules, ...names];
}

const upwards = (most) => scaleLinear([0, most || 1], [PLOT.height - PLOT.bottom, PLOT.top]).nice(4);

/** Columns of a month each, their parts one on the other. */
export const columns =
  ({ months, parts, values, label, format }) =>
  (width) => {
    const x = scaleBand(months, [PLOT.left, width]).paddingInner(0.28).paddingOuter(0.14);
    const y = upwards(
      Math.max(...values.map((value) => parts.reduce((sum, { key }) => sum + value[key], 0))),
    );
    const layers = stack().keys(parts.map(({ key }) => key))(values);
    const marks = parts.flatMap(({ tone, key, name }, layer) =>
      layers[layer].map(([low, high], place) =>
        draw(
          'rect',
          { class: tone, x: x(months[place]), width: x.bandwidth(), y: y(high), height: y(low) - y(high) },
          said(`${months[place]}: ${name} ${format(values[place][key])}`),
        ),
      ),
    );
    const middle = (month) => x(month) + x.bandwidth() / 2;
    return picture(width, PLOT.height, label, ...frame(width, middle, y, months, format), ...marks);
  };

/** A line over months, broken where there is nothing to divide; the last value stands beside it. */
export const course =
  ({ points, label, format, formatTick }) =>
  (width) => {
    const months = points.map(({ month }) => month);
    const x = scalePoint(months, [PLOT.left, width]).padding(0.5);
    const known = points.filter(({ value }) => value !== null);
    const y = upwards(Math.max(...known.map(({ value }) => value)));
    const at = ({ month }) => x(month);
    const isKnown = ({ value }) => value !== null;
    const height = ({ value }) => y(value);
    const last = known.at(-1);
    return picture(
      width,
      PLOT.height,
      label,
      ...frame(width, x, y, months, formatTick),
      draw('path', { class: 'field', d: area().defined(isKnown).x(at).y0(y(0)).y1(height)(points) }),
      draw('path', { class: 'course', d: line().defined(isKnown).x(at).y(height)(points) }),
      ...known.map((point) =>
        draw(
          'circle',
          { class: 'point', cx: at(point), cy: height(point), r: point === last ? 4.5 : 3 },
          said(`${point.month}: ${format(point.value)}`),
        ),
      ),
      draw(
        'text',
        { class: 'value end', x: Math.min(at(last) + 20, width), y: height(last) - 11 },
        format(last.value),
      ),
    );
  };
