import * as z from 'zod';
import type { Dice } from './dice.ts';

/** What of a JSON Schema values are made from, as an OpenAPI description states it. */
const Schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
});
type Schema = z.infer<typeof Schema>;

/** Texts that have broken something somewhere: signs that are no signs, names of what every object inherits, other languages of machines. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'Hoa\udfff\ud800',
  'Nguyễn Thị Hoa'.normalize('NFD'),
  '\u0301\u0301\u0301',
  'ﬁ\u00ad\u200b\ufeff',
  '👨‍👩‍👧‍👦',
  '\u202eaoH',
  '\uffff',
  'İ',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../../etc/passwd',
  "' OR '1'='1",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is to be taken for one, by others
  '${jndi:ldap://x}',
  '<script>alert(1)</script>',
  '%00',
  '%',
  'null',
  'NaN',
  '-1',
  '0',
  '1e400',
  '0x10',
  '９９',
  '9'.repeat(400),
  'x'.repeat(5000),
  'a\r\nset-cookie: b=c',
  '2021-02-30',
  '0000-00-00',
  '9999-12-31',
  '2021-10-25T24:60:60Z',
  '+275760-09-13T00:00:00.001Z',
  'H25.03-2021-KQ000000',
  'H25.03-999999-9999',
  '00000000-0000-0000-0000-000000000000',
  '/applicant/__proto__',
  '/~2/~',
];

const hostileNumbers: readonly number[] = [
  0,
  -0,
  -1,
  0.5,
  1e-320,
  2 ** 31,
  2 ** 53,
  -(2 ** 53) - 2,
  1e21,
  1.7976931348623157e308,
];

const letters = ['a', 'ệ', 'e\u0323\u0302', '😀', ' ', '\ud800', '1'] as const;

/** As many levels of nothing as no form has. */
const deep = (): unknown => {
  let value: unknown = 0;
  for (let level = 0; level < 2000; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
};

/** Anything that JSON can say, of whatever type. */
const anything = (dice: Dice): unknown =>
  dice.oneOf<() => unknown>([
    () => null,
    () => true,
    () => [],
    () => ({}),
    () => dice.oneOf(hostileNumbers),
    () => dice.oneOf(hostileTexts),
    () => [[], {}, null, 0],
    () => JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1}'),
    deep,
  ])();

/** Of a list, a length at its bounds or one beyond, and no more than a body may hold. */
const lengthAround = (dice: Dice, least: number, most: number): number =>
  Math.max(0, Math.min(5000, dice.oneOf([least - 1, least, least + 1, most - 1, most, most + 1])));

/** Values made from the schemas of one description. */
export class Values {
  readonly #components: Readonly<Record<string, unknown>>;

  constructor(components: Readonly<Record<string, unknown>>) {
    this.#components = components;
  }

  #of(schema: unknown): Schema {
    const parsed = Schema.parse(typeof schema === 'object' && schema !== null ? schema : {});
    const name = parsed.$ref?.split('/').at(-1);
    return name === undefined ? parsed : this.#of(this.#components[name]);
  }

  /**
   * A value like one that fits: the same, at the bounds of its schema, beyond them, or nothing of the kind.
   * @param near one that fits, where one is known
   */
  like(schema: unknown, near: unknown, dice: Dice): unknown {
    if (dice.onceIn(40)) return anything(dice);
    const stated = this.#of(schema);
    const branches = stated.anyOf ?? stated.oneOf;
    if (branches) return this.like(this.#branch(branches, near, dice), near, dice);
    if (stated.properties || stated.additionalProperties) return this.#object(stated, near, dice);
    if (stated.type === 'array') return this.#list(stated, near, dice);
    // Most of a request stays as it is: what is wrong in one place only gets furthest.
    if (near !== undefined && !dice.onceIn(6)) return near;
    return this.#leaf(stated, dice);
  }

  /** Of several forms mostly the one that what is near has. */
  #branch(branches: readonly unknown[], near: unknown, dice: Dice): unknown {
    const fitting = branches.filter((branch) => {
      const { properties = {} } = this.#of(branch);
      return Object.entries(properties).some(([name, property]) => {
        const { const: only } = this.#of(property);
        return (
          only !== undefined &&
          typeof near === 'object' &&
          near !== null &&
          Object.entries(near).some(([own, value]) => own === name && value === only)
        );
      });
    });
    return dice.oneOf(fitting.length > 0 && !dice.onceIn(15) ? fitting : branches);
  }

  #leaf({ const: only, enum: choices, type, ...bounds }: Schema, dice: Dice): unknown {
    if (only !== undefined) return dice.onceIn(2) ? only : `${only} `;
    if (choices) return dice.onceIn(4) ? String(dice.oneOf(choices)).toUpperCase() : dice.oneOf(choices);
    switch (type) {
      case 'integer':
      case 'number': {
        const { minimum = 0, maximum = 1000 } = bounds;
        const near = [minimum, minimum - 1, maximum, maximum + 1, minimum + 0.5, String(minimum)];
        return dice.oneOf<unknown>(dice.onceIn(3) ? hostileNumbers : near);
      }
      case 'boolean':
        return dice.oneOf<unknown>([true, false, 'true', 1]);
      case 'string': {
        if (!dice.onceIn(3)) return dice.oneOf(hostileTexts);
        const { minLength = 0, maxLength = 200 } = bounds;
        return dice.oneOf(letters).repeat(lengthAround(dice, minLength, maxLength));
      }
      default:
        return anything(dice);
    }
  }

  #list({ items, minItems = 0, maxItems = 3 }: Schema, near: unknown, dice: Dice): unknown {
    const given: readonly unknown[] = Array.isArray(near) ? near : [];
    const length = dice.onceIn(8) ? Math.min(120, lengthAround(dice, minItems, maxItems)) : given.length || 1;
    return Array.from({ length }, (_, place) => this.like(items, given[place] ?? given[0], dice));
  }

  #object({ properties = {}, additionalProperties }: Schema, near: unknown, dice: Dice): unknown {
    const given: Readonly<Record<string, unknown>> = Object.fromEntries(
      typeof near === 'object' && near !== null ? Object.entries(near) : [],
    );
    const named = Object.entries(properties).flatMap(([name, property]) => {
      const isGiven = given[name] !== undefined;
      if (isGiven ? dice.onceIn(25) : !dice.onceIn(6)) return [];
      return [[name, this.like(property, given[name], dice)] as const];
    });
    const others = Object.entries(given).filter(([name]) => !(name in properties));
    const more = additionalProperties
      ? others.map(([name, value]) => [name, this.like(additionalProperties, value, dice)] as const)
      : others;
    const stray = dice.onceIn(20) ? [[dice.oneOf(hostileTexts), anything(dice)] as const] : [];
    return Object.fromEntries([...named, ...more, ...stray]);
  }
}
