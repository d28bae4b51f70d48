import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../../shared/table/transaction.ts';

/** The values of a call, by the names under which its expressions speak of them. */
export type Bound = {
  readonly names?: Readonly<Record<string, string>> | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
};

/** A condition, key condition or filter, as DynamoDB judges one (developer guide, condition expressions). */
export type Judge = (item: Item | undefined, bound: Bound) => boolean;

type Operand = (item: Item | undefined, bound: Bound) => unknown;

/** Texts are ordered by their bytes in UTF-8, numbers as they are; nothing else has an order here. */
export function ordered(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === 'string' && typeof other === 'string')
    return one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));
  return Number.NaN;
}

/** Lists and maps are the same where all in them is. */
const same = (one: unknown, other: unknown): boolean => one !== undefined && isDeepStrictEqual(one, other);

const comparisons: Readonly<Record<string, (one: unknown, other: unknown) => boolean>> = {
  '=': same,
  '<': (one, other) => ordered(one, other) < 0,
  '>': (one, other) => ordered(one, other) > 0,
  '<=': (one, other) => ordered(one, other) <= 0,
  '>=': (one, other) => ordered(one, other) >= 0,
};

const functions: Readonly<Record<string, (one: unknown, other: unknown) => boolean>> = {
  attribute_exists: (one) => one !== undefined,
  attribute_not_exists: (one) => one === undefined,
  begins_with: (one, other) => typeof one === 'string' && one.startsWith(String(other)),
  contains: (one, other) =>
    Array.isArray(one) ? one.includes(other) : typeof one === 'string' && one.includes(String(other)),
};

/** Reads an expression from left to right: `OR` of `AND` of conditions. */
class Reader {
  readonly #words: string[];

  constructor(expression: string) {
    this.#words = expression.match(/[#:]?\w+(?:\.#?\w+)*|[<>=]+|[(),]/g) ?? [];
  }

  read(): Judge {
    const judge = this.#either();
    if (this.#words.length > 0) throw new Error(`nobody reads "${this.#words.join(' ')}"`);
    return judge;
  }

  #take(): string {
    const word = this.#words.shift();
    if (word === undefined) throw new Error('an expression ends too soon');
    return word;
  }

  #skip(expected: string): void {
    const word = this.#take();
    if (word !== expected) throw new Error(`"${word}" stands where "${expected}" should`);
  }

  #either(): Judge {
    const judges = [this.#both()];
    while (this.#words[0] === 'OR' && this.#take()) judges.push(this.#both());
    return (item, bound) => judges.some((judge) => judge(item, bound));
  }

  #both(): Judge {
    const judges = [this.#condition()];
    while (this.#words[0] === 'AND' && this.#take()) judges.push(this.#condition());
    return (item, bound) => judges.every((judge) => judge(item, bound));
  }

  #operand(): Operand {
    const word = this.#take();
    if (word.startsWith(':'))
      return (_, { values = {} }) => {
        if (values[word] === undefined) throw new Error(`${word} has no value`);
        return values[word];
      };
    // A path leads into what an attribute holds.
    const steps = word.split('.');
    return (item, { names = {} }) =>
      steps.reduce<unknown>((held, step) => Object(held)[names[step] ?? step], item);
  }

  #condition(): Judge {
    const called = functions[this.#words[0] ?? ''];
    if (called) {
      const [one, other] = this.#arguments();
      return (item, bound) => called(one?.(item, bound), other?.(item, bound));
    }
    const operand = this.#operand();
    const word = this.#take();
    if (word === 'BETWEEN') {
      const from = this.#operand();
      this.#skip('AND');
      const until = this.#operand();
      return (item, bound) => {
        const value = operand(item, bound);
        return ordered(value, from(item, bound)) >= 0 && ordered(value, until(item, bound)) <= 0;
      };
    }
    if (word === 'IN') {
      const among = this.#list();
      return (item, bound) => among.some((one) => same(operand(item, bound), one(item, bound)));
    }
    const comparison = comparisons[word];
    if (!comparison) throw new Error(`nobody knows "${word}"`);
    const other = this.#operand();
    return (item, bound) => comparison(operand(item, bound), other(item, bound));
  }

  #arguments(): readonly Operand[] {
    this.#take();
    return this.#list();
  }

  #list(): readonly Operand[] {
    this.#skip('(');
    const operands = [this.#operand()];
    while (this.#words[0] === ',' && this.#take()) operands.push(this.#operand());
    this.#skip(')');
    return operands;
  }
}

const known = new Map<string, Judge>();

/** What an expression says; nothing says that all is well. @throws Error for what no function of ours asks */
export function judgeOf(expression: string | undefined): Judge {
  if (expression === undefined) return () => true;
  const judge = known.get(expression) ?? new Reader(expression).read();
  known.set(expression, judge);
  return judge;
}
