import * as z from 'zod';
import { environment } from '../resources.ts';

/** Where agencies are written to, by their codes: those that want their warnings by e-mail too. */
export const Mailboxes = z.record(z.string().regex(/^H\d{2}\.\d{2}$/), z.email());

/** As the settings of the stage state them. */
export const mailboxes = (): z.infer<typeof Mailboxes> =>
  Mailboxes.parse(JSON.parse(environment('AGENCY_MAILBOXES')));

/** The mailbox of an agency, if it has one. */
export const mailboxOf = (agency: string): string | undefined => mailboxes()[agency];
