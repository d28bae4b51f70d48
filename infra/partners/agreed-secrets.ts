import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type PartnerId, partnerIds } from '../../shared/partners.ts';
import type { State } from './state.ts';

const Agreed = z.record(z.enum(partnerIds), z.string());
const Kept = z.partialRecord(z.enum(partnerIds), z.string()).default({});

/** The key that each stand-in has agreed on with the province, the same in every run. */
export function agreedSecrets(state: State): Readonly<Record<PartnerId, string>> {
  const kept = Kept.parse(state.read());
  const agreed = Agreed.parse(
    Object.fromEntries(partnerIds.map((id) => [id, kept[id] ?? randomBytes(32).toString('hex')])),
  );
  state.write(agreed);
  return agreed;
}
