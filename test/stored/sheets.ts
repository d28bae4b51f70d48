import { vi } from 'vitest';
import { handler as openClosingSheet } from '../../functions/sheets/open-closing-sheet.ts';
import { handler as openHandOverSheet } from '../../functions/sheets/open-hand-over-sheet.ts';
import { handler as openRegister } from '../../functions/sheets/open-register.ts';
import { handler as openSheet } from '../../functions/sheets/open-sheet.ts';
import type { LocalDate } from '../../shared/clock.ts';
import { api } from '../../shared/operations.ts';
import { type Answered, call } from '../support/call.ts';
import { desk, hoa } from '../support/filing.ts';

// What is kept of a sheet does not depend on how it is set and signed.
vi.mock('../../shared/sheets/typeset.ts', () => ({ typesetter: () => async () => Buffer.from('%PDF') }));
vi.mock('../../shared/sheets/signed.ts', async (original) => ({
  ...(await original<typeof import('../../shared/sheets/signed.ts')>()),
  signedFor: () => async (pdf: Uint8Array) => pdf,
}));

/** Opens the sheets of a dossier of cô Hoa, and the register of one day. */
export const openSheets = (
  dossierId: string,
  day: LocalDate,
  sheets: readonly string[] = ['receipt'],
): Promise<readonly Answered[]> =>
  Promise.all([
    ...sheets.map((sheet) => call(api.openSheet, openSheet, { claims: hoa, params: { dossierId, sheet } })),
    call(api.openRegister, openRegister, { claims: desk, query: { from: day, to: day } }),
  ]);

/** Opens what is printed of a hand-over record. */
export const openHandOver = (record: string): Promise<Answered> =>
  call(api.openHandOverSheet, openHandOverSheet, { claims: desk, params: { record } });

/** Opens what is printed of a drawer that was closed. */
export const openClosing = (closing: string): Promise<Answered> =>
  call(api.openClosingSheet, openClosingSheet, { claims: desk, params: { closing } });
