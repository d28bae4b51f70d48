import { isDeepStrictEqual, styleText } from 'node:util';

/** Tells a journey step by step on a terminal. */
export type Narrator = {
  /** Begins a step, in Vietnamese with its English gloss, and does it. @throws StepFailed */
  step<T>(title: string, gloss: string, work: () => Promise<T>): Promise<T>;
  /** Tells what came of it. */
  tell(label: string, value: string): void;
};

/** A step that did not hold. */
export class StepFailed extends Error {
  constructor(title: string, cause: unknown) {
    super(`${title}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'StepFailed';
  }
}

/** Throws an error that says what was expected and what came, unless they are the same. */
export function expectSame(what: string, came: unknown, expected: unknown): void {
  if (isDeepStrictEqual(came, expected)) return;
  throw new Error(`${what}: expected ${JSON.stringify(expected)}, but ${JSON.stringify(came)} came`);
}

const LABEL_WIDTH = 34;

/** A narrator that prints lines. */
export function narrator(print: (line: string) => void): Narrator {
  let steps = 0;
  return {
    step: async (title, gloss, work) => {
      steps += 1;
      const number = String(steps).padStart(2);
      print(`\n${styleText('bold', `${number}. ${title}`)} ${styleText('dim', `· ${gloss}`)}`);
      try {
        return await work();
      } catch (error) {
        throw new StepFailed(`${steps}. ${title}`, error);
      }
    },
    tell: (label, value) => print(`    ${styleText('dim', label.padEnd(LABEL_WIDTH))}${value}`),
  };
}
