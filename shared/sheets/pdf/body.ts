import type { Block, Field } from '../sheet.ts';
import type { Galley, Laid } from './galley.ts';
import type { Line, Run } from './lines.ts';
import { LEADING } from './style.ts';
import { layTable } from './table.ts';

/** The least room that is left open for a hand, between two fields of a line, and between two parts of the body. */
const OPEN_WIDTH = 46;
const GAP = 12;
const SPACE = 1;

const runsOf = ({ label, value, unit, strong }: Field): readonly Run[] => [
  { text: `${label}: `, face: 'regular' },
  ...(value
    ? [{ text: [value, unit].filter(Boolean).join(' '), face: strong ? 'bold' : 'regular' } as const]
    : []),
];

/** Lines with some space after them. */
const spaced = (galley: Galley, lines: number, draw: () => void): Laid => ({
  height: lines * galley.style.body * LEADING + SPACE,
  draw: () => {
    draw();
    galley.y += SPACE;
  },
});

/** One field; dots lead to the margin where nothing stands. */
function layField(galley: Galley, field: Field, x: number, width: number): Laid {
  const size = galley.style.body;
  const lines = galley.lines(runsOf(field), size, { width });
  return spaced(galley, lines.length, () => {
    const element = galley.element('P');
    galley.flow(element, lines, { x, width, size });
    if (!field.value) {
      const baseline = galley.y - size * (LEADING - 1);
      const unit = galley.lines([{ text: field.unit ?? '', face: 'regular' }], size, { width });
      const end = x + width - (unit[0] ? unit[0].width + 3 : 0);
      galley.dots([x + (lines.at(-1)?.width ?? 0) + 2, baseline], [end, baseline]);
      galley.y -= size * LEADING;
      galley.put(element, unit, { x: end + 3, width, size });
      galley.y += size * LEADING;
    }
    element.end();
  });
}

/** Where two fields of a line begin, or nothing when they do not fit on one. */
function stops(galley: Galley, fields: readonly Field[]): readonly [number, number] | undefined {
  const size = galley.style.body;
  const [first = 0, second = 0] = fields.map(
    (field) =>
      runsOf(field).reduce((sum, { text, face }) => sum + galley.widthOf(text, size, face), 0) +
      (field.value ? 0 : OPEN_WIDTH),
  );
  if (fields.length !== 2 || first + GAP + second > galley.width) return undefined;
  return [0, Math.min(Math.max(galley.width / 2, first + GAP), galley.width - second)];
}

function layFields(galley: Galley, fields: readonly Field[]): readonly Laid[] {
  const at = stops(galley, fields);
  if (!at) return fields.map((field) => layField(galley, field, 0, galley.width));
  const beside = fields.map((field, place) =>
    layField(galley, field, at[place] ?? 0, place === 0 ? at[1] - GAP / 2 : galley.width - at[1]),
  );
  return [
    spaced(galley, 1, () => {
      galley.need(galley.style.body * LEADING);
      const top = galley.y;
      for (const field of beside) {
        galley.y = top;
        field.draw();
      }
      galley.y -= SPACE;
    }),
  ];
}

function layParagraph(galley: Galley, text: string): Laid {
  const size = galley.style.body;
  const indent = 2 * size;
  const lines = galley.lines([{ text, face: 'regular' }], size, { indent });
  return spaced(galley, lines.length, () => {
    const element = galley.element('P');
    galley.flow(element, lines, { size, indent, align: 'justify' });
    element.end();
  });
}

function layList(galley: Galley, lead: string, items: readonly string[]): Laid {
  const size = galley.style.body;
  const set = (text: string, width: number): readonly Line[] =>
    galley.lines([{ text, face: 'regular' }], size, { width });
  const inset = galley.widthOf(items.length < 10 ? '0. ' : '00. ', size);
  const opening = set(lead, galley.width);
  const bodies = items.map((text) => set(text, galley.width - inset));
  const lines = bodies.reduce((sum, body) => sum + body.length, opening.length);
  return spaced(galley, lines, () => {
    galley.need(2 * size * LEADING);
    const element = galley.element('P');
    galley.flow(element, opening, { size });
    element.end();
    const list = galley.element('L');
    for (const [place, lines] of bodies.entries()) {
      galley.need(Math.min(lines.length, 2) * size * LEADING);
      const item = galley.element('LI', list);
      const label = galley.element('Lbl', item);
      galley.put(label, set(`${place + 1}.`, inset), { size });
      label.end();
      const body = galley.element('LBody', item);
      galley.flow(body, lines, { x: inset, width: galley.width - inset, size, align: 'justify' });
      body.end();
      item.end();
    }
    list.end();
  });
}

/** A part of the body, laid out. */
export function layBlock(galley: Galley, block: Block): readonly Laid[] {
  switch (block.kind) {
    case 'fields':
      return layFields(galley, block.fields);
    case 'paragraph':
      return [layParagraph(galley, block.text)];
    case 'list':
      return [layList(galley, block.lead, block.items)];
    case 'table':
      return [layTable(galley, block)];
  }
}
