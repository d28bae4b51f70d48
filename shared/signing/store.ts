import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { StoredInstant } from '../instant.ts';
import { environment } from '../resources.ts';
import { signerKey } from '../table/keys.ts';
import { kmsSigner } from './kms.ts';
import type { Signer } from './signer.ts';

/** By what an agency signs: written by `npm run ops -- import-signer`, and anew when its certificate is. */
export const SignerEntry = z.object({
  v: z.literal(1),
  agency: z.string(),
  kind: z.literal('kms'),
  keyId: z.string(),
  /** DER in base64, the agency's own certificate first. */
  chain: z.array(z.base64()).min(1),
  importedAt: StoredInstant,
});
export type SignerEntry = z.infer<typeof SignerEntry>;

/** Who signs for an agency, or undefined as long as it has no key. */
export async function loadSigner(agency: string): Promise<Signer | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: signerKey(agency) }),
  );
  if (!Item) return undefined;
  const { keyId, chain } = SignerEntry.parse(Item);
  return kmsSigner(
    keyId,
    chain.map((certificate) => Buffer.from(certificate, 'base64')),
  );
}
