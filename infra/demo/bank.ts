import * as z from 'zod';
import { Deal, type Decision, type Mood } from '../partners/bank-deals.ts';

const post = async (url: string, body: object): Promise<void> => {
  const { ok, status } = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!ok) throw new Error(`the provider of payment answered ${status}`);
};

/** Lets a provider behave so from now on. */
export const behave = (bankUrl: string, mood: Partial<Mood>): Promise<void> => post(`${bankUrl}/mood`, mood);

/** What the payer does on the provider's page. */
export const decide = (bankUrl: string, reference: string, decision: Decision): Promise<void> =>
  post(`${bankUrl}/deals/${encodeURIComponent(reference)}/decision`, { decision });

/** A payment as the provider has it. @throws Error when it has none */
export async function dealOf(bankUrl: string, reference: string): Promise<Deal> {
  const deals = z.array(Deal).parse(await (await fetch(`${bankUrl}/deals`)).json());
  const deal = deals.find((one) => one.reference === reference);
  if (!deal) throw new Error(`the provider of payment has no ${reference}`);
  return deal;
}
