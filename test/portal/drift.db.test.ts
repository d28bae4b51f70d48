import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as mendDrift } from '../../functions/portal/mend-drift.ts';
import { handler as readDrift } from '../../functions/portal/read-drift.ts';
import type { PortalStandIn } from '../../infra/partners/portal.ts';
import { systemNow } from '../../shared/clock.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { api } from '../../shared/operations.ts';
import { compareWithPortal } from '../../shared/portal/comparing.ts';
import { syncWithPortal } from '../../shared/portal/syncing.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { submitted } from '../support/filing.ts';
import { playedPortal, sources } from '../support/portal.ts';

const control = { sub: 'cb-kiem-soat', HoVaTen: 'Cán bộ', VaiTro: 'kiem-soat-tthc', MaCoQuan: 'H25.01' };
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
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const at = (time: string) => vi.setSystemTime(`2021-10-${time}+07:00`);
const drift = async (query: Readonly<Record<string, string>> = {}) =>
  (await call(api.readDrift, readDrift, { claims: control, query })).body;
const mend = (dossierIds: readonly string[]) =>
  call(api.mendDrift, mendDrift, { claims: control, key: randomUUID(), body: { dossierIds } });
const codeOf = async (dossierId: string) => (await loadFiledFile(dossierId)).dossier.code;

describe('what the portal has', () => {
  it('is compared each night: none differs, or each is listed by its fields, until it is mended', async () => {
    at('11T09:00:00');
    const [same, altered, lost, refused] = [
      await submitted(),
      await submitted(),
      await submitted(),
      await submitted(),
    ];
    portal.refuse(await codeOf(refused), 'SoDienThoai: 0912345678 không hợp lệ');
    at('11T09:05:00');
    await syncWithPortal(sources);
    portal.alter(await codeOf(altered), { TrangThaiHoSo: '4', TenTTHC: 'Tên khác' });
    portal.lose(await codeOf(lost));

    expect(await drift()).toEqual({ items: [] });
    at('12T04:00:00');
    expect(await compareWithPortal(systemNow)).toEqual({ compared: 4, differing: 3, left: 0 });
    const listed = await drift({ day: '2021-10-11' });
    expect(listed.report).toEqual({
      day: '2021-10-11',
      madeAt: '2021-10-12T04:00:00+07:00',
      compared: 4,
      differing: 3,
      left: 0,
    });
    expect(listed.items).toEqual([
      {
        dossierId: altered,
        dossierCode: await codeOf(altered),
        kind: 'differs',
        fields: ['TenTTHC', 'TrangThaiHoSo'],
      },
      { dossierId: lost, dossierCode: await codeOf(lost), kind: 'missing', fields: [] },
      {
        dossierId: refused,
        dossierCode: await codeOf(refused),
        kind: 'refused',
        fields: [],
        said: 'SoDienThoai: *** không hợp lệ',
      },
    ]);

    portal.refuse(await codeOf(refused), undefined);
    expect((await mend([altered, lost, refused, altered])).body).toEqual({ dossiers: 3 });
    expect((await mend([altered])).status).toBe(200);
    at('12T08:05:00');
    expect(await syncWithPortal(sources)).toMatchObject({ sent: 3, aside: 0 });
    for (const dossierId of [same, altered, lost, refused]) {
      const { dossier, steps } = portal.find(await codeOf(dossierId)) ?? {};
      expect([dossier?.TrangThaiHoSo, steps?.length]).toEqual(['1', 1]);
    }

    at('13T04:00:00');
    expect(await compareWithPortal(systemNow)).toEqual({ compared: 3, differing: 0, left: 0 });
    expect((await drift()).report).toMatchObject({ day: '2021-10-12', differing: 0 });
  });

  it('is not told of a day on which it could not be asked', async () => {
    at('14T09:00:00');
    await submitted();
    at('14T09:05:00');
    await syncWithPortal(sources);
    portal.behave({ down: 1 });
    at('15T04:00:00');
    await expect(compareWithPortal(systemNow)).rejects.toThrow('The national portal does not answer');
    expect((await drift({ day: '2021-10-14' })).report).toBeUndefined();
  });
});

describe('who would mend', () => {
  it('what there is not finds nothing, and changes nothing', async () => {
    at('16T09:00:00');
    const answer = await mend([await submitted(), randomUUID()]);
    expect([answer.status, answer.body.code]).toEqual([404, 'dossier-not-found']);
  });
});
