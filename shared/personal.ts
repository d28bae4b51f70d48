import * as z from 'zod';

/**
 * Classes of personal data: who somebody is and how to reach them (NĐ 13/2023/NĐ-CP Điều 2(3)), what harms when it is known
 * (Điều 2(4)), and what people write in words of their own, which may be any of these.
 */
type DataClass = 'identity' | 'contact' | 'sensitive' | 'freeText';

/** What there is of each class, and what is left of it for whom it is not meant. */
type KindRow = {
  readonly class: DataClass;
  readonly mask: (text: string) => string;
  /** How it looks wherever it turns up, such as in the error of a provider. */
  readonly found?: RegExp;
};

const hidden = (): string => '***';

/** The first and the last characters, and a star for each between them. */
const ends =
  (first: number, last: number) =>
  (text: string): string =>
    text.length <= first + last
      ? hidden()
      : `${text.slice(0, first)}${'*'.repeat(text.length - first - last)}${text.slice(-last)}`;

/** All names but the first by their initials: people of one family share that one. */
function initials(name: string): string {
  const [family = '', ...given] = name.split(' ');
  return [family, ...given.map((one) => `${one.charAt(0)}.`)].join(' ');
}

export const kinds = {
  /** `Nguyễn Văn An` is `Nguyễn V. A.`. */
  personName: { class: 'identity', mask: initials },
  /** Of a citizen's card or a tax code: `035190001234` is `035*****1234`. */
  number: { class: 'identity', mask: ends(3, 4), found: /(?<![\w-])\d{12}(?![\w-])/g },
  /** The year is left. */
  birthDate: { class: 'identity', mask: (date) => date.slice(0, 4) },
  /** The subject of an account: says nothing, but is the same wherever it stands. */
  account: { class: 'identity', mask: hidden },
  /** `0912344567` is `09****4567`. */
  phone: { class: 'contact', mask: ends(2, 4), found: /(?<![\w-])(?:\+84|0)\d{9,10}(?![\w-])/g },
  /** `nam@example.vn` is `n***@…`. */
  email: {
    class: 'contact',
    mask: (address) => `${address.charAt(0)}***@…`,
    found: /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g,
  },
  /** House and street; commune, district and province beside it are left. */
  street: { class: 'contact', mask: hidden },
  /** To a procedure's own question: what a criminal record, a disability or an adoption is asked for with. */
  answer: { class: 'sensitive', mask: hidden },
  /** Words of somebody's own. */
  words: { class: 'freeText', mask: hidden },
} as const satisfies Record<string, KindRow>;
export type Kind = keyof typeof kinds;

const registry = z.registry<{ readonly kind: Kind }>();

/** Says of a schema what kind of personal data it holds, all that is in it. */
export function personal<S extends z.ZodType>(schema: S, kind: Kind): S {
  registry.add(schema, { kind });
  return schema;
}

/** What kind of personal data a schema holds; undefined where it says nothing of it. */
export const kindOf = (schema: z.core.$ZodType): Kind | undefined => registry.get(schema)?.kind;

/** Hides everything that looks like a number of a person, a telephone or an address, however it came into a text. */
export const withoutTraces = (text: string): string =>
  [kinds.email, kinds.phone, kinds.number].reduce((left, { found }) => left.replace(found, hidden()), text);

function maskedBy(schema: z.core.$ZodType, value: unknown, shown: readonly Kind[]): unknown {
  const kind = kindOf(schema);
  if (value === undefined || (kind && shown.includes(kind))) return value;
  if (schema instanceof z.ZodOptional) return maskedBy(schema.unwrap(), value, shown);
  if (schema instanceof z.ZodArray)
    return z
      .array(z.unknown())
      .parse(value)
      .map((one) => maskedBy(schema.element, one, shown));
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const option = schema.options.find((one) => z.safeParse(one, value).success);
    return option && maskedBy(option, value, shown);
  }
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(z.record(z.string(), z.unknown()).parse(value)).flatMap(([name, one]) => {
        const field = schema.shape[name];
        return field ? [[name, maskedBy(field, one, shown)]] : [];
      }),
    );
  if (schema instanceof z.ZodRecord)
    return Object.fromEntries(
      Object.entries(z.record(z.string(), z.unknown()).parse(value)).map(([name, one]) => [
        name,
        maskedBy(schema.valueType, one, shown),
      ]),
    );
  return kind ? kinds[kind].mask(String(value)) : value;
}

/** A value for somebody who is to know only these kinds of personal data: all others are masked. */
export const masked = <S extends z.ZodType>(
  schema: S,
  value: z.output<S>,
  shown: readonly Kind[],
): z.output<S> => schema.parse(maskedBy(schema, value, shown));
