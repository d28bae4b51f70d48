import pLimit from 'p-limit';

const aside = pLimit(8);

/** Does the same with all of them, eight at once. */
export const allOf = <T, R>(those: readonly T[], one: (of: T) => Promise<R>): Promise<R[]> =>
  Promise.all(those.map((of) => aside(() => one(of))));
