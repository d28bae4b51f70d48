import * as z from 'zod';
import type { LocalDate } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import {
  handOverSheetsPK,
  handOverSheetsPrefix,
  type Key,
  registersFrom,
  registersPK,
} from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { Item } from '../table/transaction.ts';
import { GREATEST_DAYS } from './contracts/open-register.ts';
import { KeptSheet } from './kept-sheet.ts';

const PlacedSheet = KeptSheet.extend({ PK: z.string(), SK: z.string() });

/** A sheet that is kept of what an agency did with many dossiers: its item, and where its file stands. */
export type KeptCopy = { readonly key: Key; readonly objectKey: string };

const copyOf = ({ PK, SK, objectKey }: z.infer<typeof PlacedSheet>): KeptCopy => ({
  key: { PK, SK },
  objectKey,
});

const placed = (items: readonly Item[]) => items.map((item) => PlacedSheet.parse(item));

/** The registers of an agency that are kept and tell what it received on a local day. */
export async function loadRegistersOf(agency: string, day: LocalDate): Promise<readonly KeptCopy[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :registers AND SK BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':registers': registersPK(agency),
      ':first': registersFrom(addDays(day, 1 - GREATEST_DAYS)),
      ':last': registersFrom(`${day}~`),
    },
  });
  return placed(items)
    .filter(({ SK }) => (/_(\d{4}-\d\d-\d\d)#/.exec(SK)?.[1] ?? '') >= day)
    .map(copyOf);
}

/** What is kept of one of its hand-over records. */
export async function loadHandOverSheets(agency: string, record: string): Promise<readonly KeptCopy[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :sheets AND begins_with(SK, :record)',
    ExpressionAttributeValues: {
      ':sheets': handOverSheetsPK(agency),
      ':record': handOverSheetsPrefix(record),
    },
  });
  return placed(items).map(copyOf);
}
