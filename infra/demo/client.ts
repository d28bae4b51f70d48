import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import type { Upload } from '../../shared/document/document.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { ProblemBody } from '../../shared/http/problem-body.ts';

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

/** The API as a client sees it, typed by the contracts. */
export type Client = {
  /** Sends whatever it is given, also what no contract allows. */
  send(request: WireRequest): Promise<Reply>;
  /** Calls an operation and takes any answer. */
  attempt(operation: Operation, said?: Said): Promise<Reply>;
  /** Calls an operation. @throws Refused when the answer is a problem */
  call<P extends Schema, Q extends Schema, B extends Schema, O extends Schema>(
    operation: Operation<P, Q, B, O>,
    said?: Said & { readonly body?: B extends z.ZodType ? z.input<B> : never },
  ): Promise<Answered<O>>;
};

const queryOf = (query: Said['query']): string => (query ? `?${new URLSearchParams(query)}` : '');

/** A call as its contract wants it sent. */
export function requestOf(operation: Operation, said: Said = {}): WireRequest {
  const { token, params = {}, query, body, etag, headers } = said;
  const keyed = operation.writes === 'create' || operation.writes === 'change';
  const key = said.key === undefined && keyed ? randomUUID() : said.key;
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

/**
 * A client of the API at this address.
 * @param onReply hears every answer: a test checks it against the API's description
 */
export function clientOf(url: string, onReply: (reply: Reply) => void = () => {}): Client {
  const send: Client['send'] = async ({ method, path, token, headers, body }) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body }),
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
  const attempt: Client['attempt'] = (operation, said) => send(requestOf(operation, said));
  const call = async <O extends Schema>(
    operation: Operation<Schema, Schema, Schema, O>,
    said?: Said,
  ): Promise<Answered<O>> => {
    const { status, headers, body } = await attempt(operation, said);
    if (status !== operation.status) throw new Refused(operation, ProblemBody.parse(body));
    // The contract's own schema types it; an operation without one answers nothing.
    const output = operation.output?.parse(body) as Output<O>;
    return { body: output, headers, etag: headers.get('etag') ?? '' };
  };
  return { send, attempt, call };
}

/** Sends a file straight to the storage, as the declaration of it says. @returns the storage's answer */
export async function upload({ url, fields }: Upload, file: Uint8Array<ArrayBuffer>): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([file]));
  return fetch(url, { method: 'POST', body: form });
}
