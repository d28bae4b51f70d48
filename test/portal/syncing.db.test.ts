import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PortalStandIn } from '../../infra/partners/portal.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { loadMark } from '../../shared/portal/mark.ts';
import { syncWithPortal } from '../../shared/portal/syncing.ts';
import { portalMarkKey } from '../../shared/table/keys.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { desk, submitted, transit } from '../support/filing.ts';
import { playedPortal, sources } from '../support/portal.ts';

let target: TestTable;
let portal: PortalStandIn;
beforeAll(async () => {
  target = await startApi();
  portal = await playedPortal();
});
afterAll(async () => {
  await portal.stop();
  await target.stop();
});

/** Each test has a day of its own, for the log is read on from where the one before has left it. */
let day = 9;
beforeEach(() => {
  day += 2;
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(`2021-10-${day}T09:00:00+07:00`);
});
afterEach(() => {
  vi.useRealTimers();
  portal.behave({ down: 0, slowMs: 0, sessionCalls: 0 });
});

/** Minutes pass, and the portal is told. */
const run = (minutes = 5) => {
  vi.setSystemTime(Date.now() + minutes * 60_000);
  return syncWithPortal(sources);
};
/** What the portal was asked in the course of something. */
async function asked(course: () => Promise<unknown>): Promise<readonly string[]> {
  const before = portal.calls().length;
  await course();
  return portal.calls().slice(before);
}
const codeOf = async (dossierId: string) => (await loadFiledFile(dossierId)).dossier.code;
const seen = async (dossierId: string) => portal.find(await codeOf(dossierId));
const receive = (dossierId: string, etag = '"5"') =>
  transit(dossierId, { action: 'receive' }, { claims: desk, etag });

describe('what happens to a dossier', () => {
  it('is at the portal with the next run, first as new, then as changed, each step once', async () => {
    const dossierId = await submitted();
    expect(await run()).toEqual({ sent: 1, aside: 0, failed: 0, submitted: 0, down: false });
    expect((await seen(dossierId))?.dossier.TrangThaiHoSo).toBe('1');

    await receive(dossierId);
    await run();
    const there = await seen(dossierId);
    expect(there?.dossier).toMatchObject({ TrangThaiHoSo: '2', NgayTiepNhan: '20211011090500' });
    expect(
      there?.steps.map(({ NoiDungXuLy, ChucDanh, TrangThai }) => [NoiDungXuLy, ChucDanh, TrangThai]),
    ).toEqual([
      ['Hồ sơ được nộp', undefined, '1'],
      [expect.stringContaining('Hồ sơ được tiếp nhận'), 'Cán bộ Bộ phận Một cửa', '2'],
    ]);
    expect(await asked(() => run())).toEqual([]);
  });

  it('is told in the session there is, and once more in a new one when that has ended', async () => {
    portal.behave({ sessionCalls: 2 });
    await submitted();
    await submitted();
    expect(await asked(() => run())).toEqual([
      'DongBoHoSoMC',
      'login',
      'DongBoHoSoMC',
      'CapNhatTienDoHoSoMC',
      'DongBoHoSoMC',
      'login',
      'DongBoHoSoMC',
      'CapNhatTienDoHoSoMC',
    ]);
  });
});

describe('a portal that is down', () => {
  it('is asked three times and left alone, and a day later it is told all that it missed', async () => {
    const dossierIds = [await submitted(), await submitted(), await submitted(), await submitted()];
    portal.behave({ down: 100 });
    expect(await run()).toEqual({ sent: 0, aside: 0, failed: 3, submitted: 0, down: true });
    for (let hours = 0; hours < 24; hours += 6) await run(360);
    expect(await seen(dossierIds[0] ?? '')).toBeUndefined();

    portal.behave({ down: 0 });
    expect(await run()).toEqual({ sent: 4, aside: 0, failed: 0, submitted: 0, down: false });
    for (const dossierId of dossierIds) expect((await seen(dossierId))?.steps).toHaveLength(1);
  });

  it('for one dossier alone holds up no other', async () => {
    const [before, one, after] = [await submitted(), await submitted(), await submitted()];
    await run();
    for (const dossierId of [before, one, after]) await receive(dossierId);
    vi.setSystemTime(Date.now() + 300_000);
    portal.behave({ down: 1 });
    const count = await syncWithPortal(sources);
    expect(count).toEqual({ sent: 2, aside: 0, failed: 1, submitted: 0, down: false });
    expect(await run()).toEqual({ sent: 1, aside: 0, failed: 0, submitted: 0, down: false });
    for (const dossierId of [before, one, after]) expect((await seen(dossierId))?.steps).toHaveLength(2);
  });
});

describe('a dossier that the portal does not take', () => {
  it('is put aside with what it said, tried again by the ladder, and holds up no other', async () => {
    const [refused, other] = [await submitted(), await submitted()];
    portal.refuse(await codeOf(refused), 'MaTTHC: thủ tục chưa được công khai');
    expect(await run()).toEqual({ sent: 1, aside: 1, failed: 0, submitted: 0, down: false });
    expect(await seen(other)).toBeDefined();
    expect((await loadMark(refused)).aside).toEqual({
      since: `2021-10-${day}T02:05:00.000Z`,
      tries: 1,
      said: 'MaTTHC: thủ tục chưa được công khai',
    });

    expect(await run(1)).toMatchObject({ aside: 1 });
    expect(await asked(() => run(0.5))).toEqual([]);

    portal.refuse(await codeOf(refused), undefined);
    expect(await run(10)).toMatchObject({ sent: 1 });
    expect((await seen(refused))?.steps).toHaveLength(1);
    expect(await loadMark(refused)).not.toHaveProperty('aside');
    expect(await loadMark(refused)).not.toHaveProperty('nextTryAt');
  });
});

describe('a portal that has lost a dossier', () => {
  it('gets it with the next event, and its progress from the beginning', async () => {
    const dossierId = await submitted();
    await run();
    portal.lose(await codeOf(dossierId));
    await receive(dossierId);
    await run();
    expect((await seen(dossierId))?.steps).toHaveLength(2);
  });

  it('is not told twice of one that it has though we do not know it', async () => {
    const dossierId = await submitted();
    await run();
    const code = await codeOf(dossierId);
    const Key = portalMarkKey(dossierId);
    await target.client.send(new DeleteCommand({ TableName: target.tableName, Key }));
    await receive(dossierId);
    expect((await run()).aside).toBe(0);
    expect(portal.find(code)?.dossier.TrangThaiHoSo).toBe('2');
  });
});
