import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { SignerEntry } from '../../shared/signing/store.ts';
import { signerKey } from '../../shared/table/keys.ts';
import { agencyKey } from './agency-key.ts';
import type { TestTable } from './dynamodb.ts';

const Asked = z.object({ KeyId: z.literal('key-of-justice'), Message: z.base64() });

/** Lets Sở Tư pháp sign: a key service that the KMS clients of functions are pointed at, and its entry in the table. */
export async function startKeyService({
  client,
  tableName,
}: TestTable): Promise<{ stop: () => Promise<void> }> {
  const { signer } = agencyKey();
  const server = createServer(async (request, response) => {
    const { Message } = Asked.parse(await json(request));
    const signature = Buffer.from(await signer.sign(Buffer.from(Message, 'base64')));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ Signature: signature.toString('base64') }));
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the key service listens on no port');
  process.env.AWS_ENDPOINT_URL_KMS = `http://127.0.0.1:${address.port}`;
  const entry = {
    v: 1,
    agency: 'H25.03',
    kind: 'kms',
    keyId: 'key-of-justice',
    chain: signer.chain.map((der) => Buffer.from(der).toString('base64')),
    importedAt: '2021-10-01T00:00:00.000Z',
  } satisfies z.input<typeof SignerEntry>;
  await client.send(new PutCommand({ TableName: tableName, Item: { ...signerKey('H25.03'), ...entry } }));
  return {
    stop: async () => {
      server.close();
      await client.send(new DeleteCommand({ TableName: tableName, Key: signerKey('H25.03') }));
    },
  };
}
