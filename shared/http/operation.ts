import type * as z from 'zod';
import type { PartnerId } from '../partners.ts';
import type { Touches } from '../resources.ts';
import type { Text } from '../text.ts';
import type { ProblemCode } from './problems.ts';

/**
 * Roles of officers (NĐ 61/2018 Điều 11, 17-20): desk, case, head of division or agency, control of procedures; and the
 * account of a department's own system, which hears of its dossiers and does nothing with them.
 */
export const officerRoles = [
  'deskOfficer',
  'caseOfficer',
  'agencyLeader',
  'procedureControl',
  'departmentSystem',
] as const;
export type OfficerRole = (typeof officerRoles)[number];

/**
 * Who may call an operation at all; whose dossier it is, is decided by the key or condition of the use case.
 * `public` needs no token. A partner signs its body instead of bearing a token.
 */
export type Callers =
  | 'public'
  | { readonly partner: PartnerId }
  | { readonly applicants: true; readonly officers?: readonly OfficerRole[] }
  | { readonly applicants?: true; readonly officers: readonly OfficerRole[] };

/** The areas of the API: each is a folder of `functions/` and a tag of the OpenAPI description. */
export type Area =
  | 'catalogue'
  | 'filing'
  | 'desk'
  | 'feed'
  | 'sheets'
  | 'issuing'
  | 'verification'
  | 'control'
  | 'tracking'
  | 'notification'
  | 'postal'
  | 'portal'
  | 'statistics'
  | 'paying'
  | 'retention'
  | 'rights'
  | 'reference';

/** Media types of answers that stand in a file made by the build, and are passed on as they are. */
export type RawContent = 'application/json' | 'text/html; charset=utf-8' | 'text/javascript; charset=utf-8';

/**
 * How a call is kept from taking effect twice and from overwriting what the caller has not seen.
 * `create`: `Idempotency-Key`. `change`: `Idempotency-Key` and `If-Match` with the dossier's ETag.
 * `callback`: a partner's call, once per `eventId` of its body. `report`: a partner's call in a format of its own, which
 * changes nothing a second time, and is told everything, also what is wrong with it, with status 200.
 */
export type Writes = 'create' | 'change' | 'callback' | 'report';

/** What calls are limited by: the settings say how many of each. */
export type CallLimit = 'call' | 'upload';

type Schema = z.ZodType | undefined;

/** One operation of the API: the only place that says what it is called, who may call it, and what it may touch. */
export type Operation<
  Params extends Schema = Schema,
  Query extends Schema = Schema,
  Body extends Schema = Schema,
  Output extends Schema = Schema,
  Who extends Callers = Callers,
> = {
  /** Kebab-case verb and noun: the function is `functions/<area>/<id>.ts`, the operationId its camelCase. */
  readonly id: string;
  readonly area: Area;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with `{parameters}`, as API Gateway writes it. */
  readonly path: `/${string}`;
  readonly summary: Text;
  /** A paragraph in English for the API reference. */
  readonly description?: string;
  readonly callers: Who;
  /** Whether the agency in its path is to be the caller's own: of another it tells nobody anything. */
  readonly ownAgency?: true;
  readonly writes?: Writes;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly status: 200 | 201 | 204;
  readonly output?: Output;
  /** In place of `output`: the use case answers with a text, or with bytes, of this media type. */
  readonly content?: RawContent;
  /**
   * Whether the answer is a table too, for who asks for CSV or XLSX by the query's `format`; a long one in parts, of which each says
   * by a `Link` where the next is (RFC 8288).
   */
  readonly spreadsheet?: 'whole' | 'inParts';
  /** Whether the answer carries the dossier's ETag. */
  readonly etag?: true;
  /** Problems this operation can answer with, beyond those that follow from its shape. */
  readonly problems: readonly ProblemCode[];
  readonly touches: Touches;
  /** How often one caller may call: who needs no token and asks the table is limited anyway. */
  readonly limit?: CallLimit;
  /**
   * Longest run in seconds; API Gateway itself waits 30.
   * @default 10: two attempts of the AWS clients, which give up after three seconds
   */
  readonly timeoutSeconds?: number;
  /** Examples by title for the API reference; each is checked against the schemas when the description is made. */
  readonly examples?: { readonly request?: unknown; readonly response?: unknown };
};

/** States an operation; its type keeps the schemas, so that the use case is typed by them. What the wrapper needs is added. */
export const operation = <
  const Who extends Callers,
  Params extends Schema = undefined,
  Query extends Schema = undefined,
  Body extends Schema = undefined,
  Output extends Schema = undefined,
>(
  contract: Operation<Params, Query, Body, Output, Who>,
): Operation<Params, Query, Body, Output, Who> => {
  const limit = contract.limit ?? (isOpen(contract) ? 'call' : undefined);
  return { ...contract, ...(limit && { limit }), touches: allTouchesOf({ ...contract, limit }) };
};

/** Whether an operation lets anybody ask the table. */
const isOpen = ({ callers, touches }: Pick<Operation, 'callers' | 'touches'>): boolean =>
  callers === 'public' && (touches.table ?? touches.indexes) !== undefined;

/** The partner that an operation hears, if it is one's to call. */
export const partnerOf = (callers: Callers): PartnerId | undefined =>
  typeof callers === 'object' && 'partner' in callers ? callers.partner : undefined;

/** What a use case touches, and what the wrapper needs besides: the kept answer of a change, a partner's key, the count of calls. */
function allTouchesOf({
  touches,
  writes,
  callers,
  limit,
}: Pick<Operation, 'touches' | 'writes' | 'callers'> & { readonly limit: CallLimit | undefined }): Touches {
  const hears = partnerOf(callers);
  return {
    ...touches,
    ...(writes && { table: [...new Set([...(touches.table ?? []), 'get', 'put'] as const)] }),
    ...(hears && { hears }),
    ...(limit && { limits: 'count' as const }),
  };
}

/** Largest body of a call, in bytes: forms are small, files go straight to S3. API Gateway itself ends at 10 MB. */
export const BODY_LIMIT_BYTES = 256 * 1024;
