import { apologySheet } from './apology.ts';
import { controlSheet } from './control.ts';
import { feeReceiptSheet } from './fee-receipt.ts';
import type { DossierForm } from './forms.ts';
import { receiptSheet } from './receipt.ts';
import type { SheetRecord } from './record.ts';
import { refusalSheet } from './refusal.ts';
import type { Sheet } from './sheet.ts';
import { supplementRequestSheet } from './supplement-request.ts';

/** How each form of a dossier is made from its record, and for whom; nothing where the record does not warrant it. */
export const dossierSheets: Readonly<
  Record<
    DossierForm,
    { readonly of: (record: SheetRecord) => Sheet | undefined; readonly readers: 'all' | 'officers' }
  >
> = {
  receipt: { of: receiptSheet, readers: 'all' },
  'supplement-request': { of: supplementRequestSheet, readers: 'all' },
  refusal: { of: refusalSheet, readers: 'all' },
  apology: { of: apologySheet, readers: 'all' },
  'fee-receipt': { of: feeReceiptSheet, readers: 'all' },
  control: { of: controlSheet, readers: 'officers' },
};
