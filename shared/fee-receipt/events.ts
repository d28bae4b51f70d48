import * as z from 'zod';

/** What the event of a receipt tells beyond what every event of its dossier tells. */
export const feeReceiptEvents = {
  /** The fee was not owed: the desk has given the money back. */
  'fee-receipt.cancelled': {
    receiptNo: z.string(),
    /** In đồng. */
    amountVnd: z.int(),
  },
};
