import { type Instant, type LocalDate, withVietnamOffset } from '../clock.ts';
import { callSigned, type PartnerLine } from '../partner-call.ts';
import type { Attempt, Report } from './attempt.ts';
import { dayStamp } from './day-file.ts';
import type { Refund, RefundWord } from './refund.ts';

/** The line to a provider, and as whom it knows us. */
export type Line = PartnerLine & {
  readonly merchant: string;
  /** An id for one question, unique for ever. */
  readonly questionId: string;
};

/** What a provider is told of whoever pays, and for what: no more than its format asks for. */
export type Order = {
  readonly attempt: Attempt;
  readonly dossierCode: string;
  readonly procedure: { readonly code: string; readonly name: string };
  readonly agency: { readonly code: string; readonly name: string };
  readonly payer: {
    readonly name: string;
    readonly personalId?: string | undefined;
    readonly address: string;
  };
  /** The address that the payer's request came from. */
  readonly sourceIp: string;
  /** Where the payer's eye goes afterwards: what stands there decides nothing. */
  readonly returnUrl: string;
};

/** A provider through whom fees are paid online, in its own format. Each question is one HTTP call. */
export type Provider = {
  /** Where the payer is to be sent. @throws Error when the provider does not answer as agreed */
  open(order: Order, line: Line): Promise<string>;
  /** What became of an attempt. @throws Error when the provider does not answer as agreed: then nothing is known */
  query(attempt: Attempt, line: Line): Promise<Report>;
  /** Refunds, where its format has them; else the agency returns the money by hand. */
  readonly refunds?: {
    /** @throws Error when the provider does not answer as agreed: it may have taken the order */
    order(refund: Refund, attempt: Attempt, line: Line): Promise<RefundWord>;
    query(refund: Refund, attempt: Attempt, line: Line): Promise<RefundWord>;
  };
};

/** Longest wait for a provider: the function that asks has ten seconds, and writes down the answer after it. */
const TIMEOUT_MS = 5_000;

/** Sends a question and gives what was answered, whatever its status: the formats tell refusals in the body. */
export async function askProvider(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`The provider answered ${response.status}`);
  return response.json();
}

/**
 * A provider's file of a local day, or undefined while there is none.
 * @throws Error when the provider does not answer
 */
export async function fetchDayFile(day: LocalDate, line: Line): Promise<string | undefined> {
  const path = `/reconciliation/${line.merchant}/${dayStamp(day)}.txt`;
  const response = await callSigned(path, path, {}, line);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The provider answered ${response.status}`);
  return response.text();
}

/** A time as both formats write it: `yyyyMMddHHmmss`, GMT+7. */
export const stampOf = (instant: Instant): string =>
  withVietnamOffset(instant).replace(/\D/g, '').slice(0, 14);
