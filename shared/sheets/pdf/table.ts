import type { Block, Column } from '../sheet.ts';
import type { Galley, Laid } from './galley.ts';
import type { Face, Line } from './lines.ts';
import type { Element, Point } from './pen.ts';
import { LEADING } from './style.ts';

const PADDING = 2.5;

/** A head of the column under it (ISO 32000-1, 14.8.5.7); the types of pdfkit do not know `scope` yet. */
const columnHead = { lang: 'vi-VN', scope: 'Column' };

/** A column with its place between the margins. */
type Placed = Column & { readonly x: number; readonly points: number };

function placed(columns: readonly Column[], width: number): readonly Placed[] {
  const shares = columns.reduce((sum, column) => sum + column.width, 0);
  const points = columns.map((column) => (column.width / shares) * width);
  return columns.map((column, place) => ({
    ...column,
    x: points.slice(0, place).reduce((sum, one) => sum + one, 0),
    points: points[place] ?? 0,
  }));
}

/** The lines of each cell of a row. */
type Cells = readonly (readonly Line[])[];

/** How rows of a table are measured and drawn. */
class Grid {
  readonly #galley: Galley;
  readonly #columns: readonly Placed[];
  readonly #size: number;
  readonly #leading: number;

  constructor(galley: Galley, columns: readonly Column[]) {
    this.#galley = galley;
    this.#columns = placed(columns, galley.width);
    this.#size = galley.style.table;
    this.#leading = this.#size * LEADING;
  }

  cells(texts: readonly string[], face: Face): Cells {
    return this.#columns.map(({ points }, place) =>
      this.#galley.lines([{ text: texts[place] ?? '', face }], this.#size, { width: points - 2 * PADDING }),
    );
  }

  height(cells: Cells): number {
    return Math.max(1, ...cells.map((lines) => lines.length)) * this.#leading + 2 * PADDING;
  }

  /** How many lines of a row still find room on the page. */
  get room(): number {
    return Math.max(0, Math.floor((this.#galley.left - 2 * PADDING) / this.#leading));
  }

  /** Draws a row in its frame. @param elements what its cells are in the structure; none for a head that stands again */
  draw(cells: Cells, elements: readonly Element[] | undefined, middle: boolean): void {
    const galley = this.#galley;
    const [top, height] = [galley.y, this.height(cells)];
    for (const [place, { x, points, align }] of this.#columns.entries()) {
      const lines = cells[place] ?? [];
      const above = middle ? (height - lines.length * this.#leading) / 2 : PADDING;
      galley.y = top + above;
      galley.put(elements?.[place], lines, {
        x: x + PADDING,
        width: points - 2 * PADDING,
        size: this.#size,
        align: middle ? 'center' : (align ?? 'left'),
      });
    }
    const edges = [...this.#columns.map(({ x }) => x), galley.width];
    galley.rules(
      ...edges.map((x): readonly [Point, Point] => [
        [x, top],
        [x, top + height],
      ]),
      ...[top, top + height].map((y): readonly [Point, Point] => [
        [0, y],
        [galley.width, y],
      ]),
    );
    galley.y = top + height;
  }
}

/** A table whose head stands again on each page. A row stays together unless it is longer than a page. */
export function layTable(galley: Galley, { lead, columns, rows }: Extract<Block, { kind: 'table' }>): Laid {
  const grid = new Grid(galley, columns);
  const { body: size } = galley.style;
  const heads = grid.cells(
    columns.map(({ head }) => head),
    'bold',
  );
  // A table without rows keeps one open, to be filled by hand.
  const body = (rows.length > 0 ? rows : [[]]).map((row) => grid.cells(row, 'regular'));
  const caption = lead ? galley.lines([{ text: `${lead}:`, face: 'regular' }], size) : [];
  const opening = caption.length * size * LEADING + 2;
  const start = opening + grid.height(heads) + grid.height(body[0] ?? []);

  const turn = (): void => {
    galley.turn();
    grid.draw(heads, undefined, true);
  };
  const drawHead = (table: Element): void => {
    const row = galley.element('TR', table);
    const cells = heads.map(() => galley.element('TH', row, columnHead));
    grid.draw(heads, cells, true);
    for (const cell of cells) cell.end();
    row.end();
  };
  const drawRow = (table: Element, cells: Cells): void => {
    const row = galley.element('TR', table);
    const elements = cells.map(() => galley.element('TD', row));
    const whole = grid.height(cells);
    if (whole > galley.left && whole <= galley.whole - grid.height(heads)) turn();
    let rest = cells;
    for (let room = grid.room; grid.height(rest) > galley.left; room = grid.room) {
      if (room > 0)
        grid.draw(
          rest.map((lines) => lines.slice(0, room)),
          elements,
          false,
        );
      rest = rest.map((lines) => lines.slice(room));
      turn();
    }
    grid.draw(rest, elements, false);
    for (const element of elements) element.end();
    row.end();
  };

  return {
    height: body.reduce((sum, cells) => sum + grid.height(cells), opening + grid.height(heads) + 4),
    draw: () => {
      galley.need(start);
      const title = galley.element('P');
      galley.flow(title, caption, { size });
      title.end();
      galley.y += 2;
      const table = galley.element('Table');
      drawHead(table);
      for (const cells of body) drawRow(table, cells);
      table.end();
      galley.y += 4;
    },
  };
}
