import { describe, expect, it, test } from 'vitest';
import * as z from 'zod';
import { LocalDate } from '../../shared/clock.ts';
import { CodeEntry } from '../../shared/dossier/code.ts';
import type { Applicant } from '../../shared/http/caller.ts';
import { ExportData, ExportedDossier } from '../../shared/rights/export-data.ts';
import { exportedDossier } from '../../shared/rights/gathering.ts';
import { guide, schemaText } from '../../shared/rights/guide.ts';
import { type HeldKind, held, heldKindOf, leftOut } from '../../shared/rights/held.ts';
import * as keys from '../../shared/table/keys.ts';
import type { Item } from '../../shared/table/transaction.ts';
import { type Fixture, fixturesOf, versions } from '../stored/fixtures.ts';
import { kindOf } from '../stored/form.ts';

const lives = versions.flatMap((version) => [...fixturesOf(version).values()]);

/** What names nobody who files: counters, figures, what agencies sign and list, how their systems read events, and the working calendar. */
const ofNobody =
  `ABSENCE AGENCY APPLICATION CLOSING CLOSING_SHEET COUNTER DAY DEED DIFFERENCE DIGEST DRAWER DRIFT EXTRACT MONTH POOL PORTAL_CURSOR READING REGISTER SIGNER TAKING TEST VERSION YEAR YEARS`.split(
    ' ',
  );

/** The kinds of items that there are keys for, but for the catalogue. */
const kindsOfKeys = Object.values(keys).flatMap((make) => {
  const Key = z.object({ PK: z.string(), SK: z.string() });
  const made =
    typeof make === 'function'
      ? Key.safeParse((make as (...ids: string[]) => unknown)('a', 'b', 'c')).data
      : undefined;
  return made && made.PK !== keys.CATALOGUE_PK ? [kindOf(made)] : [];
});

const day = LocalDate.parse('2021-12-01');
const owner: Applicant = {
  kind: 'applicant',
  subject: 'cd-hoa',
  accountType: 'citizen',
  name: 'Nguyễn Thị Hoa',
};

/** The items of a life's dossier, and what its code leads to. */
const whole = ({ dossierId, items }: Fixture) =>
  items.filter(({ PK, SK }) => PK === keys.dossierPK(dossierId) || SK === 'CODE');

/** What a copy says of a dossier whose items are these; nothing where it cannot be without one of them. */
const told = (items: readonly Item[]) => {
  const code = items.find(({ SK }) => SK === 'CODE');
  const receipt = code && CodeEntry.parse(code).receipt;
  const beside = items.filter((item) => item !== code);
  try {
    return ExportedDossier.parse(exportedDossier(beside, receipt, { owner, day }).dossier);
  } catch {
    return undefined;
  }
};

describe('what a copy of somebody’s data holds', () => {
  test('is said of every kind of item that names somebody: a new kind must say where it is told, or why not', () => {
    const known = [...Object.keys(held), ...ofNobody];
    expect([...new Set(kindsOfKeys)].filter((kind) => !known.includes(kind))).toEqual([]);
    const stored = lives.flatMap(({ items }) => items.map(kindOf));
    expect([...new Set(stored)].filter((kind) => !known.includes(kind))).toEqual([]);
  });

  test('leaves out as of nobody only what names nobody', () => {
    const items = lives.flatMap((life) => life.items).filter((item) => ofNobody.includes(kindOf(item)));
    expect(items.length).toBeGreaterThan(100);
    const naming = items.filter((item) =>
      /Nguyễn Thị Hoa|cd-hoa|035190001234|0912345678|hoa\.nguyen/.test(JSON.stringify(item)),
    );
    expect(naming.map(kindOf)).toEqual([]);
  });

  const kindsTold = Object.entries(held).flatMap(([kind, place]) =>
    'in' in place ? [[kind, place.in] as const] : [],
  );
  test.each(kindsTold)('tells what %s says, under %s', (kind, section) => {
    const changed = lives.filter((life) => {
      const all = whole(life);
      const others = all.filter(({ SK }) => heldKindOf(String(SK)) !== kind);
      if (others.length === all.length) return false;
      return JSON.stringify(told(all)?.[section]) !== JSON.stringify(told(others)?.[section]);
    });
    expect(changed.length).toBeGreaterThan(0);
  });

  test('can be told of every life that was ever stored, in the form that its schema states', () => {
    expect(lives.length).toBeGreaterThan(60);
    for (const life of lives) expect(told(whole(life)), life.receipt?.code).toBeDefined();
  });

  test('names no officer, not even who signed', () => {
    for (const life of lives) {
      const text = JSON.stringify(told(whole(life)));
      expect(text).not.toMatch(/"cb-|Trần Quang Khải|"Cán bộ"/);
    }
  });

  it('stops at an item of which nobody has said what becomes of it', () => {
    expect(() => heldKindOf('MEMO#1')).toThrow('nobody has said whether a copy holds MEMO');
    const kinds: readonly HeldKind[] = ['DOSSIER#DOCUMENT', 'FEE_RECEIPT_SHEET', 'FEE_RECEIPT'];
    expect(['DOSSIER#DOCUMENT#1', 'FEE_RECEIPT_SHEET#a#b', 'FEE_RECEIPT#a'].map(heldKindOf)).toEqual(kinds);
  });

  it('comes with its schema, a guide, and what it leaves out with the reason', () => {
    expect(JSON.parse(schemaText())).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['schemaVersion', 'dossiers', 'leftOut']),
    });
    expect(guide).toContain('schema.json');
    expect(leftOut.map(({ kind }) => kind)).toContain('DOSSIER#PROPOSAL');
    expect(ExportData.shape.schemaVersion.value).toBe(1);
  });
});
