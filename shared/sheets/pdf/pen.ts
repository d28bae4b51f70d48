import PDFDocument from 'pdfkit';
import type { Fonts } from './fonts.ts';
import type { Face, Measure } from './lines.ts';

type Document = InstanceType<typeof PDFDocument>;

/** A part of the structure that is read aloud (ISO 32000-1, 14.7). */
export type Element = ReturnType<Document['struct']>;

/** What a file says of itself. */
export type About = {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly createdAt: Date;
};

/** A place on the page, from its top left corner. */
export type Point = readonly [x: number, y: number];

/** Writes a PDF/A-2a file: text, strokes and squares, each read aloud or marked as an artifact; all in black. */
export class Pen {
  readonly #document: Document;
  readonly #widths = new Map<string, number>();
  readonly root: Element;

  /** @param size width and height of the pages */
  constructor(about: About, size: readonly [number, number], { files }: Fonts) {
    this.#document = new PDFDocument({
      size: [...size],
      margin: 0,
      pdfVersion: '1.7',
      subset: 'PDF/A-2a',
      tagged: true,
      lang: 'vi-VN',
      displayTitle: true,
      // No standard font: they know no Vietnamese, and an archive wants all fonts in the file.
      font: '',
      info: {
        Title: about.title,
        Author: about.author,
        Subject: about.subject,
        Creator: 'motcua',
        CreationDate: about.createdAt,
      },
    });
    for (const [face, bytes] of Object.entries(files)) this.#document.registerFont(face, bytes);
    this.root = this.#document.struct('Document');
    this.#document.addStructure(this.root);
  }

  /** Measures text of a size; each text once. */
  measure(size: number): Measure {
    return (text, face) => {
      const key = `${size} ${face} ${text}`;
      const width = this.#widths.get(key) ?? this.#document.font(face, size).widthOfString(text);
      this.#widths.set(key, width);
      return width;
    };
  }

  /** A new element of the structure, under another. */
  element(tag: string, parent: Element, options?: Parameters<Document['struct']>[1]): Element {
    const element = this.#document.struct(tag, options);
    parent.add(element);
    return element;
  }

  /** Draws what is not read aloud: `Layout` dresses the page, `Pagination` comes with each of them. */
  artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.#document.markContent('Artifact', { type });
    draw();
    this.#document.endMarkedContent();
  }

  page(): void {
    this.#document.addPage();
  }

  /** Text on one line, from its left end and its baseline. */
  text(text: string, face: Face, size: number, [x, y]: Point): void {
    this.#document.font(face, size).text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
  }

  /** Straight lines, half a point wide. */
  strokes(lines: readonly (readonly [Point, Point])[]): void {
    for (const [from, to] of lines) this.#document.moveTo(...from).lineTo(...to);
    this.#document.lineWidth(0.5).stroke();
  }

  /** A line of dots, on which a hand may write. */
  dots(from: Point, to: Point): void {
    this.#document
      .save()
      .lineWidth(0.7)
      .lineCap('round')
      .dash(0.01, { space: 2.2 })
      .moveTo(...from)
      .lineTo(...to)
      .stroke()
      .restore();
  }

  /** Squares of one size. */
  squares(corners: readonly Point[], size: number): void {
    for (const [x, y] of corners) this.#document.rect(x, y, size, size);
    this.#document.fill('black');
  }

  /** The finished file. */
  async bytes(): Promise<Buffer> {
    this.root.end();
    this.#document.end();
    const chunks: Buffer[] = [];
    for await (const chunk of this.#document) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  }
}
