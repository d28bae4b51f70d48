import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { type Now, systemNow, toInstant } from '../../shared/clock.ts';
import { stampOf } from '../../shared/payment/provider.ts';
import { Deal, Decision, Mood } from './bank-deals.ts';
import { type Moved, movedBy, movedOn } from './bank-files.ts';
import { dealPage, dealsPage, type transferForm } from './bank-pages.ts';
import { type Customer, insist } from './reporter.ts';
import { fieldsOf, type Routes, seeOther, serveRoutes } from './server.ts';
import { stateIn } from './state.ts';

/** A report as it goes out, signed anew each time where the format says when, and how it is known to have been taken. */
export type BankReport = { readonly request: Request; readonly isTaken: (answer: unknown) => boolean };

/** What a provider's format has of its own. */
export type BankFormat = {
  readonly title: string;
  /** The report of a payment, with this amount in it. */
  report(deal: Deal, amountVnd: number): BankReport;
  /** Where the payer's browser goes back to, with what the format writes there. */
  back(deal: Deal): string;
  /** Its file of what moved on a day (`yyyyMMdd`). */
  dayFile(moved: readonly Moved[], day: string): string;
  /** What a person fills in, where no customer opens the payments. */
  readonly form?: typeof transferForm;
  /** The routes by which it is called. */
  routes(bank: Bank): Routes;
};

export type BankOptions = Customer & {
  /** As whom it knows the customer. */
  readonly merchant: string;
  /** How a report goes out; a test takes it from here. */
  readonly send?: (report: BankReport) => Promise<void>;
};

const TIMEOUT_MS = 10_000;

/** A provider of payment that is played here: what its formats have in common. */
export class Bank {
  readonly deals: Map<string, Deal>;
  readonly now: Now;
  mood: Mood = Mood.parse({});
  readonly #format: BankFormat;
  readonly #save: () => void;
  readonly #send: (report: BankReport, deal: Deal) => Promise<void>;
  readonly #stopping = new AbortController();
  readonly #held: (() => void)[] = [];

  constructor(
    name: string,
    format: BankFormat,
    { dataDirectory = 'memory', now = systemNow, send }: BankOptions,
  ) {
    const state = stateIn(dataDirectory, `${name}-payments.json`);
    const kept = z.array(Deal).parse(state.read() ?? []);
    this.deals = new Map(kept.map((deal) => [deal.reference, deal]));
    this.now = now;
    this.#format = format;
    this.#save = () => state.write([...this.deals.values()]);
    this.#send = send ?? ((report, deal) => this.#insist(report, deal));
  }

  /** A payment that the customer opens; again by the same reference it is the same. */
  open(
    asked: Pick<Deal, 'reference' | 'amountVnd' | 'description' | 'returnUrl' | 'openedAt' | 'expiresAt'>,
  ): Deal {
    const deal = this.deals.get(asked.reference) ?? { ...asked, state: 'open', answers: [] };
    this.deals.set(deal.reference, deal);
    this.#save();
    return deal;
  }

  /** What the payer does. Money moves once; that is reported as the mood has it. @returns where the browser goes */
  decide(reference: string, decision: Decision): string {
    const deal = this.deals.get(reference);
    if (!deal) throw new Error(`no payment ${reference}`);
    if (deal.state !== 'paid') {
      deal.state = decision;
      deal.paidAt = stampOf(toInstant(this.now()));
      deal.transaction ??= String(14_000_000 + this.deals.size * 100 + deal.answers.length);
      this.#save();
      this.#tell(deal);
    }
    return this.#format.back(deal);
  }

  /** Takes an order to give the whole back, once. */
  refund(deal: Deal): void {
    deal.refund ??= { amountVnd: deal.amountVnd, state: 'ordered' };
    this.#save();
  }

  /** How far a refund is: what was ordered ends as the mood has it. */
  refundOf(deal: Deal): Deal['refund'] {
    if (deal.refund?.state === 'ordered') deal.refund.state = this.mood.refunds;
    if (deal.refund?.state === 'returned') deal.refund.returnedAt ??= stampOf(toInstant(this.now()));
    this.#save();
    return deal.refund;
  }

