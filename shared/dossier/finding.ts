import * as z from 'zod';
import type { LocalDate } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import type { Officer } from '../http/caller.ts';
import { loadItems } from '../table/batch.ts';
import { codeKey, counterKey, dossierKey, findPK, numberInKey } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { foldText } from '../text.ts';
import { CodeEntry, Counter, dossierCode, loadCode } from './code.ts';
import { backwards } from './find-entries.ts';
import type { Page } from './lists.ts';
import { loadSummary } from './store.ts';
import { Summary } from './summary.ts';

/** First and last local day of filing. */
export type FiledDays = { readonly from: LocalDate; readonly until: LocalDate };

/** By what an officer looks for dossiers. */
export type Wanted =
  | { readonly by: 'code'; readonly code: string }
  /** How the name begins, or the whole words with which it ends, with or without diacritics. */
  | { readonly by: 'name'; readonly name: string }
  /** The whole number of the applicant's papers. */
  | { readonly by: 'number'; readonly number: string }
  | { readonly by: 'procedure'; readonly procedureCode: string; readonly days?: FiledDays | undefined }
  | { readonly by: 'days'; readonly days: FiledDays };

type Paging = { readonly after?: string | undefined; readonly limit: number };

/** Where a dossier was found: its id, and where to go on. */
type Found = { readonly id: string; readonly place: string };

const Entry = z.object({ findSK: z.string() });

/** A key that follows all that begin so. */
const past = (beginning: string): string => `${beginning}\uffff`;

/** A part of a key of the index `find`, between two places. */
type Stretch = readonly [from: string, until: string];

/** All entries of a key. */
const EVERYTHING: Stretch = ['0', '~'];

/** Entries of such a part. */
async function lookUp(
  key: string,
  [from, until]: Stretch,
  { after, limit }: Paging,
): Promise<readonly Found[]> {
  const begin = after ? `${after}\u0001` : from;
  // Nothing lies behind the end, and DynamoDB takes no such bounds; it compares bytes.
  if (Buffer.compare(Buffer.from(begin), Buffer.from(until)) > 0) return [];
  const items = await queryItems(
    {
      IndexName: 'find',
      KeyConditionExpression: 'findPK = :key AND findSK BETWEEN :from AND :until',
      ExpressionAttributeValues: { ':key': key, ':from': begin, ':until': until },
    },
    limit,
  );
  return items.map((item) => {
    const { findSK } = Entry.parse(item);
    return { id: findSK.slice(findSK.lastIndexOf('#') + 1), place: findSK };
  });
}

/** Entries of several parts that have nothing in common, one part after the other. */
async function lookUpEach(
  key: string,
  stretches: readonly Stretch[],
  { after, limit }: Paging,
): Promise<readonly Found[]> {
  const begun = stretches.findIndex(([from, until]) => after && from <= after && after <= until);
  const found: Found[] = [];
  for (const [place, stretch] of stretches.entries())
    if (place >= begun && found.length < limit)
      found.push(
        ...(await lookUp(key, stretch, {
          after: place === begun ? after : undefined,
          limit: limit - found.length,
        })),
      );
  return found;
}

/**
 * Names that begin so, and those that end so. Both stand in one key, as people say them and from the last word on: what
 * is one word finds both at once.
 */
function namesOf(name: string): readonly Stretch[] {
  const beginning = foldText(name);
  // Marks alone are no name.
  if (beginning === '') return [];
  const ending = `${backwards(name)} `;
  const begins: Stretch = [beginning, past(beginning)];
  return ending.startsWith(beginning) ? [begins] : [begins, [ending, past(ending)]];
}

/** Codes without their number, of the first day and after the last: by them codes are in the order of their days. */
const codesOf = (agency: string, { from, until }: FiledDays): Stretch => {
  const begin = (day: LocalDate) => dossierCode(agency, day, 0).slice(0, -4);
  return [begin(from), past(begin(until))];
};

/**
 * What was filed on some days. No index holds it: numbers have no gaps, so the day's counter says which codes there are,
 * and each leads to its dossier.
 */
async function filedOn(
  agency: string,
  { from, until }: FiledDays,
  paging: Paging,
): Promise<readonly Found[]> {
  const { after = '', limit } = paging;
  const days: LocalDate[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  const counters = await loadItems(days.map((day) => counterKey(agency, day)));
  const taken = new Map(counters.map((item) => [item.PK, Counter.parse(item).taken]));
  const codes: string[] = [];
  for (const day of days) {
    const numbers = taken.get(counterKey(agency, day).PK) ?? 0;
    for (let number = 1; number <= numbers && codes.length < limit; number += 1) {
      const code = dossierCode(agency, day, number);
      if (code > after) codes.push(code);
    }
  }
  const entries = await loadItems(codes.map(codeKey));
  return entries.map((item) => {
    const { dossierId, receipt } = CodeEntry.parse(item);
    return { id: dossierId, place: receipt.code };
  });
}

function find({ agency }: Officer, wanted: Exclude<Wanted, { by: 'code' }>, paging: Paging) {
  switch (wanted.by) {
    case 'name':
      return lookUpEach(findPK('NAME', agency), namesOf(wanted.name), paging);
    case 'number':
      return lookUp(findPK('PERSON', agency, numberInKey(agency, wanted.number)), EVERYTHING, paging);
    case 'procedure': {
      const { procedureCode, days } = wanted;
      const stretch = days ? codesOf(agency, days) : EVERYTHING;
      return lookUp(findPK('PROCEDURE', agency, procedureCode), stretch, paging);
    }
    case 'days':
      return filedOn(agency, wanted.days, paging);
  }
}

async function byCode(officer: Officer, code: string): Promise<Page<Summary>> {
  const entry = await loadCode(code);
  const summary = entry && (await loadSummary(entry.dossierId, officer));
  return { items: summary ? [summary] : [], next: undefined };
}

/**
 * A page of the dossiers that an officer looks for: by code any that it may see, else those that its agency decides, which
 * the key says.
 */
export async function findDossiers(
  officer: Officer,
  wanted: Wanted,
  { after, limit }: Paging,
): Promise<Page<Summary>> {
  if (wanted.by === 'code') return byCode(officer, wanted.code);
  const found = await find(officer, wanted, { after, limit: limit + 1 });
  const shown = found.slice(0, limit);
  // Who is called Hoa Thị Hoa is found twice.
  const ids = new Set(shown.map(({ id }) => id));
  const items = await loadItems([...ids].map(dossierKey));
  return {
    items: items.map((item) => Summary.parse(item)),
    next: found.length > limit ? shown.at(-1)?.place : undefined,
  };
}
