const MILLIMETRE = 72 / 25.4;

/** How a paper is set; all lengths in points. */
export type Style = {
  readonly width: number;
  readonly height: number;
  readonly margin: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  /** Sizes of type. */
  readonly head: number;
  readonly title: number;
  readonly body: number;
  readonly table: number;
  readonly note: number;
};

/** Lines stand this much of their size apart: Vietnamese carries marks above and below, on capitals two of them. */
export const LEADING = 1.2;

/** A form in the hand. */
export const a5: Style = {
  width: 148 * MILLIMETRE,
  height: 210 * MILLIMETRE,
  margin: { top: 10 * MILLIMETRE, right: 12 * MILLIMETRE, bottom: 10 * MILLIMETRE, left: 17 * MILLIMETRE },
  head: 8.6,
  title: 12.5,
  body: 9.8,
  table: 8.6,
  note: 8,
};

/** The register, across. */
export const a4: Style = {
  width: 297 * MILLIMETRE,
  height: 210 * MILLIMETRE,
  margin: { top: 15 * MILLIMETRE, right: 12 * MILLIMETRE, bottom: 13 * MILLIMETRE, left: 15 * MILLIMETRE },
  head: 11,
  title: 14,
  body: 11,
  table: 8.2,
  note: 9,
};
