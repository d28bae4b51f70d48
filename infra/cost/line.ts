import { type PriceName, priceOf } from './prices.ts';

/** So much of what has a price, for a reason that a reader of the bill understands. */
export type Line = {
  readonly what: string;
  /** A month. */
  readonly quantity: number;
  readonly price: PriceName;
};

export const line = (what: string, quantity: number, price: PriceName): Line => ({ what, quantity, price });

/** USD a month, without what is free. */
export const amountOf = ({ quantity, price }: Line): number => quantity * priceOf(price).usd;

/** USD a month of what AWS gives every account for nothing: whatever lines it is for, once for each price. */
export function allowanceOf(lines: readonly Line[]): number {
  const byPrice = Map.groupBy(lines, ({ price }) => price);
  return [...byPrice].reduce((sum, [price, ofPrice]) => {
    const { usd, free } = priceOf(price);
    const used = ofPrice.reduce((all, { quantity }) => all + quantity, 0);
    return sum + usd * Math.min(used, free);
  }, 0);
}
