import * as z from 'zod';
import { Opening, Sha256 } from '../document/document.ts';

/** Where a sheet can be fetched for a short time, and what it must then be. */
export const SheetOpening = Opening.extend({ sha256: Sha256, sizeBytes: z.int() }).meta({
  id: 'SheetOpening',
});
export type SheetOpening = z.infer<typeof SheetOpening>;
