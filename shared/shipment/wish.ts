import * as z from 'zod';
import { KeptPostalAddress, PostalAddress } from '../applicant/address.ts';
import { StoredInstant } from '../instant.ts';

/** What the owner of a result may ask of the post that delivers it; each is a movement of the shipment. */
export const DeliveryWish = z
  .discriminatedUnion('wish', [
    z.strictObject({ wish: z.literal('redirect'), address: PostalAddress }),
    z.strictObject({ wish: z.literal('deliverAgain'), address: PostalAddress.optional() }),
    z.strictObject({ wish: z.literal('callOff') }),
  ])
  .meta({ id: 'DeliveryWish' });
export type DeliveryWish = z.infer<typeof DeliveryWish>;

export const wishKinds = ['redirect', 'deliverAgain', 'callOff'] as const satisfies DeliveryWish['wish'][];

/** The newest wish, on record before the operator is told of it, and what came of it. */
export const KeptWish = z.object({
  kind: z.enum(wishKinds),
  at: StoredInstant,
  /** The failed attempt after which it was uttered. */
  attempt: z.int().optional(),
  receiver: KeptPostalAddress.optional(),
  /** `overtaken`: the post reported something else before it was told. */
  state: z.enum(['pending', 'taken', 'refused', 'overtaken']),
});
export type KeptWish = z.infer<typeof KeptWish>;
