import * as z from 'zod';
import { Subject } from '../actor.ts';
import type { Access } from '../table/access.ts';
import { loadIndexed } from '../table/batch.ts';
import { logPK, numberInLog, resultKey, resultsPK, reusedKey } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Refused, type Write } from '../table/transaction.ts';
import { type Numbered, numberedBy } from './code.ts';
import { Result } from './result.ts';

/** In the register of its agency and year by its number; once it is given out, among those of its owner. */
const itemOf = (result: Result, access: Access) => ({
  ...resultKey(result.dossierId, result.code),
  ...result,
  ...access,
  logPK: logPK('RESULT', result.agency, String(result.year)),
  logSK: numberInLog(result.number),
  ...(result.releasedAt && {
    ownerPK: resultsPK(access.owner),
    ownerSK: `${result.signedAt}#${result.code}`,
  }),
});

/** A new result. */
export const putResult = (result: Result, access: Access): Write => ({
  put: itemOf(result, access),
  when: absent,
});

/** A result that nobody has released or ended since it was read. */
export const putChangedResult = (before: Result, after: Result, access: Access): Write => ({
  put: itemOf(after, access),
  when: {
    expression: `attribute_not_exists(#end) AND ${before.releasedAt ? 'releasedAt = :before' : 'attribute_not_exists(releasedAt)'}`,
    names: { '#end': 'end' },
    ...(before.releasedAt && { values: { ':before': before.releasedAt } }),
  },
});

/** A result that a change relies on, and what is said when it does not hold. */
type ReliedOn = { readonly dossierId: string; readonly code: string; readonly refused: Refused };

/** That results still hold at the moment of a change, each looked at once. */
export const resultsHold = (results: readonly ReliedOn[]): readonly Write[] =>
  [...new Map(results.map((result) => [result.code, result])).values()].map(
    ({ dossierId, code, refused }): Write => ({
      check: resultKey(dossierId, code),
      when: {
        expression: 'attribute_exists(PK) AND attribute_not_exists(#end)',
        names: { '#end': 'end' },
      },
      refused,
    }),
  );

/** That a result of one dossier is a paper of another, for which its file is kept. */
export const putReused = (dossierId: string, by: string): Write => ({
  put: { ...reusedKey(dossierId, by), v: 1 },
});

/** A page of results, and from where the next one goes on. */
type Page = { readonly items: readonly Result[]; readonly next: string | undefined };

/** An agency's register of a year in the order of its numbers. @param after the number that the page before ended with */
export async function loadRegister(
  { agency, year }: Pick<Numbered, 'agency' | 'year'>,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<Page> {
  const found = await queryItems(
    {
      IndexName: 'log',
      KeyConditionExpression: 'logPK = :register AND logSK > :after',
      ExpressionAttributeValues: {
        ':register': logPK('RESULT', agency, String(year)),
        ':after': after ?? numberInLog(0),
      },
    },
    limit + 1,
  );
  const items = (await loadIndexed(found.slice(0, limit))).map((item) => Result.parse(item));
  const last = items.at(-1);
  return { items, next: last && found.length > limit ? numberInLog(last.number) : undefined };
}

/** A result with whose it is. */
const OwnedResult = Result.extend({ owner: Subject });

/** The result with this code, or undefined. */
export async function loadResult(code: string): Promise<z.infer<typeof OwnedResult> | undefined> {
  const { agency, year, number } = numberedBy(code);
  const found = await queryItems({
    IndexName: 'log',
    KeyConditionExpression: 'logPK = :register AND logSK = :number',
    ExpressionAttributeValues: {
      ':register': logPK('RESULT', agency, String(year)),
      ':number': numberInLog(number),
    },
  });
  const [item] = await loadIndexed(found);
  return item && OwnedResult.parse(item);
}

const Owned = z.looseObject({ ownerSK: z.string() });

/** What was given out to these owners, newest first. */
export async function loadOwnResults(
  owners: readonly string[],
  { before = '~', limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<Page> {
  const pages = await Promise.all(
    owners.map((owner) =>
      queryItems(
        {
          IndexName: 'owner',
          KeyConditionExpression: 'ownerPK = :owner AND ownerSK < :before',
          ExpressionAttributeValues: { ':owner': resultsPK(owner), ':before': before },
          ScanIndexForward: false,
        },
        limit + 1,
      ),
    ),
  );
  const found = pages
    .flat()
    .map((item) => Owned.parse(item))
    .sort((one, other) => (one.ownerSK > other.ownerSK ? -1 : 1));
  const shown = found.slice(0, limit);
  const items = (await loadIndexed(shown)).map((item) => Result.parse(item));
  return { items, next: found.length > limit ? shown.at(-1)?.ownerSK : undefined };
}
