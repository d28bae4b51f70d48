import { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import { withoutTraces } from './personal.ts';

/** One logger for a container. Fields are allow-listed where they are logged: no names, ids of persons, tokens or bodies. */
export const logger = new Logger({ serviceName: 'motcua' });

/** What AWS says of a call that failed. */
const Metadata = z.object({
  $metadata: z.object({ requestId: z.string().optional(), httpStatusCode: z.number().optional() }),
});

/** An error as it may be logged: all that an operator needs of it and of what caused it, and nothing of a person. */
function reported(error: unknown): object {
  if (!(error instanceof Error)) return { name: 'unknown', message: withoutTraces(String(error)) };
  const aws = Metadata.safeParse(error).data?.$metadata;
  return {
    name: error.name,
    message: withoutTraces(error.message),
    stack: withoutTraces(error.stack ?? ''),
    ...(aws && { requestId: aws.requestId, httpStatus: aws.httpStatusCode }),
    ...(error instanceof AggregateError && { errors: error.errors.map(reported) }),
    ...(error.cause !== undefined && { cause: reported(error.cause) }),
  };
}

/** What can be read in the logs, by a stable code: searches, metric filters and the runbook name these. */
export type LogCode =
  | 'REQUEST_ANSWERED'
  | 'REQUEST_REFUSED'
  | 'REQUEST_FAILED'
  | 'LISTING_NOT_RELOADED'
  | 'EVENT_PUBLISHED'
  | 'EVENT_FAILED'
  | 'EVENT_CONSUMED'
  | 'DOCUMENT_EXAMINED'
  | 'SCAN_FAILED'
  | 'DOCUMENTS_SWEPT'
  | 'NOTIFICATION_SENT'
  | 'NOTIFICATION_SKIPPED'
  | 'DIGESTS_SENT'
  | 'POSTAL_OPERATOR_TOLD'
  | 'POSTAL_OPERATOR_FAILED'
  | 'ITEM_CODES_SPENT'
  | 'DELIVERIES_RETRIED'
  | 'SHIPMENT_MOVED'
  | 'SHIPMENT_LOOKED_FOR'
  | 'CONSIGNMENT_MOVED'
  | 'CONSIGNMENT_LOOKED_FOR'
  | 'DOCUMENTS_KEPT'
  | 'DATA_DELETED'
  | 'DOSSIERS_DESTROYED'
  | 'CLOCK_STRUCK'
  | 'LOG_SEALED'
  | 'READINGS_UNUSUAL'
  | 'EXPORT_WENT_ON'
  | 'PAYMENT_REPORTED'
  | 'REPORT_FAILED'
  | 'PROVIDER_FAILED'
  | 'PAYMENTS_FOLLOWED'
  | 'PAYMENTS_RECONCILED'
  | 'PORTAL_SYNCED'
  | 'PORTAL_FAILED'
  | 'PORTAL_COMPARED';

export const log = {
  info: (code: LogCode, fields: Readonly<Record<string, string | number | boolean | undefined>> = {}) =>
    logger.info(code, fields),
  warn: (code: LogCode, fields: Readonly<Record<string, string | number | boolean | undefined>> = {}) =>
    logger.warn(code, fields),
  error: (
    code: LogCode,
    error: unknown,
    fields: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ) => logger.error(code, { ...fields, error: reported(error) }),
};
