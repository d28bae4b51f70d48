import { setTimeout as sleep } from 'node:timers/promises';
import type { Now } from '../../shared/clock.ts';
import { signatureHeaders } from '../../shared/signature.ts';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;
const TIMEOUT_MS = 10_000;

/** Whom a stand-in calls back, by which key, and where it keeps what it knows between runs, or `memory`. */
export type Customer = {
  readonly callbackUrl: string;
  /** The key shared with the customer. */
  readonly secret: string;
  readonly dataDirectory?: string;
  readonly now?: Now;
};

/** Reports until the report is taken, at longer and longer intervals. @throws AbortError when it was stopped before */
export async function insist(report: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    const isTaken = await report();
    signal.throwIfAborted();
    if (isTaken) return;
    await sleep(wait, undefined, { signal });
  }
}

/** What a stand-in reports of something that it took under a reference. */
type Report = Record<'eventId' | 'reference' | 'status' | 'occurredAt', string>;

/** Reports to the customer, signed, those of one reference one after the other. */
export class Reporter {
  readonly #url: string;
  readonly #now: Now;
  readonly #stopping = new AbortController();
  readonly #lines = new Map<string, Promise<unknown>>();

  constructor(url: string, now: Now) {
    this.#url = url;
    this.#now = now;
  }

  /** Sends once. @returns the status of the answer, 0 when there was none */
  async send(report: Report, secret: string): Promise<number> {
    const body = JSON.stringify(report);
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signatureHeaders(secret, body, this.#now()) },
        body,
        signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return 0;
    }
  }

  /**
   * Sends, when it is the report's turn, until the answer is a good one.
   * @returns the statuses of all answers
   * @throws AbortError when it was stopped before
   */
  deliver(report: Report, secret: string): Promise<readonly number[]> {
    const before = this.#lines.get(report.reference) ?? Promise.resolve();
    const turn = before.then(() => this.#insist(report, secret));
    // The next one is sent even if this one was stopped: it will then be stopped itself.
    this.#lines.set(
      report.reference,
      turn.catch(() => {}),
    );
    return turn;
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #insist(report: Report, secret: string): Promise<readonly number[]> {
    const answers: number[] = [];
    await insist(async () => {
      const status = await this.send(report, secret);
      answers.push(status);
      return status >= 200 && status < 300;
    }, this.#stopping.signal);
    return answers;
  }
}
