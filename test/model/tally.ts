/** What was done and what was refused, so that a run that exercises nothing is seen. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  add(what: string, outcome: string | number, times = 1): void {
    if (times === 0) return;
    const counts = this.#counts.get(what) ?? new Map<string, number>();
    counts.set(String(outcome), (counts.get(String(outcome)) ?? 0) + times);
    this.#counts.set(what, counts);
  }

  /** How often something came out so. */
  of(what: string, outcome: string | number): number {
    return this.#counts.get(what)?.get(String(outcome)) ?? 0;
  }

  /** How often anything was done, and how often it was refused by a status of HTTP. */
  get sums(): { readonly steps: number; readonly refused: number } {
    const outcomes = [...this.#counts.values()].flatMap((counts) => [...counts]);
    const sumOf = (some: typeof outcomes) => some.reduce((sum, [, count]) => sum + count, 0);
    return {
      steps: sumOf(outcomes),
      refused: sumOf(outcomes.filter(([outcome]) => /^\d+$/.test(outcome))),
    };
  }

  /** Each with its outcomes, in the order of the alphabet. */
  toString(): string {
    return [...this.#counts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([what, counts]) => {
        const outcomes = [...counts].sort().map(([outcome, count]) => `${outcome} ${count}`);
        return `  ${what.padEnd(24)}${outcomes.join(', ')}`;
      })
      .join('\n');
  }
}
