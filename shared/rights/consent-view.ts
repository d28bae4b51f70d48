import * as z from 'zod';
import { withVietnamOffset } from '../clock.ts';
import { Consent, isInForce, lastSaid, Purpose, purposes, wordingOf } from '../consent/consent.ts';
import { KeptText } from '../text.ts';

export const CONSENTS_PATH = '/v1/me/consents';

const localTime = z.iso.datetime({ offset: true });

/** What rests on one's consent, and what one has said to it: complete, so that it can be kept and printed as the proof. */
export const ConsentView = z
  .object({
    purpose: Purpose,
    /** Whether it is agreed to now; without that nothing is done for this purpose. */
    inForce: z.boolean(),
    /** The wording of today, which is to be named when it is agreed to. */
    version: z.int(),
    text: KeptText,
    /** What withdrawal does, and what it does not undo. */
    withdrawal: KeptText,
    /** All that was ever said, oldest first. */
    history: z.array(Consent.pick({ state: true, version: true }).extend({ at: localTime })),
  })
  .meta({ id: 'Consent' });
export type ConsentView = z.infer<typeof ConsentView>;

export const viewOfConsent = (consents: readonly Consent[], purpose: Purpose): ConsentView => {
  const { version, text, withdrawal } = wordingOf(purpose);
  return {
    purpose,
    inForce: isInForce(lastSaid(consents, purpose)),
    version,
    text,
    withdrawal,
    history: consents
      .filter((one) => one.purpose === purpose)
      .map((one) => ({ state: one.state, version: one.version, at: withVietnamOffset(one.at) })),
  };
};

export const viewOfConsents = (consents: readonly Consent[]): readonly ConsentView[] =>
  purposes.map((purpose) => viewOfConsent(consents, purpose));
