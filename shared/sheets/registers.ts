import * as z from 'zod';
import type { LocalDate } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import { type Key, registersFrom, registersPK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { GREATEST_DAYS } from './contracts/open-register.ts';
import { KeptSheet } from './kept-sheet.ts';

const PlacedRegister = KeptSheet.extend({ PK: z.string(), SK: z.string() });

/** A register that is kept: its item, and where its file stands. */
type KeptRegister = { readonly key: Key; readonly objectKey: string };

/** The registers of an agency that are kept and tell what it received on a local day. */
export async function loadRegistersOf(agency: string, day: LocalDate): Promise<readonly KeptRegister[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :registers AND SK BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':registers': registersPK(agency),
      ':first': registersFrom(addDays(day, 1 - GREATEST_DAYS)),
      ':last': registersFrom(`${day}~`),
    },
  });
  return items
    .map((item) => PlacedRegister.parse(item))
    .filter(({ SK }) => (/_(\d{4}-\d\d-\d\d)#/.exec(SK)?.[1] ?? '') >= day)
    .map(({ PK, SK, objectKey }) => ({ key: { PK, SK }, objectKey }));
}
