import { partnerSecret } from './partner-secret.ts';
import type { PartnerId } from './partners.ts';
import { environment, partnerVariable } from './resources.ts';
import { signatureHeaders } from './signature.ts';

/** Where a partner is that is called by HTTP, and the key shared with it. */
export type PartnerLine = { readonly url: string; readonly secret: string; readonly now: Date };

/** The line to a partner at this moment. */
export const lineToPartner = async (partner: PartnerId, now: Date): Promise<PartnerLine> => ({
  url: environment(partnerVariable(partner, 'URL')),
  secret: await partnerSecret(partner, now),
  now,
});

/** Longest wait for a partner: who waits in vain tries again later. */
const TIMEOUT_MS = 10_000;

/** Calls a partner, signed. @param signed the body; of a call without one the path */
export const callSigned = (
  path: string,
  signed: string,
  said: RequestInit,
  { url, secret, now }: PartnerLine,
): Promise<Response> =>
  fetch(`${url}${path}`, {
    ...said,
    headers: { ...said.headers, ...signatureHeaders(secret, signed, now) },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });

/** Sends a partner, signed, what it takes once for each key, however often it comes. */
export const sendSigned = (
  path: string,
  key: string,
  content: object,
  line: PartnerLine,
): Promise<Response> => {
  const body = JSON.stringify(content);
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  return callSigned(path, body, { method: 'POST', headers, body }, line);
};
