import type { AskedFiles } from '../document/requirement.ts';
import { fault } from '../http/faults.ts';
import type { Fault } from '../http/problems.ts';
import { type CountedPaper, sheetsOf } from '../procedure/counted.ts';
import type { Text } from '../text.ts';
import type { RequestedItem } from './supplement.ts';

/** What is wrong with an answer that was not asked for: it names those that were. */
function notAsked(field: string, code: string, asked: readonly RequestedItem[]): Fault {
  const { message } = fault('body', field, code);
  const names = asked.map(({ name }) => name).join('; ');
  if (!names) return fault('body', field, code);
  return fault('body', field, code, {
    vi: `${message.vi}; chỉ bổ sung: ${names}`,
    en: `${message.en}; asked for: ${names}`,
  });
}

/** The items that a paper answers, as a file or as it is. */
const askedPapers = (items: readonly RequestedItem[]): readonly RequestedItem[] =>
  items.filter(({ file }) => file);

/** The items that files answer: no other paper is taken. */
export function askedFiles(items: readonly RequestedItem[]): AskedFiles {
  const files = items.flatMap(({ id, file }) => (file ? [{ id, ...file }] : []));
  return { files, other: notAsked('/paperId', 'paper-not-asked', askedPapers(items)) };
}

/** The items that a paper answers, and none was counted for. */
export const notCounted = (
  items: readonly RequestedItem[],
  counted: readonly CountedPaper[],
): readonly { readonly id: string; readonly name: Text }[] =>
  askedPapers(items)
    .filter(({ id }) => !counted.some((one) => one.paperId === id && sheetsOf(one) > 0))
    .map(({ id, name }) => ({ id, name: { vi: name, en: name } }));

/** What is wrong with counts of what was not asked for. */
export function countFaults(
  items: readonly RequestedItem[],
  counted: readonly CountedPaper[],
): readonly Fault[] {
  const asked = askedPapers(items);
  return counted.flatMap(({ paperId }, place) =>
    asked.some(({ id }) => id === paperId)
      ? []
      : [notAsked(`/papers/${place}/paperId`, 'paper-not-asked', asked)],
  );
}

/** What is wrong with corrections: each field that was asked for is corrected, and no other. */
export function correctionFaults(
  items: readonly RequestedItem[],
  corrections: Readonly<Record<string, unknown>>,
): readonly Fault[] {
  const asked = items.filter(({ field }) => field !== undefined);
  const others = Object.keys(corrections).filter((pointer) => !asked.some(({ field }) => field === pointer));
  return [
    ...asked
      .filter(({ field = '' }) => !Object.hasOwn(corrections, field))
      .map(({ field = '' }) => fault('body', `/corrections${field}`, 'required')),
    ...others.map((pointer) => notAsked(`/corrections${pointer}`, 'field-not-asked', asked)),
  ];
}
