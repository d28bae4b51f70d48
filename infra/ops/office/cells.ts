import type { Cell } from '../../../shared/spreadsheet.ts';

/** How a value stands in a cell. */
export type CellForm = {
  /** What may stand there, for who filled it in. */
  readonly says: string;
  /** @returns `undefined` when it is not that */
  readonly read: (text: string) => unknown;
  readonly write: (value: unknown) => Cell;
};

const LIST = '; ';

export const text: CellForm = { says: 'a text', read: (said) => said, write: String };

/** Digits may stand in groups, as in 200.000. */
export const wholeNumber: CellForm = {
  says: 'a whole number',
  read: (said) =>
    /^\d{1,3}([. ]?\d{3})*$|^\d+$/.test(said) ? Number(said.replaceAll(/[. ]/g, '')) : undefined,
  write: Number,
};

/** A whole number, or one of some words. */
export function numberOr(words: Readonly<Record<string, unknown>>): CellForm {
  const one = word(words);
  return {
    says: `${wholeNumber.says}, or ${one.says}`,
    read: (said) => wholeNumber.read(said) ?? one.read(said),
    write: (value) => one.write(value) ?? wholeNumber.write(value),
  };
}

/** One of some words. */
export function word(words: Readonly<Record<string, unknown>>): CellForm {
  const known = Object.entries(words);
  return {
    says: `one of: ${Object.keys(words).join(', ')}`,
    read: (said) => known.find(([one]) => one === said.toLowerCase())?.[1],
    write: (value) => known.find(([, one]) => one === value)?.[0] ?? null,
  };
}

/** Yes or no. */
export const yesOrNo = word({ có: true, không: false });

const NONE = 'không có';

/** Several of some words, with semicolons between them, or none. */
export function someWords(words: Readonly<Record<string, unknown>>): CellForm {
  const one = word(words);
  return {
    says: `${NONE}, or some of: ${Object.keys(words).join(', ')}, with semicolons between them`,
    read: (said) => {
      if (said.toLowerCase() === NONE) return [];
      const values = said.split(LIST.trim()).map((part) => one.read(part.trim()));
      return values.includes(undefined) ? undefined : values;
    },
    write: (values) => (Array.isArray(values) ? values.map(one.write).join(LIST) || NONE : null),
  };
}

/** Several texts, with semicolons between them. */
export const texts: CellForm = {
  says: 'texts with semicolons between them',
  read: (said) => said.split(LIST.trim()).map((part) => part.trim()),
  write: (values) => (Array.isArray(values) ? values.join(LIST) : null),
};

const BETWEEN = ': ';

/** Amounts by names, with semicolons between them, or none. */
export const amounts: CellForm = {
  says: `${NONE}, or names with amounts such as "certificate: 100.000", with semicolons between them`,
  read: (said) => {
    if (said.toLowerCase() === NONE) return {};
    const pairs = said.split(LIST.trim()).map((part) => {
      const [name = '', amount = ''] = part.split(BETWEEN.trim());
      return [name.trim(), wholeNumber.read(amount.trim())] as const;
    });
    return pairs.some(([name, amount]) => name === '' || amount === undefined)
      ? undefined
      : Object.fromEntries(pairs);
  },
  write: (value) =>
    Object.entries(Object(value))
      .map(([name, amount]) => `${name}${BETWEEN}${amount}`)
      .join(LIST) || NONE,
};

const MEBIBYTE = 1024 * 1024;

/** A size, in MiB there and in bytes here. */
export const mebibytes: CellForm = {
  says: 'a number of MiB',
  read: (said) => (/^\d+([.,]\d+)?$/.test(said) ? Number(said.replace(',', '.')) * MEBIBYTE : undefined),
  write: (value) => Number(value) / MEBIBYTE,
};

/** A local day, as people write it or as spreadsheet programs keep it. */
export const day: CellForm = {
  says: 'a day such as 02/09/2021',
  read: (said) => {
    if (/^\d{4}-\d\d-\d\d$/.test(said)) return said;
    const [, date = '', month = '', year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(said) ?? [];
    return year && `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  },
  write: (value) => String(value).split('-').reverse().join('/'),
};
