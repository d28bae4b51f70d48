import { type Bill, billFor, type Scenario, scenarioNames, scenarios } from './bill.ts';
import { provenance, region } from './prices.ts';
import type { Resource } from './stage.ts';
import type { Usage } from './usage.ts';

const YEARS = [1, 2, 3, 4, 5];

const usd = (amount: number): string => amount.toFixed(2);
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const head = (...names: readonly string[]): readonly string[] => [
  row(...names),
  row(...names.map((_, at) => (at === 0 ? '---' : '---:'))),
];

/** The bills of a stage as text: the lines of one year, then the totals of five. */
export function report(stage: string, resources: readonly Resource[], usage: Usage, year: number): string {
  const billOf = (scenario: Scenario, inYear: number) => billFor(resources, usage, scenario, inYear);
  return [
    `The stage ${stage} in ${region}, in the mean month of a year: USD without discounts by volume, taxes and credits.`,
    provenance(),
    `What a dossier asks is the mean of ${usage.dossiers}, measured on ${usage.measuredOn}.`,
    '',
    ...head(`year ${year}`, ...scenarioNames),
    ...linesOf(scenarioNames.map((scenario) => billOf(scenario, year))),
    '',
    ...head('total, and with what is always free', ...YEARS.map((each) => `year ${each}`)),
    ...scenarioNames.map((scenario) =>
      row(scenario, ...YEARS.map((each) => totalsOf(billOf(scenario, each)))),
    ),
    '',
    ...head('USD a dossier', ...YEARS.map((each) => `year ${each}`)),
    ...scenarioNames
      .filter((scenario) => scenarios[scenario] > 0)
      .map((scenario) =>
        row(scenario, ...YEARS.map((each) => perDossier(billOf(scenario, each), scenario).toFixed(6))),
      ),
  ].join('\n');
}

const totalsOf = ({ total, allowance }: Bill): string => `${usd(total)} / ${usd(total - allowance)}`;

/** What a dossier costs of those that are filed in the same month, with what is kept of earlier ones. */
export const perDossier = ({ total }: Bill, scenario: Scenario): number => (12 * total) / scenarios[scenario];

/** The lines of bills side by side, the greatest of the second first. */
function linesOf(bills: readonly Bill[]): readonly string[] {
  const [, ...busy] = bills;
  const names = [...new Set([...busy, ...bills].flatMap(({ rows }) => rows.map(({ what }) => what)))];
  const cell = ({ rows, total }: Bill, what: string): string => {
    const amount = rows.find((each) => each.what === what)?.amount;
    return amount === undefined ? '' : `${usd(amount)} (${((100 * amount) / total).toFixed(1)} %)`;
  };
  return [
    ...names.map((what) => row(what, ...bills.map((bill) => cell(bill, what)))),
    row('**total**', ...bills.map(({ total }) => `**${usd(total)}**`)),
    row('always free', ...bills.map(({ allowance }) => `-${usd(allowance)}`)),
    row('**on the invoice**', ...bills.map(({ total, allowance }) => `**${usd(total - allowance)}**`)),
  ];
}
