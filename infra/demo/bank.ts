import * as z from 'zod';
import { Deal, type Decision, type Mood } from '../partners/bank-deals.ts';

const post = async (url: string, body: object): Promise<Response> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`the provider of payment answered ${response.status}`);
  return response;
};

/** Lets a provider behave so from now on. */
export const behave = (bankUrl: string, mood: Partial<Mood>): Promise<Response> =>
  post(`${bankUrl}/mood`, mood);

/** Transfers into the account for fees. @returns the bank's number of it */
export async function transfer(
  bankUrl: string,
  amountVnd: number,
  content: string,
): Promise<{ readonly transaction: string }> {
  const response = await post(`${bankUrl}/transfers`, { amountVnd, content });
  return z.object({ transaction: z.string() }).parse(await response.json());
}

/** What the payer does on the provider's page. */
export const decide = (bankUrl: string, reference: string, decision: Decision): Promise<Response> =>
  post(`${bankUrl}/deals/${encodeURIComponent(reference)}/decision`, { decision });

/** A payment as the provider has it. @throws Error when it has none */
export async function dealOf(bankUrl: string, reference: string): Promise<Deal> {
  const deals = z.array(Deal).parse(await (await fetch(`${bankUrl}/deals`)).json());
  const deal = deals.find((one) => one.reference === reference);
  if (!deal) throw new Error(`the provider of payment has no ${reference}`);
  return deal;
}
