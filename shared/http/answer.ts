import type * as z from 'zod';
import type { Answer } from './idempotency.ts';
import type { Operation } from './operation.ts';
import type { Schema } from './request.ts';

/** What a use case answers. */
export type Answered<O extends Schema> = {
  readonly body: O extends z.ZodType ? z.input<O> : undefined;
  /** The dossier's version after the call: becomes the ETag. */
  readonly version?: number;
  /** Path of what was created. */
  readonly location?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A version as an ETag (RFC 9110, strong). */
const etag = (version: number): string => `"${version}"`;

/** The answer of a use case, parsed by the contract's schema on its way out: nothing leaves that it does not state. */
export function answerOf({ status, output }: Operation, answered: Answered<Schema>): Answer {
  const headers: Record<string, string> = { ...answered.headers };
  if (answered.version !== undefined) headers.etag = etag(answered.version);
  if (answered.location) headers.location = answered.location;
  return { status, headers, body: output ? JSON.stringify(output.parse(answered.body)) : '' };
}
