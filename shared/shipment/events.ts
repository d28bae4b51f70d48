import * as z from 'zod';
import { wishKinds } from './wish.ts';

const shipment = { reference: z.string(), itemCode: z.string(), shipmentStatus: z.string() };

/** What the events of a shipment tell beyond what every event of its dossier tells. */
export const shipmentEvents = {
  'shipment.ordered': shipment,
  /** Its owner asks the post for something else. */
  'shipment.instructed': { ...shipment, wish: z.enum(wishKinds) },
  'shipment.moved': {
    ...shipment,
    /** Delivery attempts so far. */
    attempts: z.int(),
    reason: z.string().optional(),
  },
};
