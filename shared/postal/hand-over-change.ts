import * as z from 'zod';
import { Carrier, MOST_LINES } from '../hand-over/hand-over.ts';
import { CountedPaper, MOST_COUNTED } from '../procedure/counted.ts';

export const dossierIds = z.array(z.uuid()).min(1).max(MOST_LINES);

/** What the desk does with a record. */
export const HandOverChange = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('add'), dossierIds }),
    z.strictObject({ action: z.literal('remove'), dossierIds }),
    /** Desk and carrier count what came in of one dossier, and look at its seal. */
    z.strictObject({
      action: z.literal('count'),
      dossierId: z.uuid(),
      papers: z.array(CountedPaper).max(MOST_COUNTED),
      sealIntact: z.boolean(),
    }),
    z.strictObject({ action: z.literal('sign') }),
    /** The carrier signs before the officer, who notes the name and the number of the card. */
    z.strictObject({ action: z.literal('countersign'), carrier: Carrier.strict() }),
    z.strictObject({ action: z.literal('discard') }),
  ])
  .meta({ id: 'HandOverChange' });
export type HandOverChange = z.infer<typeof HandOverChange>;
