import type { Fixture } from './fixtures.ts';

type Item = Fixture['items'][number];

/** Which kind of item stands under a key: the words of its sort key before the first id. */
export const kindOf = ({ SK }: { readonly SK?: unknown }): string =>
  /^[A-Z_]+(#[A-Z]+)*(?=#|$)/.exec(String(SK))?.[0] ?? '';

/** Each form once. */
const distinct = (forms: readonly unknown[]): readonly unknown[] =>
  [...new Set(forms.map((form) => JSON.stringify(form)))].sort().map((form) => JSON.parse(form));

/** The form of a value: its attributes with their types; of a text that holds JSON, the form of what it holds. */
function formOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return 'bytes';
  if (Array.isArray(value)) return distinct(value.map(formOf));
  if (typeof value === 'string' && /^[[{]/.test(value)) return { text: formOf(JSON.parse(value)) };
  if (typeof value !== 'object' || value === null) return typeof value;
  const attributes = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    attributes.map(([name, inner]) => [
      // Amounts of cash stand under the receipts by which they moved.
      name.replace(/#.*/, '#'),
      // Answers stand under the ids of a procedure's own questions.
      name === 'answers' ? distinct(Object.values(inner).map(formOf)) : formOf(inner),
    ]),
  );
}

/** In which forms there are items of each kind. */
export const formsOf = (items: readonly Item[]): Readonly<Record<string, readonly unknown[]>> =>
  Object.fromEntries(
    [...Map.groupBy(items, kindOf)].map(([kind, those]) => [kind, distinct(those.map(formOf))]),
  );
