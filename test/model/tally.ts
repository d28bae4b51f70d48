/** What was done and what was refused, so that a run that exercises nothing is seen. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  add(what: string, outcome: string | number): void {
    const counts = this.#counts.get(what) ?? new Map<string, number>();
    counts.set(String(outcome), (counts.get(String(outcome)) ?? 0) + 1);
    this.#counts.set(what, counts);
  }

  /** How often something came out so. */
  of(what: string, outcome: string | number): number {
    return this.#counts.get(what)?.get(String(outcome)) ?? 0;
  }

  /** How often anything did. */
  get steps(): number {
    return [...this.#counts.values()]
      .flatMap((counts) => [...counts.values()])
      .reduce((sum, n) => sum + n, 0);
  }

  toString(): string {
    return [...this.#counts]
      .map(([what, counts]) => {
        const outcomes = [...counts].sort().map(([outcome, count]) => `${outcome} ${count}`);
        return `  ${what.padEnd(24)}${outcomes.join(', ')}`;
      })
      .join('\n');
  }
}
