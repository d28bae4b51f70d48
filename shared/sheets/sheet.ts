import type { Letterhead } from '../agency/letterhead.ts';
import type { Instant } from '../clock.ts';
import type { SheetForm } from './forms.ts';

/** A label and what stands after it; without a value the place is left open, to be filled by hand. */
export type Field = {
  readonly label: string;
  readonly value?: string | undefined;
  /** After the value, as in `01 (bộ)`. */
  readonly unit?: string;
  /** What a reader looks for first. */
  readonly strong?: true;
};

export type Column = {
  readonly head: string;
  /** Share of the width, in relation to the other columns. */
  readonly width: number;
  readonly align?: 'center';
};

/** A part of a sheet's body. Texts may hold line feeds. */
export type Block =
  /** Fields of one line, as far as they fit on it. */
  | { readonly kind: 'fields'; readonly fields: readonly Field[] }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Numbered, after a lead of its own. */
  | { readonly kind: 'list'; readonly lead: string; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly lead?: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
    };

/** Who signs, and how. The place above the name stays free. */
export type Signature = {
  readonly title: string;
  readonly manner: string;
  readonly name?: string | undefined;
};

/** What a sheet says: final texts in Vietnamese, with open places where the record is silent. */
export type Sheet = {
  readonly form: SheetForm;
  /** Of what nobody has decided yet: it is not signed. */
  readonly isDraft?: true;
  readonly letterhead: Letterhead;
  /** Ends a number that is given by hand, as `TNHS` in `Số: …/TNHS`. */
  readonly numberSuffix?: string;
  /** Place and day of the paper. */
  readonly dated?: string;
  /** The title by its lines, as they are to be broken. */
  readonly title: readonly string[];
  /** Under the title. */
  readonly subtitle: string;
  /** Address behind the QR code. */
  readonly qr?: string;
  /** What stands there, in words: the tracking of the dossier where nothing else is said. */
  readonly qrLeadsTo?: string;
  readonly body: readonly Block[];
  readonly signatures: readonly Signature[];
  readonly notes: readonly string[];
  /** When what it says had happened: the time of the file. */
  readonly at: Instant;
};
