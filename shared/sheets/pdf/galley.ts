import { type Fonts, shown } from './fonts.ts';
import { type Face, type Line, linesOf, type Run, type Word } from './lines.ts';
import { type About, type Element, Pen, type Point } from './pen.ts';
import { LEADING, type Style } from './style.ts';

/** A part that is measured and waits to be drawn. */
export type Laid = { readonly height: number; readonly draw: () => void };

/** How lines are set. */
export type Setting = {
  /** Left edge and width of the lines, from the left margin. */
  readonly x?: number;
  readonly width?: number;
  readonly size: number;
  readonly align?: 'left' | 'center' | 'right' | 'justify';
  /** Of the first line. */
  readonly indent?: number;
};

/** Share of the room on a line that stands before it. */
const shift = { left: 0, center: 0.5, right: 1, justify: 0 } as const;

/** A document that is being set from top to bottom. Places are measured from the left margin and the top of the page. */
export class Galley {
  readonly style: Style;
  /** Height at which the next line goes. */
  y: number;
  readonly #pen: Pen;
  readonly #fonts: Fonts;
  readonly #running: string;
  #pages = 1;

  /** @param running stands at the head of every page but the first */
  constructor(about: About, style: Style, fonts: Fonts, running: string) {
    this.style = style;
    this.y = style.margin.top;
    this.#pen = new Pen(about, [style.width, style.height], fonts);
    this.#fonts = fonts;
    this.#running = running;
  }

  /** Width between the margins. */
  get width(): number {
    const { width, margin } = this.style;
    return width - margin.left - margin.right;
  }

  /** Height that is left on the page. */
  get left(): number {
    return this.style.height - this.style.margin.bottom - this.y;
  }

  /** Height of an empty page. */
  get whole(): number {
    const { height, margin } = this.style;
    return height - margin.top - margin.bottom;
  }

  /** The lines that runs make in a size. @param width the whole width unless stated; `indent` of the first line */
  lines(runs: readonly Run[], size: number, { width = this.width, indent = 0 } = {}): readonly Line[] {
    const clean = runs.map(({ text, face }) => ({ text: shown(text, this.#fonts), face }));
    return linesOf(clean, { width, indent, measure: this.#pen.measure(size) });
  }

  /** The width of a text that stays on one line. */
  widthOf(text: string, size: number, face: Face = 'regular'): number {
    return this.#pen.measure(size)(shown(text, this.#fonts), face);
  }

  /** A new element of the structure, under another or under the document itself. */
  element(tag: string, parent = this.#pen.root, options?: Parameters<Pen['element']>[2]): Element {
    return this.#pen.element(tag, parent, options);
  }

  /** Goes to a new page unless so much height is left on this one, or would not be on another either. */
  need(height: number): void {
    if (height > this.left && height <= this.whole && this.y > this.style.margin.top) this.turn();
  }

  /** Goes to a new page, with its number in the middle above it (NĐ 30/2020/NĐ-CP, phụ lục I mục I.7). */
  turn(): void {
    const { margin, body, note } = this.style;
    this.#pen.page();
    this.#pages += 1;
    this.y = margin.top - 1.6 * body;
    const number = this.lines([{ text: String(this.#pages), face: 'regular' }], body);
    this.put(undefined, number, { size: body, align: 'center' });
    this.y += body - note;
    const running = this.lines([{ text: this.#running, face: 'italic' }], note);
    this.put(undefined, running, { size: note, align: 'right' });
    this.y = margin.top;
  }

  /**
   * Sets lines as content of an element, on as many pages as they need; neither the first of several stands alone at the
   * end of a page, nor the last alone at the head of one.
   */
  flow(element: Element, lines: readonly Line[], setting: Setting): void {
    const leading = setting.size * LEADING;
    let rest = lines;
    while (rest.length > 0) {
      const room = Math.floor((this.left + 0.01) / leading);
      const count = room >= rest.length ? rest.length : rest.length - room === 1 ? room - 1 : room;
      if (count < Math.min(2, rest.length) && this.y > this.style.margin.top) {
        this.turn();
        continue;
      }
      this.put(element, rest.slice(0, count), setting, rest === lines);
      this.y += count * leading;
      rest = rest.slice(count);
      if (rest.length > 0) this.turn();
    }
  }

  /**
   * Sets lines at the present height and stays there.
   * @param element none for what is not read aloud: a page's number, a head that stands again
   * @param first whether they begin a paragraph
   */
  put(element: Element | undefined, lines: readonly Line[], setting: Setting, first = true): void {
    if (lines.every(({ words }) => words.length === 0)) return;
    const draw = () => this.#set(lines, setting, first);
    if (element) element.add(draw);
    else this.#pen.artifact('Pagination', draw);
  }

  /** Rules from point to point. */
  rules(...lines: readonly (readonly [Point, Point])[]): void {
    const placed = lines.map(([from, to]) => [this.#at(from), this.#at(to)] as const);
    this.#pen.artifact('Layout', () => this.#pen.strokes(placed));
  }

  /** Dots from point to point. */
  dots(from: Point, to: Point): void {
    this.#pen.artifact('Layout', () => this.#pen.dots(this.#at(from), this.#at(to)));
  }

  /** The black squares of a grid as a figure, with what it shows in words. */
  figure(alt: string, grid: readonly (readonly boolean[])[], [x, y]: Point, size: number): void {
    const unit = size / grid.length;
    const corners = grid.flatMap((cells, row) =>
      cells.flatMap((black, column) => (black ? [this.#at([x + column * unit, y + row * unit])] : [])),
    );
    const figure = this.element('Figure', undefined, { alt });
    figure.add(() => this.#pen.squares(corners, unit));
    figure.end();
  }

  /** The finished file. */
  bytes(): Promise<Buffer> {
    return this.#pen.bytes();
  }

  #at([x, y]: Point): Point {
    return [x + this.style.margin.left, y];
  }

  #set(lines: readonly Line[], setting: Setting, first: boolean): void {
    const { x = 0, width = this.width, size, align = 'left', indent = 0 } = setting;
    for (const [place, line] of lines.entries()) {
      const inset = first && place === 0 ? indent : 0;
      const room = width - inset - line.width;
      const baseline = this.y + place * size * LEADING + size;
      if (align === 'justify' && !line.last) this.#spread(line.words, [x + inset, baseline], size, room);
      else this.#write(line.words, [x + inset + room * shift[align], baseline], size);
    }
  }

  /** Words one after another; those of one face are one piece of text. */
  #write(words: readonly Word[], [x, y]: Point, size: number): void {
    const [first] = words;
    if (!first) return;
    const end = words.findIndex(({ face }) => face !== first.face);
    const same = end < 0 ? words : words.slice(0, end);
    const width = same.reduce((sum, word) => sum + word.width, 0);
    this.#pen.text(same.map(({ text }) => text).join(''), first.face, size, this.#at([x, y]));
    this.#write(words.slice(same.length), [x + width, y], size);
  }

  /** Words with what room is left shared out between them. */
  #spread(words: readonly Word[], [x, y]: Point, size: number, room: number): void {
    const gap = room / Math.max(1, words.length - 1);
    let at = x;
    for (const word of words) {
      this.#write([word], [at, y], size);
      at += word.width + gap;
    }
  }
}
