/** A line of what is measured. */
export type Row = {
  readonly what: string;
  readonly measured: string;
  /** What it must reach, and whether it did; some figures are only good to know. */
  readonly target?: string;
  readonly met?: boolean;
};

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

export const lineOf = ({ what, measured, target = '', met }: Row): string =>
  `| ${what} | ${measured} | ${target} | ${met === undefined ? '' : met ? 'yes' : '**missed**'} |`;
