import * as z from 'zod';
import type { PublicActor } from '../actor.ts';
import { partners } from '../partners.ts';
import { CollectorId } from './attempt.ts';

/** How a fee is paid: at the desk, into the account for fees, through a provider, or to the post that brings the result. */
export const WayToPay = z.enum(['cash', 'transfer', 'online', 'post']);
export type WayToPay = z.infer<typeof WayToPay>;

const waysThrough = { onDelivery: 'post', account: 'transfer', online: 'online' } as const;

/**
 * How a fee was paid, by whose word it was: a desk has it in cash, and what another officer matches with its dossier was
 * transferred; a worker of ours has asked its provider.
 */
export function wayToPay({ kind, role, partner }: PublicActor): WayToPay {
  const collector = CollectorId.safeParse(partner).data;
  if (collector) return waysThrough[partners[collector].merchant];
  if (kind === 'officer') return role === 'deskOfficer' ? 'cash' : 'transfer';
  return 'online';
}
