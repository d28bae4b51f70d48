import { GetObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { caller, region } from '../../infra/settings/province.ts';
import { kms, parameters, s3, sqs, table } from '../../shared/aws.ts';
import { type PartnerId, partnerIds } from '../../shared/partners.ts';
import { partnerVariable } from '../../shared/resources.ts';
import { agencyKey } from '../support/agency-key.ts';
import { boundless } from '../support/boundless.ts';
import { aQueue, departments } from '../support/departments.ts';
import { feeAccount } from '../support/fee-account.ts';
import { aPage } from '../support/pages.ts';
import { MemoryTable } from './memory-table.ts';

/** The key shared with a partner: none is another's. */
export const sharedKeyOf = (partner: PartnerId): string => `khóa chung với ${partner}`;

const environment = {
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  TABLE_NAME: 'memory',
  DOCUMENTS_BUCKET: 'documents',
  PUBLIC_URL: 'https://api.example.vn',
  IDENTITY: JSON.stringify(caller),
  LIMITS: JSON.stringify(boundless),
  FEE_ACCOUNT: feeAccount,
  DEPARTMENTS: departments('H25.03'),
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  ...Object.fromEntries(
    partnerIds.flatMap((partner) => [
      [partnerVariable(partner, 'SECRET_NAME'), partner],
      // Nobody listens there.
      [partnerVariable(partner, 'URL'), 'http://127.0.0.1:9'],
      [partnerVariable(partner, 'MERCHANT'), 'HANAM001'],
      [partnerVariable(partner, 'USER'), 'hanam'],
    ]),
  ),
};

/** All of AWS that the functions of the API ask, in this process's memory. */
export type MemoryAws = {
  readonly table: MemoryTable;
  /** The certificates of the one key there is, as the table keeps them of who signs by it. */
  readonly chain: readonly string[];
};

/** Lets the clients of this process's functions be answered at once. @param tableInput as the template states the table */
export async function startMemoryAws(
  tableInput: ConstructorParameters<typeof MemoryTable>[0],
): Promise<MemoryAws> {
  Object.assign(process.env, environment);
  const memory = new MemoryTable(tableInput);
  const { signer } = agencyKey();
  const page = await aPage(true);
  let versions = 0;
  const answers = [
    [table, (command: object) => memory.send(command)],
    [
      parameters,
      async ({ input }: { input: { Name: PartnerId } }) => ({
        Parameter: { Value: sharedKeyOf(input.Name) },
      }),
    ],
    [
      sqs,
      async (command: object) =>
        command instanceof GetQueueAttributesCommand ? { Attributes: aQueue } : { MessageId: 'message' },
    ],
    [
      kms,
      async (command: { input: { Message: Uint8Array } }) => ({
        Signature: await signer.sign(command.input.Message),
      }),
    ],
    [
      s3,
      async (command: object) => {
        if (command instanceof GetObjectCommand) return { Body: { transformToByteArray: async () => page } };
        versions += 1;
        return { VersionId: `version-${versions}` };
      },
    ],
  ] as const;
  for (const [client, send] of answers) Object.assign(client, { send });
  return { table: memory, chain: signer.chain.map((der) => Buffer.from(der).toString('base64')) };
}
