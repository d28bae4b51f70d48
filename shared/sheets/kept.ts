import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { table } from '../aws.ts';
import { type Now, toInstant } from '../clock.ts';
import { signOpening } from '../document/opening.ts';
import { keepOwnPdf } from '../document/own.ts';
import { environment } from '../resources.ts';
import type { Key } from '../table/keys.ts';
import { absent, commit } from '../table/transaction.ts';
import { sheetForms } from './forms.ts';
import { KeptSheet } from './kept-sheet.ts';
import type { Sheet } from './sheet.ts';
import type { SheetOpening } from './sheet-opening.ts';

/** Makes a sheet into a PDF. */
export type Render = (sheet: Sheet) => Promise<Uint8Array>;

/** Puts the agency's signature to a PDF; what comes back is kept and given out. */
export type Sign = (pdf: Uint8Array) => Promise<Uint8Array>;

/** Where a sheet is kept, by the digest of what it says: another text is another edition. */
export type Shelf = {
  readonly key: (edition: string) => Key;
  /** Below the prefix of sheets; ids only, nothing a person typed. */
  readonly folder: string;
  /** What the file is called after its title, by whoever saves it. */
  readonly about: string;
};

/** Another call has kept the same edition first: its bytes are the ones. */
class KeptBefore extends Error {
  readonly kept: KeptSheet;
  constructor(kept: KeptSheet) {
    super('kept before');
    this.kept = kept;
  }
}

async function loadKept(key: Key): Promise<KeptSheet | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: key, ConsistentRead: true }),
  );
  return Item && KeptSheet.parse(Item);
}

/** Stores the bytes, and then that they are the ones: of two at once the second finds the first. */
async function keep(
  key: Key,
  place: string,
  pdf: Uint8Array,
  { now, isDraft }: { readonly now: Now } & Pick<Sheet, 'isDraft'>,
): Promise<KeptSheet> {
  const file = await keepOwnPdf(place, pdf);
  const kept = { v: 1 as const, ...file, madeAt: toInstant(now()), ...(isDraft && { isDraft }) };
  try {
    const refused = (current: unknown) => new KeptBefore(KeptSheet.parse(current));
    await commit([{ put: { ...key, ...kept }, when: absent, refused }]);
    return kept;
  } catch (error) {
    if (error instanceof KeptBefore) return error.kept;
    throw error;
  }
}

/** Opens a sheet: the file that was kept of it, or one that is made, signed unless it is a draft, and kept now. */
export async function openKept(
  sheet: Sheet,
  { key, folder, about }: Shelf,
  { render, sign, now }: { readonly render: Render; readonly sign: Sign; readonly now: Now },
): Promise<SheetOpening> {
  const edition = createHash('sha256').update(JSON.stringify(sheet)).digest('hex');
  const item = key(edition);
  const place = `${folder}/${sheet.form}-${edition}`;
  const { isDraft } = sheet;
  const make = async () => {
    const pdf = await render(sheet);
    return isDraft ? pdf : sign(pdf);
  };
  const kept = (await loadKept(item)) ?? (await keep(item, place, await make(), { now, isDraft }));
  const opening = await signOpening({
    key: kept.objectKey,
    version: kept.objectVersion,
    contentType: 'application/pdf',
    name: `${sheetForms[sheet.form].title} ${about}.pdf`,
  });
  return { ...opening, sha256: kept.sha256, sizeBytes: kept.sizeBytes };
}