  /** Before any question is answered: as the mood has it. @returns an error to answer with, if any */
  async trouble(): Promise<Response | undefined> {
    const { slowMs, down } = this.mood;
    if (slowMs > 0) await sleep(slowMs, undefined, { signal: this.#stopping.signal });
    if (down === 0) return undefined;
    this.mood = { ...this.mood, down: down - 1 };
    return new Response(null, { status: 500 });
  }

  stop(): void {
    this.#stopping.abort();
  }

  #tell(deal: Deal): void {
    const { copies, lateMs, lieVnd, backwards } = this.mood;
    const report = () => this.#format.report({ ...deal }, deal.amountVnd + lieVnd);
    const reports = Array.from({ length: copies }, report);
    const go = () => {
      for (const one of reports) this.#later(lateMs, one, deal);
    };
    if (backwards) this.#held.unshift(go);
    else go();
    if (this.#held.length > 1) for (const held of this.#held.splice(0)) held();
  }

  #later(ms: number, report: BankReport, deal: Deal): void {
    const { signal } = this.#stopping;
    const sent =
      ms > 0
        ? sleep(ms, undefined, { signal }).then(() => this.#send(report, deal))
        : this.#send(report, deal);
    // A stop in between: the customer asks of it.
    sent.catch(() => {});
  }

  /** Reports until it is taken, as providers do. */
  async #insist(report: BankReport, deal: Deal): Promise<void> {
    const { signal } = this.#stopping;
    await insist(async () => {
      const answer = await fetch(report.request.clone(), {
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      }).then((response) => response.text(), String);
      deal.answers.push(answer);
      this.#save();
      return report.isTaken(parsed(answer));
    }, signal);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The routes of a provider: its format's own, and those by which it is played. */
export const bankRoutes = (format: BankFormat, bank: Bank): Routes => ({
  ...format.routes(bank),
  'GET /reconciliation/:merchant/:day.txt': async (_, { day = '' }) => {
    const trouble = await bank.trouble();
    if (trouble) return trouble;
    const moved = movedOn([...bank.deals.values()].flatMap(movedBy), day, bank.mood.file);
    return moved ? new Response(format.dayFile(moved, day)) : new Response(null, { status: 404 });
  },
  'GET /': () => dealsPage(format.title, [...bank.deals.values()], bank.mood, format.form),
  'GET /deals': () => Response.json([...bank.deals.values()]),
  'GET /deals/:reference': (_, { reference = '' }) => {
    const deal = bank.deals.get(reference);
    return deal ? dealPage(format.title, deal) : new Response('Không có giao dịch này\n', { status: 404 });
  },
  'POST /deals/:reference/decision': async (request, { reference = '' }) => {
    const asked = z.object({ decision: Decision }).safeParse(await fieldsOf(request));
    if (!asked.success || !bank.deals.has(reference)) return new Response(null, { status: 400 });
    const back = bank.decide(reference, asked.data.decision);
    return request.headers.get('accept')?.includes('text/html')
      ? seeOther(back)
      : new Response(null, { status: 202 });
  },
  'POST /mood': async (request) => {
    const asked = Mood.safeParse(await fieldsOf(request));
    if (!asked.success) return Response.json({ error: z.prettifyError(asked.error) }, { status: 400 });
    bank.mood = asked.data;
    return request.headers.get('accept')?.includes('text/html') ? seeOther('/') : Response.json(bank.mood);
  },
});

/** A provider that listens. */
export type BankStandIn = { readonly url: string; readonly bank: Bank; stop(): Promise<void> };

/** Serves a provider on the loopback address. */
export async function serveBank(port: number, format: BankFormat, bank: Bank): Promise<BankStandIn> {
  const { url, close } = await serveRoutes(port, bankRoutes(format, bank));
  return {
    url,
    bank,
    stop: async () => {
      bank.stop();
      await close();
    },
  };
}
