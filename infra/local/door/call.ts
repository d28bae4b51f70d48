import * as z from 'zod';
import type { Answer, Request } from '../http.ts';
import type { Need } from '../iam/authorize.ts';
import type { Principal } from '../iam/principals.ts';
import { AwsError, type Service } from './wire.ts';

/** A request as IAM sees it, and what it comes to when it is allowed. */
export type Call = {
  readonly service: Service;
  /** `<service>:<operation>`, e.g. `dynamodb:TransactWriteItems`. */
  readonly operation: string;
  readonly needs: readonly Need[];
  readonly act: () => Promise<Answer>;
};

/**
 * Understands the requests for one service. Throws the service's own error for an operation that the local run does
 * not imitate and for a body without what the operation needs.
 */
export type Understand = (request: Request, principal: Principal) => Call | Promise<Call>;

/** The operation that a request of the JSON protocol names. */
export const targetOf = ({ headers }: Request): string =>
  String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';

/** What an operation needs of its input. */
export function parsed<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new AwsError('ValidationException', 400, z.prettifyError(result.error));
}

/** The input of the JSON protocol. */
export function inputOf({ body }: Request): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError('SerializationException', 400, 'The body is not JSON');
  }
}
