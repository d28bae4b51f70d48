import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type * as z from 'zod';
import { environment } from '../resources.ts';
import type { Language } from '../text.ts';
import { type Caller, type CallerOf, Claims, callerFrom, IdentitySettings, isAllowed } from './caller.ts';
import { addressOf } from './edge.ts';
import { fault, faultsOf } from './faults.ts';
import { correlationIdOf, EntityTag, IdempotencyKey } from './headers.ts';
import { type Callers, type Operation, partnerOf } from './operation.ts';
import { type Fault, Problem, type ProblemCode } from './problems.ts';

export type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
export type Schema = z.ZodType | undefined;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** A request whose every part has been parsed and whose caller may call. */
export type Request<P extends Schema, Q extends Schema, B extends Schema, Who extends Callers> = {
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  readonly body: Parsed<B>;
  readonly caller: CallerOf<Who>;
  /** The version of `If-Match`; 0 where the contract asks for none. */
  readonly expectedVersion: number;
  readonly language: Language;
  readonly correlationId: string;
  /** The address from which it came. */
  readonly sourceIp: string;
};

/** The language that `Accept-Language` asks for first; Vietnamese where it asks for none of ours. */
export const languageOf = (header: string | undefined): Language =>
  /^\s*en\b/i.test(header ?? '') ? 'en' : 'vi';

const specialHeaders: Readonly<Record<string, ProblemCode>> = {
  'idempotency-key': 'idempotency-key-required',
  'if-match': 'if-match-required',
};

/** All faults of a request at once; a single faulty special header has a problem type of its own. */
function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const own = faults.length === 1 && faults[0]?.in === 'header' ? specialHeaders[faults[0].field] : undefined;
  throw new Problem(own ?? 'invalid-request', { faults });
}

const messages = {
  idempotencyKey: {
    vi: 'Cần 1 đến 128 ký tự, mới cho mỗi thao tác',
    en: 'Needs 1 to 128 characters, new for each action',
  },
  ifMatch: {
    vi: 'Cần ETag của hồ sơ đã đọc, ví dụ "3"',
    en: 'Needs the ETag of the dossier as read, e.g. "3"',
  },
} as const satisfies Record<string, Fault['message']>;

const header = (
  event: Event,
  name: string,
  schema: z.ZodType<string>,
  message: Fault['message'],
  faults: Fault[],
): string => {
  const parsed = schema.safeParse(event.headers[name]);
  if (parsed.success) return parsed.data;
  faults.push(fault('header', name, event.headers[name] === undefined ? 'required' : 'malformed', message));
  return '';
};

function part<S extends Schema>(name: Fault['in'], schema: S, value: unknown, faults: Fault[]): Parsed<S> {
  const parsed = schema?.safeParse(value, { reportInput: true });
  if (parsed && !parsed.success) faults.push(...faultsOf(name, parsed.error.issues));
  // The schema's own output, or a value that `refuseFaults` lets nobody see.
  return parsed?.data as Parsed<S>;
}

/** The identity settings do not change while a container lives. */
let identity: IdentitySettings | undefined;

/** Who calls, as far as the operation is theirs to call. @throws Problem `caller-not-allowed` */
export function callerOf(operation: Operation, event: Event): Caller {
  if (operation.callers === 'public') return { kind: 'anonymous' };
  const partner = partnerOf(operation.callers);
  // Its signature has been checked before anything else.
  if (partner) return { kind: 'partner', partner };
  identity ??= IdentitySettings.parse(JSON.parse(environment('IDENTITY')));
  const caller = callerFrom(Claims.parse(event.requestContext.authorizer.jwt.claims), identity);
  if (!isAllowed(operation.callers, caller)) throw new Problem('caller-not-allowed');
  const agency = caller.kind === 'officer' ? caller.agency : undefined;
  if (operation.ownAgency && agency !== event.pathParameters?.agency) throw new Problem('caller-not-allowed');
  return caller;
}

/** A request whose caller may call, with its idempotency key where it has one; it is refused for its faults when it is read. */
type Opened<P extends Schema, Q extends Schema, B extends Schema, Who extends Callers> = {
  readonly caller: CallerOf<Who>;
  readonly key: string;
  /** @throws Problem with every fault of the request at once */
  readonly read: () => Request<P, Q, B, Who>;
};

/**
 * Authorizes, then parses: a stranger learns nothing about the shape of a request.
 * @throws Problem `caller-not-allowed`, or with every fault of a request that has no key where it needs one
 */
export function openRequest<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  O extends Schema,
  Who extends Callers,
>(operation: Operation<P, Q, B, O, Who>, event: Event): Opened<P, Q, B, Who> {
  // `isAllowed` has just proved that the caller is one of those the contract lets in.
  const caller = callerOf(operation, event) as CallerOf<Who>;
  const faults: Fault[] = [];
  const keyed = operation.writes === 'create' || operation.writes === 'change';
  const key = keyed ? header(event, 'idempotency-key', IdempotencyKey, messages.idempotencyKey, faults) : '';
  const ifMatch =
    operation.writes === 'change' ? header(event, 'if-match', EntityTag, messages.ifMatch, faults) : '"0"';
  const request = {
    caller,
    expectedVersion: Number(ifMatch.slice(1, -1)),
    params: part('path', operation.params, event.pathParameters ?? {}, faults),
    query: part('query', operation.query, event.queryStringParameters ?? {}, faults),
    body: part('body', operation.body, event.body, faults),
    language: languageOf(event.headers['accept-language']),
    correlationId: correlationIdOf(event),
    sourceIp: addressOf(event),
  };
  const read = () => {
    refuseFaults(faults);
    return request as Request<P, Q, B, Who>;
  };
  if (keyed && key === '') read();
  return { caller, key, read };
}

/** A request that is read at once. @throws Problem `caller-not-allowed`, or with every fault of it */
export const requestOf = <
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  O extends Schema,
  Who extends Callers,
>(
  operation: Operation<P, Q, B, O, Who>,
  event: Event,
): Request<P, Q, B, Who> => openRequest(operation, event).read();
