import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod';
import type { Operation } from '../http/operation.ts';
import { ProblemBody } from '../http/problem-body.ts';
import { randomId } from '../ids.ts';

type Schema = z.ZodType | undefined;
type Output<O extends Schema> = O extends z.ZodType ? z.output<O> : undefined;

/** A request as it goes over the wire. */
export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** An answer as it came. */
export type Reply = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
};

/** What is said in a call of an operation. */
export type Said = {
  /** Bearer token of who calls. */
  readonly token?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Idempotency-Key: a new one unless stated, none for null. */
  readonly key?: string | null;
  /** If-Match: the dossier's ETag as read. */
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A good answer to an operation, as its contract states it. */
export type Answered<O extends Schema> = {
  readonly body: Output<O>;
  readonly headers: Headers;
  /** The dossier's version, to be sent with the next change; empty where the operation gives none. */
  readonly etag: string;
};

/** The API answered with a problem. */
export class Refused extends Error {
  readonly problem: ProblemBody;

  constructor(operation: Operation, problem: ProblemBody) {
    const faults = (problem.errors ?? []).map(({ field, message }) => ` ${field}: ${message};`).join('');
    super(`${operation.id}: ${problem.status} ${problem.code}: ${problem.detail ?? problem.title}${faults}`);
    this.name = 'Refused';
    this.problem = problem;
  }
}

/** What stands before the API answered in its own words, as API Gateway does where a token has expired. */
export class TurnedAway extends Error {
  readonly reply: Reply;

  constructor(operation: Operation, reply: Reply) {
    super(`${operation.id}: ${reply.status}`);
    this.name = 'TurnedAway';
    this.reply = reply;
  }
}

/** The API as a client sees it, typed by the contracts. */
export type Client = {
  /** Sends whatever it is given, also what no contract allows. */
  send(request: WireRequest): Promise<Reply>;
  /** Calls an operation once and takes any answer. */
  attempt(operation: Operation, said?: Said): Promise<Reply>;
  /**
   * Calls an operation, and again with the same key where nobody answers or all are busy.
   * @throws Refused when the answer is a problem
   * @throws TurnedAway when it is none of the API's
   */
  call<P extends Schema, Q extends Schema, B extends Schema, O extends Schema>(
    operation: Operation<P, Q, B, O>,
    said?: Said & { readonly body?: B extends z.ZodType ? z.input<B> : never },
  ): Promise<Answered<O>>;
};

export type ClientOptions = {
  /** Hears every answer. */
  readonly onReply?: (reply: Reply) => void;
  /** How often a call is made at most. */
  readonly tries?: number;
  /** Waits so many milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
};

const queryOf = (query: Said['query']): string => (query ? `?${new URLSearchParams(query)}` : '');

/** Whether an operation is called with an idempotency key. */
const isKeyed = ({ writes }: Operation): boolean => writes === 'create' || writes === 'change';

/** A call as its contract wants it sent. */
export function wireRequestOf(operation: Operation, said: Said = {}): WireRequest {
  const { token, params = {}, query, body, etag, headers } = said;
  const key = said.key === undefined && isKeyed(operation) ? randomId() : said.key;
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  return {
    method: operation.method,
    path: path + queryOf(query),
    token,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
      ...(etag && { 'if-match': etag }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

/** API Gateway waits 30 seconds for an answer; who waits longer waits for nobody. */
const TIMEOUT_MS = 35_000;

/** Too many, or busy: nothing was done, and soon it may be. */
const passing: readonly number[] = [429, 503];

/** `fetch` says so where the network did not carry a call or its answer, or not in time. */
const isUnanswered = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');

/** How long to wait after an attempt: as the answer says, or longer each time, and no two callers as long as each other. */
const pauseAfter = (attempt: number, reply: Reply | undefined): number =>
  Number(reply?.headers.get('retry-after') ?? 0) * 1000 || 2 ** attempt * (50 + Math.random() * 100);

/** A client of the API at this address. */
export function clientOf(
  url: string,
  { onReply = () => {}, tries = 5, wait = sleep }: ClientOptions = {},
): Client {
  const send: Client['send'] = async ({ method, path, token, headers, body }) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    const reply = {
      method,
      path,
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
    onReply(reply);
    return reply;
  };

  const sendUntilAnswered = async (request: WireRequest, most: number): Promise<Reply> => {
    for (let attempt = 1; ; attempt++) {
      const reply = await send(request).catch((error: unknown) => {
        if (attempt === most || !isUnanswered(error)) throw error;
        return undefined;
      });
      if (reply && (attempt === most || !passing.includes(reply.status))) return reply;
      await wait(pauseAfter(attempt, reply));
    }
  };

  const attempt: Client['attempt'] = (operation, said) => send(wireRequestOf(operation, said));
  const call = async <O extends Schema>(
    operation: Operation<Schema, Schema, Schema, O>,
    said?: Said,
  ): Promise<Answered<O>> => {
    // What writes without a key might do so twice.
    const most = isKeyed(operation) && said?.key === null ? 1 : tries;
    const reply = await sendUntilAnswered(wireRequestOf(operation, said), most);
    const { status, headers, body } = reply;
    if (status !== operation.status) {
      const { data: problem } = ProblemBody.safeParse(body);
      throw problem ? new Refused(operation, problem) : new TurnedAway(operation, reply);
    }
    // The contract's own schema types it; an operation without one answers nothing.
    const output = operation.output?.parse(body) as Output<O>;
    return { body: output, headers, etag: headers.get('etag') ?? '' };
  };
  return { send, attempt, call };
}
