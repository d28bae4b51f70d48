import * as z from 'zod';
import list from './prices.json' with { type: 'json' };

const Price = z.strictObject({
  usd: z.number().positive(),
  /** For how many units that is. */
  per: z.number().positive().default(1),
  unit: z.string(),
  /** Units a month that AWS gives every account for as long as it is one (aws.amazon.com/free, "always free"). */
  free: z.number().positive().default(0),
  /** Where AWS publishes it. */
  page: z.url(),
  asOf: z.iso.date(),
  /**
   * How it was come by: from AWS's price list for the region, from that of a region with like prices, from the page
   * for all regions, or from knowledge of the page that could not be opened again.
   */
  basis: z.enum(['price list', 'sister region', 'AWS page', 'known']),
});
type Price = z.infer<typeof Price>;

export type PriceName = keyof typeof list.prices;

/** Where the prices hold. Volume discounts, taxes and credits are left out. */
export const { region } = list;

const prices = new Map<string, Price>(
  Object.entries(list.prices).map(([name, price]) => [name, Price.parse(price)]),
);

/** USD for one unit, and how many a month are free. */
export function priceOf(name: PriceName): { readonly usd: number; readonly free: number } {
  const price = prices.get(name);
  if (!price) throw new Error(`no price ${name}`);
  return { usd: price.usd / price.per, free: price.free };
}

/** Of when the prices are, and how many could not be looked up, as a sentence. */
export function provenance(): string {
  const all = [...prices.values()];
  const days = all.map(({ asOf }) => asOf).sort();
  const known = all.filter(({ basis }) => basis === 'known').length;
  return `${all.length} prices of ${days[0]} to ${days.at(-1)}, ${known} of them known without having been looked up.`;
}
