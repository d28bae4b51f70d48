/**
 * What a function may touch. A contract states it once; infra derives from it both the function's environment
 * and its IAM grants, and the function reads it through `environment()`. What is not stated is not there.
 */
export type Touches = {
  /** The dossier table itself. `put`, `delete` and `check` are parts of a transaction. */
  readonly table?: readonly ('get' | 'query' | 'put' | 'delete' | 'check')[];
  /** Sparse indexes of the table that are queried. */
  readonly indexes?: readonly IndexName[];
  /** The bucket of documents: sign an upload, see the scan's verdict, read an object, sign an opening, set the retention tag. */
  readonly documents?: readonly ('upload' | 'scan' | 'read' | 'open' | 'tag')[];
  /** Publish to the topic of events. */
  readonly events?: 'publish';
  /** Send e-mail through SES as the province's sender. */
  readonly email?: 'send';
  /** Secrets of Secrets Manager, by the name that settings give them. */
  readonly secrets?: readonly SecretName[];
  /** Parties outside whose HTTP API is called. */
  readonly partners?: readonly PartnerName[];
};

/**
 * `worklist`, `status`: open dossiers of an agency, whole and by status. `owner`: dossiers of an account.
 * `due`: what waits for its time. `log`: events and readings by agency and day.
 */
export type IndexName = 'worklist' | 'status' | 'owner' | 'due' | 'log';

/** `postal`: the key shared with the postal operator, for our orders and its callbacks. */
export type SecretName = 'postal';

/** `postal`: the public postal operator (bưu chính công ích). */
export type PartnerName = 'postal';

/** Environment variables of functions; which of them a function gets follows from what it touches. */
export type EnvironmentName =
  | 'TABLE_NAME'
  | 'DOCUMENTS_BUCKET'
  | 'EVENTS_TOPIC_ARN'
  | 'EMAIL_SENDER'
  | 'POSTAL_URL'
  | 'POSTAL_SECRET_ID'
  | 'IDENTITY'
  | 'PUBLIC_URL';

/** The variables a function needs for what it touches. `IDENTITY` and `PUBLIC_URL` go to every function of the API. */
export const environmentOf = (touches: Touches): readonly EnvironmentName[] => [
  ...(touches.table || touches.indexes ? (['TABLE_NAME'] as const) : []),
  ...(touches.documents ? (['DOCUMENTS_BUCKET'] as const) : []),
  ...(touches.events ? (['EVENTS_TOPIC_ARN'] as const) : []),
  ...(touches.email ? (['EMAIL_SENDER', 'PUBLIC_URL'] as const) : []),
  ...(touches.partners?.includes('postal') ? (['POSTAL_URL'] as const) : []),
  ...(touches.secrets?.includes('postal') ? (['POSTAL_SECRET_ID'] as const) : []),
];

/** Reads a variable that the contract promises. Throws when the contract forgot to state it: a fault of ours. */
export function environment(name: EnvironmentName): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: the contract does not state what it needs it for`);
  return value;
}
