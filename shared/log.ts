import { Logger } from '@aws-lambda-powertools/logger';

/** One logger for a container. Fields are allow-listed where they are logged: no names, ids of persons, tokens or bodies. */
export const logger = new Logger({ serviceName: 'motcua' });

/** What can be read in the logs, by a stable code: searches, metric filters and the runbook name these. */
export type LogCode =
  | 'REQUEST_ANSWERED'
  | 'REQUEST_REFUSED'
  | 'REQUEST_FAILED'
  | 'EVENT_PUBLISHED'
  | 'EVENT_FAILED'
  | 'EVENT_CONSUMED'
  | 'DOCUMENT_EXAMINED'
  | 'DOCUMENTS_SWEPT'
  | 'NOTIFICATION_SENT'
  | 'NOTIFICATION_SKIPPED'
  | 'POSTAL_OPERATOR_TOLD'
  | 'POSTAL_OPERATOR_FAILED'
  | 'DELIVERIES_RETRIED'
  | 'SHIPMENT_MOVED'
  | 'DOCUMENTS_KEPT';

export const log = {
  info: (code: LogCode, fields: Readonly<Record<string, string | number | boolean | undefined>> = {}) =>
    logger.info(code, fields),
  warn: (code: LogCode, fields: Readonly<Record<string, string | number | boolean | undefined>> = {}) =>
    logger.warn(code, fields),
  error: (
    code: LogCode,
    error: unknown,
    fields: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ) => logger.error(code, { ...fields, error: error instanceof Error ? error : new Error(String(error)) }),
};
