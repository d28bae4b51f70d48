import type { AskedFiles } from '../document/requirement.ts';
import { fault } from '../http/faults.ts';
import type { Fault } from '../http/problems.ts';
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

/** The items that files answer: no other paper is taken. */
export function askedFiles(items: readonly RequestedItem[]): AskedFiles {
  const files = items.flatMap(({ id, file }) => (file ? [{ id, ...file }] : []));
  return {
    files,
    other: notAsked(
      '/paperId',
      'paper-not-asked',
      items.filter(({ file }) => file),
    ),
  };
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
