import { describe, expect, it, test } from 'vitest';
import { freeDraft } from '../../shared/rights/deletion.ts';
import { going, staying } from '../../shared/rights/fates.ts';
import { type HeldKind, held } from '../../shared/rights/held.ts';
import { dossierKey } from '../../shared/table/keys.ts';
import { aDossier } from '../support/dossiers.ts';

const kinds = Object.keys(held) as readonly HeldKind[];

/** What alone goes when somebody wants their data deleted: all else is the agency's, and stays with its reason. */
const may = [
  'DOSSIER',
  'DOSSIER#APPLICATION',
  'DOSSIER#DOCUMENT',
  'DOSSIER#CONSIGNMENT',
  'ANNOUNCED',
  'PORTAL_FILING',
  'EXPORT',
  'PREFERENCES',
];

describe('what becomes of what is held of somebody who wants it deleted', () => {
  test.each(kinds)('is said of %s: it goes, or stays by a law and until a day that are named', (kind) => {
    expect(going.some((one) => one.kind === kind)).toBe(may.includes(kind));
    const stay = staying.find((one) => one.kind === kind);
    if (!stay) return expect(['EXPORT', 'PREFERENCES']).toContain(kind);
    expect(stay.law).toMatch(/^(NĐ|Luật|TT) .*\d/);
    for (const text of [stay.why, stay.until]) expect(text.vi && text.en).toBeTruthy();
  });

  const { id } = aDossier({});
  const { form: _, ...begun } = aDossier({});
  const state = {
    ...dossierKey(id),
    ...begun,
    status: 'draft',
    createdAt: begun.submittedAt,
    expiresAt: 4e9,
  };

  it('is of a draft that it goes', () => {
    expect(freeDraft([state], [begun.owner])?.id).toBe(id);
    expect(freeDraft([state], ['cd-other'])).toBeUndefined();
    expect(freeDraft([{ ...state, receiving: 'H25.03' }], [begun.owner])).toBeUndefined();
  });

  test.each(kinds.filter((kind) => !may.includes(kind)))('keeps a draft beside which %s stands', (kind) => {
    expect(freeDraft([state, { PK: state.PK, SK: `${kind}#1` }], [begun.owner])).toBeUndefined();
  });
});
