import { accountPK, CONSENT_PREFIX, consentKey } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Write } from '../table/transaction.ts';
import { Consent } from './consent.ts';

/** All that an account has ever agreed to or withdrawn: of each purpose the oldest first. */
export async function loadConsents(subject: string): Promise<readonly Consent[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :account AND begins_with(SK, :consents)',
    ExpressionAttributeValues: { ':account': accountPK(subject), ':consents': CONSENT_PREFIX },
    ConsistentRead: true,
  });
  return items.map((item) => Consent.parse(item));
}

/** One more: of two at once that were said on the same, one is written down. */
export const putConsent = (subject: string, consent: Consent): Write => ({
  put: { ...consentKey(subject, consent.purpose, consent.number), ...consent },
  when: absent,
});
