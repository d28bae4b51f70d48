import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { table } from '../aws.ts';
import { environment } from '../resources.ts';
import { loadItems } from '../table/batch.ts';
import { dossierKey, holdKey } from '../table/keys.ts';
import { absent, type Refused, type Write } from '../table/transaction.ts';
import { Hold } from './hold.ts';

/** The hold of a dossier, also one that was lifted, or undefined. Read consistently. */
export async function loadHold(dossierId: string): Promise<Hold | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: holdKey(dossierId), ConsistentRead: true }),
  );
  return Item && Hold.parse(Item);
}

/** Which of these dossiers are held, as of a moment ago. */
export async function loadHeld(dossierIds: readonly string[]): Promise<ReadonlySet<string>> {
  const holds = (await loadItems(dossierIds.map(holdKey))).map((item) => Hold.parse(item));
  return new Set(holds.flatMap(({ dossierId, held }) => (held ? [dossierId] : [])));
}

/** A hold in the place of the one that was read. */
export const putHold = (before: Hold | undefined, after: Hold): Write => ({
  put: { ...holdKey(after.dossierId), ...after },
  when: before ? { expression: 'version = :version', values: { ':version': before.version } } : absent,
});

/** That a dossier is there and filed while its hold changes: only so is a hold on time. */
export const filedStill = (dossierId: string, refused: Refused): readonly Write[] => [
  { check: dossierKey(dossierId), when: { expression: 'attribute_exists(agency)' }, refused },
];

/** That a dossier is not held at the moment in which it is destroyed. */
export const notHeld = (dossierId: string, refused: Refused): readonly Write[] => [
  {
    check: holdKey(dossierId),
    when: {
      expression: 'attribute_not_exists(PK) OR held = :no',
      values: { ':no': false },
    },
    refused,
  },
];
