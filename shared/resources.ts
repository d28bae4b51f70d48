import { type PartnerId, partners } from './partners.ts';

/**
 * What a function may touch. A contract states it once; infra derives from it both the function's environment
 * and its IAM grants, and the function reads it through `environment()`. What is not stated is not there.
 */
export type Touches = {
  /** The dossier table itself. `put`, `delete`, `check` and `add` are parts of a transaction. */
  readonly table?: readonly ('get' | 'getMany' | 'query' | 'put' | 'delete' | 'check' | 'add')[];
  /** Count in the table how often somebody calls, and write nothing else of it. */
  readonly limits?: 'count';
  /** Sparse indexes of the table that are queried. */
  readonly indexes?: readonly IndexName[];
  /**
   * The bucket of documents: sign an upload, see the scan's verdict, ask for a scan again, read an object, sign an
   * opening, set the retention tag, destroy all versions for good, those of sheets too.
   */
  readonly documents?: readonly ('upload' | 'scan' | 'rescan' | 'read' | 'open' | 'tag' | 'destroy')[];
  /** Papers of our own in that bucket, under a prefix of their own: keep one, sign its opening. */
  readonly sheets?: readonly ('keep' | 'open')[];
  /** The keys by which agencies sign. */
  readonly signing?: 'sign';
  /** The bucket of seals over the log, and the key that signs them. */
  readonly seals?: 'keep';
  /** Publish to the topic of events. */
  readonly events?: 'publish';
  /** Queues of departments: know whose there are, send into them, count what lies in them and in their dead letters. */
  readonly departments?: 'know' | 'send' | 'count';
  /** Send e-mail through SES as the province's sender. */
  readonly email?: 'send';
  /** Say into which account fees are transferred. */
  readonly feeAccount?: 'tell';
  /** Parties outside whose HTTP API is called, signed with the key shared with them. */
  readonly partners?: readonly PartnerId[];
  /** The party whose signed calls it hears: follows from who may call an operation. */
  readonly hears?: PartnerId;
};

/**
 * `worklist`: dossiers of an agency whose time runs. `place`: open ones by where they lie. `owner`: dossiers of an account.
 * `due`: what waits for its time. `log`: events and readings by agency and day. `find`: dossiers by what people know of them.
 */
export type IndexName = 'worklist' | 'place' | 'owner' | 'due' | 'log' | 'find';

/** Environment variables of functions; which of them a function gets follows from what it touches. */
export type EnvironmentName =
  | 'TABLE_NAME'
  | 'DOCUMENTS_BUCKET'
  | 'SEALS_BUCKET'
  | 'SEAL_KEY'
  | 'EVENTS_TOPIC_ARN'
  | 'DEPARTMENTS'
  | 'EMAIL_SENDER'
  | 'EMAIL_CONFIGURATION_SET'
  | 'AGENCY_MAILBOXES'
  | 'FEE_ACCOUNT'
  | 'MESSAGE_TIMING'
  | `PARTNER_${Uppercase<PartnerId>}_${'URL' | 'MERCHANT' | 'USER' | 'SECRET_NAME'}`
  | 'IDENTITY'
  | 'LIMITS'
  | 'EDGE_KEY'
  | 'PUBLIC_URL'
  | 'STAGE';

/** The variable that holds where a partner is, as whom it knows us, or the name of the secret that is shared with it. */
export const partnerVariable = <What extends 'URL' | 'MERCHANT' | 'USER' | 'SECRET_NAME'>(
  partner: PartnerId,
  what: What,
) => `PARTNER_${partner.toUpperCase() as Uppercase<PartnerId>}_${what}` as const;

/** The partners whose shared key a function needs. */
export const partnersOf = ({ partners = [], hears }: Touches): readonly PartnerId[] => [
  ...new Set([...partners, ...(hears ? [hears] : [])]),
];

/**
 * The variables a function needs for what it touches. `IDENTITY` and `PUBLIC_URL` go to every function of the API,
 * `STAGE` to every worker that measures.
 */
export const environmentOf = (touches: Touches): readonly EnvironmentName[] => [
  ...(touches.table || touches.indexes || touches.limits ? (['TABLE_NAME'] as const) : []),
  ...(touches.limits ? (['LIMITS'] as const) : []),
  ...(touches.documents || touches.sheets ? (['DOCUMENTS_BUCKET'] as const) : []),
  ...(touches.seals ? (['SEALS_BUCKET', 'SEAL_KEY'] as const) : []),
  ...(touches.events ? (['EVENTS_TOPIC_ARN'] as const) : []),
  ...(touches.departments ? (['DEPARTMENTS'] as const) : []),
  ...(touches.email
    ? ([
        'EMAIL_SENDER',
        'EMAIL_CONFIGURATION_SET',
        'AGENCY_MAILBOXES',
        'MESSAGE_TIMING',
        'PUBLIC_URL',
      ] as const)
    : []),
  ...(touches.feeAccount ? (['FEE_ACCOUNT'] as const) : []),
  ...(touches.partners ?? []).flatMap((partner) => [
    partnerVariable(partner, 'URL'),
    ...('merchant' in partners[partner] ? [partnerVariable(partner, 'MERCHANT')] : []),
    ...('signsIn' in partners[partner] ? [partnerVariable(partner, 'USER')] : []),
  ]),
  ...partnersOf(touches).map((partner) => partnerVariable(partner, 'SECRET_NAME')),
];

/** Reads a variable that not every stage gives. */
export const environmentIfGiven = (name: EnvironmentName): string | undefined =>
  process.env[name] || undefined;

/** Reads a variable that the contract promises. Throws when the contract forgot to state it: a fault of ours. */
export function environment(name: EnvironmentName): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: the contract does not state what it needs it for`);
  return value;
}
