import * as z from 'zod';
import { OwnFile } from '../document/own.ts';
import { StoredInstant } from '../instant.ts';
import { dossierPK, feeReceiptSheetsPrefix, SHEET_PREFIX } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { Item } from '../table/transaction.ts';
import { dossierForms } from './forms.ts';

/** A sheet that was made. */
export const KeptSheet = OwnFile.extend({
  v: z.literal(1),
  madeAt: StoredInstant,
  /** Of what nobody has decided yet: it stands for nothing. */
  isDraft: z.literal(true).optional(),
});
export type KeptSheet = z.infer<typeof KeptSheet>;

/** The sheet among those whose keys begin so that was given out as a file of this hash, or undefined. */
async function findKept(dossierId: string, prefix: string, sha256: string): Promise<Item | undefined> {
  const [item] = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :sheets)',
    FilterExpression: 'sha256 = :sha256 AND attribute_not_exists(isDraft)',
    ExpressionAttributeValues: {
      ':dossier': dossierPK(dossierId),
      ':sheets': prefix,
      ':sha256': sha256,
    },
  });
  return item;
}

/** With the form that its key names. */
const PlacedSheet = KeptSheet.extend({
  SK: z
    .string()
    .transform((key) => key.split('#')[1])
    .pipe(z.enum(dossierForms)),
});

/** The form of a dossier that was given out as a file of this hash, or undefined. */
export async function findKeptSheet(dossierId: string, sha256: string) {
  const item = await findKept(dossierId, SHEET_PREFIX, sha256);
  if (!item) return undefined;
  const { SK: form, madeAt } = PlacedSheet.parse(item);
  return { form, madeAt };
}

/** Whether this receipt of a fee was given out as a file of this hash. */
export const isKeptReceipt = async (dossierId: string, code: string, sha256: string): Promise<boolean> =>
  (await findKept(dossierId, feeReceiptSheetsPrefix(code), sha256)) !== undefined;
