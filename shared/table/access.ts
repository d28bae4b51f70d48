import * as z from 'zod';
import { Subject } from '../actor.ts';

/** Who may see a part of a dossier stands on its item, so that a query can ask for the caller's own. */
export const Access = z.object({
  /** Subject of the account that filed, or whom papers name. */
  owner: Subject,
  /** Subject of the account that filed for the owner. */
  proxy: Subject.optional(),
  /** The deciding agency; absent until it is filed. */
  agency: z.string().optional(),
  /** The agency whose desk takes it in, where that is known before or is another one. */
  receiving: z.string().optional(),
  /** Epoch seconds: what is never filed is forgotten. */
  expiresAt: z.int().optional(),
});
export type Access = z.infer<typeof Access>;
