import * as z from 'zod';
import { RefundReason } from './refund.ts';

const refund = {
  /** The number of the attempt that brought the money. */
  attempt: z.int(),
  /** In đồng. */
  amountVnd: z.int(),
  refundReason: RefundReason,
};

/** What the events of a refund tell beyond what every event of its dossier tells. */
export const refundEvents = {
  /** Money came that settles nothing: it goes back. */
  'refund.owed': refund,
  'refund.returned': refund,
  /** Its provider does not return it: the agency will. */
  'refund.refused': refund,
};
