import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { AgencyCode } from '../../shared/agency/code.ts';
import { systemNow, toInstant } from '../../shared/clock.ts';
import type { SignerEntry } from '../../shared/signing/store.ts';
import { signerKey } from '../../shared/table/keys.ts';
import { command, connect, connection, Unready } from './command.ts';

type Target = {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly kms: KMSClient;
};

/**
 * Lets an agency sign with a key by the certificates that its authority has issued for it.
 * @param pem the agency's own certificate first, then those that lead to its authority
 * @throws Unready when the first certificate is for another key
 */
export async function importSigner(
  { client, tableName, kms }: Target,
  { agency, keyId, pem }: { readonly agency: string; readonly keyId: string; readonly pem: string },
): Promise<X509Certificate> {
  const chain = (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (one) => new X509Certificate(one),
  );
  const [own] = chain;
  if (!own) throw new Unready('there is no certificate in the file');
  const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
  if (!own.publicKey.export({ type: 'spki', format: 'der' }).equals(PublicKey))
    throw new Unready(`the first certificate is not for the key ${keyId}`);
  const entry: SignerEntry = {
    v: 1,
    agency,
    kind: 'kms',
    keyId,
    chain: chain.map(({ raw }) => raw.toString('base64')),
    importedAt: toInstant(systemNow()),
  };
  await client.send(new PutCommand({ TableName: tableName, Item: { ...signerKey(agency), ...entry } }));
  return own;
}

export const importSignerCommand = command({
  summary: 'Let an agency sign with its key, by the certificates that were issued for it',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    agency: AgencyCode.describe('agency that signs'),
    key: z.string('is required').min(1).describe('ARN of its key, an output of the data stack'),
    chain: z.string('is required').min(1).describe('PEM file: its certificate, then those of its authority'),
    ...connection,
  }),
  run: async ({ table, agency, key, chain, region, endpoint }) => {
    const to = { region, ...(endpoint && { endpoint }) };
    const target = { client: connect(to), tableName: table, kms: new KMSClient(to) };
    const pem = await readFile(chain, 'utf8');
    const { subject, validTo } = await importSigner(target, { agency, keyId: key, pem });
    return `${agency} signs as ${subject.replaceAll('\n', ', ')}, until ${validTo}`;
  },
});
