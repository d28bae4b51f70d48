import { NotPriced, type Setting } from './kind.ts';
import { kinds } from './kinds.ts';
import { allowanceOf, amountOf, type Line } from './line.ts';
import { type Load, loadOf } from './load.ts';
import { isOfDepartment, type Resource } from './stage.ts';
import type { Usage } from './usage.ts';

/** What is asked of a stage: dossiers filed a year. At rest nobody files, and no department has subscribed. */
export const scenarios = { 'at rest': 0, province: 230_000, nation: 100_000_000 } as const;
export type Scenario = keyof typeof scenarios;
export const scenarioNames: readonly Scenario[] = ['at rest', 'province', 'nation'];

/** What a stage costs in the mean month of a year, in USD. */
export type Bill = {
  /** At list prices, the greatest first. */
  readonly rows: readonly { readonly what: string; readonly amount: number }[];
  readonly total: number;
  /** What AWS takes off for every account, as long as it is one. */
  readonly allowance: number;
};

function linesOf(resource: Resource, setting: Setting): readonly Line[] {
  const kind = kinds.get(resource.type);
  if (!kind)
    throw new Error(
      `${resource.type} ${resource.id}: nobody has said what it costs. State it in infra/cost/kinds.ts.`,
    );
  const dear = kind.without?.find((property) => property in resource.properties);
  if (dear) throw new NotPriced(resource, `${dear} costs besides`);
  return 'free' in kind ? [] : kind.costs(resource, setting);
}

/** @throws when a resource is of a type, or has a property, that has no price */
export function billOf(resources: readonly Resource[], usage: Usage, load: Load): Bill {
  const standing = load.filed === 0 ? resources.filter((resource) => !isOfDepartment(resource)) : resources;
  const lines = standing.flatMap((resource) => linesOf(resource, { resources: standing, usage, load }));
  const rows = [...Map.groupBy(lines, ({ what }) => what)]
    .map(([what, ofRow]) => ({ what, amount: ofRow.reduce((sum, each) => sum + amountOf(each), 0) }))
    .filter(({ amount }) => amount > 0)
    .sort((one, other) => other.amount - one.amount);
  return {
    rows,
    total: rows.reduce((sum, { amount }) => sum + amount, 0),
    allowance: allowanceOf(lines),
  };
}

export const billFor = (
  resources: readonly Resource[],
  usage: Usage,
  scenario: Scenario,
  year: number,
): Bill => billOf(resources, usage, loadOf(scenarios[scenario], year));
