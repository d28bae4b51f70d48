import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { handler as listReadings } from '../../functions/control/list-readings.ts';
import { handler as watchReadings } from '../../functions/control/watch-readings.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { handler as readHistory } from '../../functions/filing/read-history.ts';
import { recordReading } from '../../shared/dossier/history.ts';
import { log } from '../../shared/log.ts';
import { api } from '../../shared/operations.ts';
import { act, type Claims, inHand } from '../support/agency-work.ts';
import { call } from '../support/call.ts';
import { aDossier } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, hoa, officer } from '../support/filing.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startApi();
  process.env.STAGE = 'test';
});
afterAll(() => table.stop());
// Tuesday 9 November 2021, a quarter past midnight in Vietnam.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-11-08T17:15:00Z') }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const read = (dossierId: string, claims: Claims) =>
  call(api.readDossier, readDossier, { claims, params: { dossierId } });

it('a reading says what for, and its dossier tells the owner by which office, not by whom', async () => {
  const dossierId = await inHand(caseOfficer);
  const water = officer('chuyen-vien', 'H25.10');
  const question = 'Phương án thoát nước có phù hợp không?';
  await act(dossierId, caseOfficer, { action: 'consult', agency: 'H25.10', question, workingDays: 7 });
  const readers = [caseOfficer, { ...caseOfficer, sub: 'cb-khac' }, officer('lanh-dao'), water];
  for (const claims of readers) {
    vi.advanceTimersByTime(60_000);
    expect((await read(dossierId, claims)).status).toBe(200);
  }
  const query = { agency: 'H25.03', day: '2021-11-09', limit: '100' };
  const control = { ...desk, VaiTro: 'kiem-soat-tthc' };
  const { body } = await call(api.listReadings, listReadings, { claims: control, query });
  const listed: { dossierId: string; reader: { agency: string; purpose: string } }[] = body.items;
  const mine = listed.filter((reading) => reading.dossierId === dossierId).slice(-4);
  expect(mine.map(({ reader }) => `${reader.agency} ${reader.purpose}`)).toEqual([
    'H25.03 work',
    'H25.03 other',
    'H25.03 other',
    'H25.10 opinion',
  ]);
  const own = await call(api.readHistory, readHistory, { claims: hoa, params: { dossierId } });
  expect(own.body.readings.slice(0, 2)).toEqual([
    { at: '2021-11-09T00:19:00+07:00', agency: 'H25.10', role: 'caseOfficer' },
    { at: '2021-11-09T00:18:00+07:00', agency: 'H25.03', role: 'agencyLeader' },
  ]);
  const officers = await call(api.readHistory, readHistory, { claims: caseOfficer, params: { dossierId } });
  expect(officers.body).not.toHaveProperty('readings');
});

it('who leafs through dossiers is counted within five minutes, before midnight and after, and named nowhere', async () => {
  const warned = vi.spyOn(log, 'warn').mockImplementation(() => {});
  const reader = {
    kind: 'officer',
    subject: 'cb-1',
    name: 'Lê Thị Mai',
    role: 'caseOfficer',
    agency: 'H25.08',
  } as const;
  const { procedure } = aDossier();
  for (let count = 0; count < 31; count++) {
    const at = new Date(Date.now() - count * 60_000);
    const dossier = aDossier({
      id: randomUUID(),
      procedure: { ...procedure, agency: 'H25.08' },
      assignee: { subject: 'cb-2', name: 'Trần Văn Nam' },
    });
    await recordReading(dossier, reader, 'read-dossier', { now: () => at, newId: randomUUID });
  }
  await watchReadings();
  expect(warned.mock.calls).toEqual([['READINGS_UNUSUAL', { agency: 'H25.08', dossiers: 31 }]]);
  vi.advanceTimersByTime(3_600_000);
  await watchReadings();
  expect(warned).toHaveBeenCalledTimes(1);
});
