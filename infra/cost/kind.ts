import type { Line } from './line.ts';
import type { Load } from './load.ts';
import type { Resource } from './stage.ts';
import type { Usage, Work } from './usage.ts';

/** What a resource's bill depends on besides its own properties. */
export type Setting = {
  readonly resources: readonly Resource[];
  readonly usage: Usage;
  readonly load: Load;
};

/** What one resource costs a month. */
export type Costs = (resource: Resource, setting: Setting) => readonly Line[];

/**
 * A type of resource: what it costs, or why it costs nothing by itself; and properties that would cost besides, which
 * it is refused with.
 */
export type Kind = ({ readonly costs: Costs } | { readonly free: string }) & {
  readonly without?: readonly string[];
};

/** A resource with a property that nobody has looked up the price of. */
export class NotPriced extends Error {
  constructor({ type, id }: Resource, what: string) {
    super(`${type} ${id}: ${what}. Look the price up and state it in infra/cost.`);
    this.name = 'NotPriced';
  }
}

export const GIB = 2 ** 30;

/** What all functions do for one dossier, added up. */
export const sumOf = ({ perDossier }: Usage, measure: (work: Work) => number): number =>
  Object.values(perDossier).reduce((sum, work) => sum + measure(work), 0);

/** Calls of one operation by all functions for one dossier. */
export const callsOf = (usage: Usage, operation: string): number =>
  sumOf(usage, ({ calls }) => calls[operation] ?? 0);
