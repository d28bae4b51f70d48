import * as z from 'zod';

/** Who may see a part of a dossier stands on its item, so that a query can ask for the caller's own. */
export const Access = z.object({
  /** Subject of the account that filed. */
  owner: z.string(),
  /** The deciding agency; absent while only the owner knows of it. */
  agency: z.string().optional(),
  /** Epoch seconds: what is never filed is forgotten. */
  expiresAt: z.int().optional(),
});
export type Access = z.infer<typeof Access>;
