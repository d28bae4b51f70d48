import { randomUUID } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler as sealLog } from '../../functions/control/seal-log.ts';
import { handler as retryDeliveries } from '../../functions/postal/retry-deliveries.ts';
import { handler as changeHold } from '../../functions/retention/change-hold.ts';
import { handler as decideList } from '../../functions/retention/decide-destruction-list.ts';
import { handler as destroyDossiers } from '../../functions/retention/destroy-dossiers.ts';
import { handler as drawList } from '../../functions/retention/draw-destruction-list.ts';
import { handler as listLists } from '../../functions/retention/list-destruction-lists.ts';
import { handler as readList } from '../../functions/retention/read-destruction-list.ts';
import { handler as readHold } from '../../functions/retention/read-hold.ts';
import { handler as readReport } from '../../functions/statistics/read-report.ts';
import { handler as trackDossier } from '../../functions/tracking/track-dossier.ts';
import { ops } from '../../infra/ops/ops.ts';
import { api } from '../../shared/operations.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { putReused } from '../../shared/result/store.ts';
import { destructionKey, dossierPK, eventKey, factKey } from '../../shared/table/keys.ts';
import { commit, type Item } from '../../shared/table/transaction.ts';
import { Life } from '../stored/life.ts';
import { mail, bucket as s3, startWorld, type World } from '../stored/world.ts';
import { agencyKey } from '../support/agency-key.ts';
import { type Answered, call } from '../support/call.ts';
import { caseOfficer, desk, nam, officer, postDelivery } from '../support/filing.ts';
import { keepingVersions } from '../support/versioned-bucket.ts';

const leader = officer('lanh-dao');
const control = { ...desk, sub: 'cb-kiem-soat', VaiTro: 'kiem-soat-tthc', MaCoQuan: 'H25.01' };
const ours = agencyKey();
const kms = mockClient(KMSClient);
const { buckets, put, refuseOnce } = keepingVersions(s3);

let world: World;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at('2021-10-11T01:00:00Z');
  mail.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
  kms.on(GetPublicKeyCommand).resolves({ PublicKey: ours.publicKey });
  kms.on(SignCommand).callsFake(async ({ Message }) => ({ Signature: await ours.signer.sign(Message) }));
  world = await startWorld(catalogue.filter(({ code }) => code === '2.000488'));
  Object.assign(process.env, { SEAL_KEY: 'key-of-seals', SEALS_BUCKET: 'seals' });
});
afterAll(async () => {
  vi.useRealTimers();
  await world.stop();
});

const at = (instant: string): void => {
  vi.setSystemTime(instant);
};

let lives = 0;
/** A dossier for cô Hoa that was refused on its day. */
async function refusedOne(): Promise<Life> {
  lives += 1;
  const life = new Life(`refused-${lives}`, world);
  await life.file();
  await life.act(desk, 'refuse', { reason: 'Không thuộc thẩm quyền giải quyết' });
  await life.count();
  return life;
}

/** A dossier of which every kind of item and of file is left that names her. */
async function richOne(): Promise<Life> {
  const life = new Life('rich', world);
  await life.file({ delivery: postDelivery });
  await life.read(desk);
  await life.act(desk, 'receive');
  await life.act(caseOfficer, 'startProcessing');
  await life.act(desk, 'requestPayment', { deadline: '2021-11-26' });
  await life.transfer('Nguyễn Thị Hoa nộp lệ phí, điện thoại 0912345678');
  await life.complain('Tôi chưa nhận được giấy hẹn trả kết quả.');
  await life.answerComplaint(leader, 'Giấy hẹn đã được gửi lại.');
  await life.act(caseOfficer, 'finish');
  vi.setSystemTime(Date.now() + 3_600_000);
  await retryDeliveries();
  await life.handOver({ name: 'Trần Văn Bình', card: 'VNP-0226-118' });
  await life.report('DELIVERED');
  await life.rate({ grade: 'satisfied', comment: 'Cán bộ hướng dẫn rõ ràng.' });
  await life.tell();
  await life.openSheets('receipt', 'fee-receipt');
  await life.count();
  // What she uploaded: twice under one key, and as of all files the bucket keeps both.
  for (const { SK } of (await partition(life)).filter(({ SK }) => String(SK).startsWith('DOSSIER#DOCUMENT#')))
    for (const text of ['Nguyễn Thị Hoa, bản một', 'Nguyễn Thị Hoa, bản hai'])
      put('documents', `dossiers/${life.dossierId}/${String(SK).split('#')[2]}`, text);
  return life;
}

const partition = async ({ dossierId }: Life): Promise<readonly Item[]> =>
  (await world.items()).filter(({ PK }) => PK === dossierPK(dossierId));

const draw = (year: number, claims: Record<string, string> = control): Promise<Answered> =>
  call(api.drawDestructionList, drawList, {
    claims,
    key: randomUUID(),
    body: { agency: 'H25.03', year },
  });

const read = (list: string, query: Record<string, string> = {}, claims = leader): Promise<Answered> =>
  call(api.readDestructionList, readList, { claims, params: { agency: 'H25.03', list }, query });

async function decide(list: string, body: object, claims = leader): Promise<Answered> {
  const etag = (await read(list)).headers.etag ?? '"1"';
  return call(api.decideDestructionList, decideList, {
    claims,
    key: randomUUID(),
    etag,
    params: { agency: 'H25.03', list },
    body,
  });
}

const hold = (
  { dossierId }: Life,
  action: 'place' | 'lift',
  claims: Record<string, string> = control,
): Promise<Answered> =>
  call(api.changeHold, changeHold, {
    claims,
    key: randomUUID(),
    params: { dossierId },
    body: { action, reason: 'Đang giải quyết khiếu nại lần hai' },
  });

const codesOf = ({ body }: Answered): readonly string[] =>
  body.entries.map(({ dossierCode }: { dossierCode: string }) => dossierCode);
const codeOf = ({ body }: Answered): string => String(body.type).split('/').at(-1) ?? '';
const problemOf = (answer: Answered) => [answer.status, codeOf(answer)];

/** Who she is and how to reach her, and words of hers, as they stand in her dossier. */
const hers = [
  'Nguyễn Thị Hoa',
  '035190001234',
  '0912345678',
  'hoa.nguyen@example.vn',
  'Số 12 đường Quy Lưu',
  'cd-hoa',
  'Xin việc làm',
  'Tôi chưa nhận được giấy hẹn trả kết quả.',
  'Cán bộ hướng dẫn rõ ràng.',
];
/** The same as keys and sheets show it. */
const shown = ['nguyen thi hoa', 'hoa thi nguyen', 'Quy Lưu'];

const placed = ({ PK, SK }: Item) => ({ PK: String(PK), SK: String(SK) });
const store = (item: Item) =>
  world.table.client.send(new PutCommand({ TableName: world.table.tableName, Item: item }));
const remove = (item: Item) =>
  world.table.client.send(new DeleteCommand({ TableName: world.table.tableName, Key: placed(item) }));

/** The record of its destruction. */
async function recordOf({ dossierId }: Life): Promise<Item> {
  const { Item: record = {} } = await world.table.client.send(
    new GetCommand({ TableName: world.table.tableName, Key: destructionKey(dossierId) }),
  );
  return record;
}

/** What a command of the ops team says. */
async function said(...command: readonly string[]): Promise<string> {
  const words: string[] = [];
  const say = { done: (text: string) => words.push(text), failed: (text: string) => words.push(text) };
  const code = await ops(command, say);
  return `${code} ${words.join('\n').replaceAll(world.table.tableName, 'table')}`;
}
const verify = (...options: readonly string[]): Promise<string> =>
  said(
    'verify-log',
    '--table',
    world.table.tableName,
    '--seals',
    'seals',
    '--key',
    'key-of-seals',
    ...options,
  );
const rebuild = (...options: readonly string[]): Promise<string> =>
  said(
    'rebuild-statistics',
    '--table',
    world.table.tableName,
    '--agency',
    'H25.03',
    '--from',
    '2031-12-31',
    ...options,
  );

/** All texts in a value, wherever they stand. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const report = async (): Promise<unknown> => {
  const query = { from: '2021-01-01', to: '2021-12-31' };
  return (await call(api.readReport, readReport, { claims: control, params: { form: '06a' }, query })).body;
};

describe('a dossier whose years are over', () => {
  let life: Life;
  let list: string;
  let figures: unknown;
  let head: unknown;

  it('is due from the end of the tenth year after the one in which it was closed', async () => {
    life = await richOne();
    head = (await partition(life)).find(({ SK }) => SK === 'DOSSIER')?.head;
    at('2021-10-11T18:00:00Z');
    await sealLog();
    at('2031-12-31T16:59:59Z');
    expect(problemOf(await draw(2021))).toEqual([409, 'destruction-not-allowed']);
    at('2031-12-31T17:00:00Z');
    const drawn = await draw(2021);
    expect(drawn.body).toMatchObject({
      agency: 'H25.03',
      list: '2021-000001',
      state: { code: 'drawn' },
      totals: { named: 1, struck: 0, held: 0 },
      more: false,
      allowedActions: ['strike', 'approve', 'discard'],
    });
    list = drawn.body.list;
    expect((await read(list)).body.entries).toEqual([
      {
        dossierId: life.dossierId,
        dossierCode: life.receipt?.code,
        procedureCode: '2.000488',
        closedOn: '2021-10-11',
        years: 10,
      },
    ]);
  });

  it('is destroyed by nothing but a list that the head of its agency approved', async () => {
    await destroyDossiers();
    expect(await partition(life)).not.toEqual([]);
    expect(problemOf(await decide(list, { action: 'approve' }, officer('lanh-dao', 'H25.10')))).toEqual([
      404,
      'destruction-list-not-found',
    ]);
    expect(problemOf(await decide(list, { action: 'approve' }, control as never))).toEqual([
      403,
      'caller-not-allowed',
    ]);
    expect((await decide(list, { action: 'approve' })).body.state.code).toBe('approved');
  });

  it('leaves its record and nothing else: not one word of hers in the table, not one byte in the bucket', async () => {
    const before = await partition(life);
    const words = [...new Set(before.flatMap(textsIn))].filter((word) => word.length > 3);
    expect(words).toEqual(expect.arrayContaining(hers));
    expect([...buckets.keys()].filter((place) => place.startsWith('documents/')).length).toBe(6);
    figures = await report();
    at('2032-01-01T19:00:00Z');
    await destroyDossiers();
    expect((await partition(life)).map(({ SK }) => SK)).toEqual(['DESTRUCTION']);
    expect([...buckets.keys()].filter((place) => place.startsWith('documents/'))).toEqual([]);
    const items = await world.items();
    const answers = items.filter(({ SK }) => SK === 'ANSWER');
    // Of the answers that are kept for a day, DynamoDB Local forgets none.
    expect(answers.filter(({ expiresAt }) => Number(expiresAt) * 1000 > Date.now() + 86_400_000)).toEqual([]);
    const left = JSON.stringify(items.filter((item) => !answers.includes(item)));
    const officers = ['Cán bộ', 'cb-can-bo-mot-cua-H25.03', 'cb-lanh-dao-H25.03', 'officer', 'agencyLeader'];
    const named = [life.dossierId, dossierPK(life.dossierId), life.receipt?.code, 'H25.03', '2.000488'];
    // By which its ending, its fee and its rating are counted, of whomever.
    const counted = ['returned', 'paid', 'satisfied'];
    const neutral = [...officers, ...named, ...counted, head, 'DOSSIER', 'online', 'system', 'certificate'];
    const survivors = words.filter((word) => left.includes(word) && !neutral.includes(word));
    expect(survivors.filter((word) => !/^(\d{4}-\d\d-\d\dT\S+|EB\d+VN|2021-000001)$/.test(word))).toEqual([]);
    for (const word of [...hers, ...shown]) expect(left.toLowerCase()).not.toContain(word.toLowerCase());
  });

  it('says in its record what it was, by whose will it went and how much there was, and of whom nothing', async () => {
    const { event, actor } = await recordOf(life);
    expect(actor).toEqual({ kind: 'system', worker: 'destroy-dossiers' });
    const { subject, sequence, previous, time, data } = JSON.parse(String(event));
    expect({ subject, sequence, previous, time }).toEqual({
      subject: life.dossierId,
      sequence: 14,
      previous: head,
      time: '2032-01-01T19:00:00.000Z',
    });
    expect(data).toMatchObject({
      agency: 'H25.03',
      dossierCode: life.receipt?.code,
      procedureCode: '2.000488',
      closedOn: '2021-10-11',
      years: 10,
      list,
      approvedBy: { subject: leader.sub, role: 'agencyLeader', agency: 'H25.03' },
      items: 27,
      objects: 6,
      lastEvent: 13,
    });
    expect((await read(list)).body).toMatchObject({
      state: { code: 'destroyed' },
      totals: { named: 1, destroyed: 1, kept: 0 },
      finishedAt: '2032-01-02T02:00:00+07:00',
      allowedActions: [],
    });
  });

  it('answers by its code as one that never was, and is held no more', async () => {
    const asked = (code: string | undefined, secret: string | undefined) =>
      call(api.trackDossier, trackDossier, { body: { code, secret } });
    const { code, trackingSecret } = life.receipt ?? {};
    const gone = await asked(code, trackingSecret);
    const never = await asked('H25.03-211011-9999', trackingSecret);
    expect([gone.status, gone.body]).toEqual([never.status, never.body]);
    expect(gone.status).toBe(404);
    expect(problemOf(await hold(life, 'place'))).toEqual([404, 'dossier-not-found']);
  });

  it('is destroyed once, however often the clock strikes', async () => {
    const record = await recordOf(life);
    await destroyDossiers();
    expect(await recordOf(life)).toEqual(record);
    expect(problemOf(await draw(2021))).toEqual([409, 'destruction-not-allowed']);
  });

  it('is counted as before, by what is left of it', async () => {
    expect(await report()).toEqual(figures);
    expect(await rebuild()).toBe('0 table: 1 dossiers in the log, 0 differences');
    const fact = factKey('H25.03', life.receipt?.code ?? '');
    await remove(fact);
    expect(await rebuild('--repair')).toContain('1 differences, repaired');
    expect(await rebuild()).toContain('0 differences');
    expect(await report()).toEqual(figures);
  });

  it('leaves a log that is as it was written, and the seals say so', async () => {
    at('2032-01-02T18:00:00Z');
    await sealLog();
    at('2032-01-02T20:00:00Z');
    const asWritten = (many: string) => `0 table: ${many} are as they were written`;
    expect(await verify()).toBe(asWritten('1 dossiers and 1 seals'));
    expect(await verify('--day', '2021-10-11')).toBe(asWritten('1 dossiers and 1 seals'));
    expect(await verify('--dossier', life.dossierId)).toBe(asWritten('1 dossiers and 1 seals'));
  });

  it.each<[string, (record: Item) => Item, string]>([
    [
      'is altered',
      ({ event, ...rest }) => ({ ...rest, event: String(event).replace('"years":10', '"years":11') }),
      'the record of its destruction is not the one that was sealed on 2032-01-02',
    ],
    [
      'stands where nobody would seal it',
      (record) => ({ ...record, logPK: 'DESTRUCTION#H25.03#2031-01-02' }),
      'the record of its destruction stands in the index where it does not belong',
    ],
    [
      'is none any more',
      (record) => ({ ...record, event: '{}' }),
      'the record of its destruction cannot be read',
    ],
  ])('is found out when its record %s', async (_, alter, finding) => {
    const record = await recordOf(life);
    await store(alter(record));
    expect(await verify()).toBe(
      `1 table: 1 dossiers and 1 seals; not as they were written, 1:\ndossier ${life.dossierId}: ${finding}`,
    );
    await store(record);
  });

  it('is found out when something of it is left, or its record is gone as well', async () => {
    const record = await recordOf(life);
    const entry = { ...eventKey(life.dossierId, 3), v: 1, event: '{}', actor: { kind: 'applicant' } };
    await store(entry);
    expect(await verify()).toContain('EVENT#000003 is left of what was destroyed');
    await remove(entry);
    await remove(record);
    expect(await verify()).toContain(`dossier ${life.dossierId}: the dossier is missing`);
    await store(record);
  });
});

describe('a list', () => {
  let [one, other, third]: readonly Life[] = [];
  const codesOfLives = (...some: readonly (Life | undefined)[]) => some.map((life) => life?.receipt?.code);
  beforeAll(async () => {
    at('2022-03-01T01:00:00Z');
    one = await refusedOne();
    other = await refusedOne();
    third = await refusedOne();
    at('2033-01-02T01:00:00Z');
  });
  const some = (life: Life | undefined): Life => {
    if (!life) throw new Error('it has not been lived');
    return life;
  };

  it('passes over what is held, and says how many', async () => {
    expect((await hold(some(one), 'place')).body).toMatchObject({ held: true, allowedActions: ['lift'] });
    expect(problemOf(await hold(some(one), 'place'))).toEqual([409, 'hold-not-allowed']);
    const drawn = await draw(2022);
    expect(drawn.body.totals).toMatchObject({ named: 2, held: 1 });
    expect(codesOf(await read('2022-000001'))).toEqual(codesOfLives(other, third));
  });

  it('is drawn by the control of procedures alone, and one of a year at a time', async () => {
    expect(problemOf(await draw(2022, leader))).toEqual([403, 'caller-not-allowed']);
    expect(problemOf(await draw(2022))).toEqual([409, 'destruction-not-allowed']);
    expect((await decide('2022-000001', { action: 'discard' })).body.state.code).toBe('discarded');
    expect((await draw(2022)).body.list).toBe('2022-000002');
  });

  it('says why something is struck, as a table too, and changes no more once it is approved', async () => {
    const list = '2022-000002';
    const [code = ''] = codesOfLives(third);
    const strike = { action: 'strike', codes: [code], reason: 'Có giá trị lịch sử của địa phương' };
    expect((await decide(list, strike)).body.totals).toMatchObject({ named: 2, struck: 1 });
    expect(problemOf(await decide(list, strike))).toEqual([409, 'destruction-not-allowed']);
    await decide(list, { action: 'approve' });
    for (const action of ['strike', 'approve', 'discard'])
      expect(problemOf(await decide(list, action === 'strike' ? strike : { action })), action).toEqual([
        409,
        'destruction-not-allowed',
      ]);
    const table = await read(list, { format: 'csv' });
    expect(table.headers['content-disposition']).toBe(
      'attachment; filename="danh-muc-huy-h25-03-2022-000002.csv"',
    );
    expect(String(table.body).trim().split('\r\n')).toEqual([
      'STT,Mã hồ sơ,Mã thủ tục,Ngày kết thúc,Thời hạn lưu trữ (năm),Không hủy vì',
      `1,${other?.receipt?.code},2.000488,2022-03-01,10,`,
      `2,${code},2.000488,2022-03-01,10,Có giá trị lịch sử của địa phương`,
    ]);
  });

  it('destroys nothing that is held, though it was held after the approval', async () => {
    await hold(some(other), 'place', leader);
    await destroyDossiers();
    expect((await read('2022-000002')).body).toMatchObject({
      state: { code: 'destroyed' },
      totals: { named: 2, struck: 1, destroyed: 0, kept: 1 },
      entries: [{ kept: true }, { struckFor: 'Có giá trị lịch sử của địa phương' }],
    });
    for (const life of [one, other, third]) expect((await partition(some(life))).length).toBeGreaterThan(5);
  });

  it('names again what is held no more; who held it and why stays to be read until then', async () => {
    const lifted = await hold(some(one), 'lift');
    expect(lifted.body.held).toBe(false);
    const { dossierId } = some(one);
    const asked = await call(api.readHold, readHold, { claims: leader, params: { dossierId } });
    expect(asked.body).toEqual({
      dossierId,
      held: false,
      times: [
        {
          reason: 'Đang giải quyết khiếu nại lần hai',
          at: '2033-01-02T08:00:00+07:00',
          name: 'Cán bộ',
          role: 'procedureControl',
          agency: 'H25.01',
          lifted: expect.objectContaining({ role: 'procedureControl' }),
        },
      ],
      allowedActions: ['place'],
    });
    await draw(2022);
    expect(codesOf(await read('2022-000003'))).toEqual(codesOfLives(one, third));
  });

  it('is gone on with in the next night, where a run came to a bad end', async () => {
    await decide('2022-000003', { action: 'approve' });
    for (const life of [one, third]) put('documents', `dossiers/${some(life).dossierId}/paper`, 'Hoa');
    refuseOnce();
    await expect(destroyDossiers()).rejects.toThrow('1 dossiers could not be destroyed');
    expect((await read('2022-000003')).body.state.code).toBe('approved');
    expect([...buckets.keys()].filter((place) => place.endsWith('/paper'))).toHaveLength(1);
    at('2033-01-03T01:00:00Z');
    await destroyDossiers();
    expect((await read('2022-000003')).body).toMatchObject({
      state: { code: 'destroyed' },
      totals: { destroyed: 2 },
    });
    for (const life of [one, third])
      expect((await partition(some(life))).map(({ SK }) => SK)).toEqual(['DESTRUCTION']);
    expect([...buckets.keys()].filter((place) => place.endsWith('/paper'))).toEqual([]);
  });

  it('is among those of its agency, the newest first, page by page', async () => {
    const page = (query: Record<string, string>, claims: Record<string, string> = leader) =>
      call(api.listDestructionLists, listLists, { claims, query });
    const first = await page({ limit: '2' });
    const names = ({ body }: Answered) => body.items.map(({ list }: { list: string }) => list);
    expect(names(first)).toEqual(['2022-000003', '2022-000002']);
    const next = await page({ limit: '2', cursor: first.body.nextCursor });
    expect(names(next)).toEqual(['2022-000001', '2021-000001']);
    expect(next.body.nextCursor).toBeUndefined();
    expect(names(await page({ agency: 'H25.03' }, control))).toHaveLength(4);
    expect((await page({ agency: 'H25.10' })).status).toBe(403);
  });
});

describe('what is still needed', () => {
  it('stays, though it was approved: a result of it is a paper of a dossier that is there', async () => {
    at('2023-03-01T01:00:00Z');
    const life = await refusedOne();
    at('2024-03-01T01:00:00Z');
    const another = await refusedOne();
    await commit([putReused(life.dossierId, another.dossierId)]);
    at('2034-01-02T01:00:00Z');
    await draw(2023);
    await decide('2023-000001', { action: 'approve' });
    await destroyDossiers();
    expect((await read('2023-000001')).body).toMatchObject({
      totals: { named: 1, destroyed: 0, kept: 1 },
      entries: [{ dossierCode: life.receipt?.code, kept: true }],
    });
    expect((await partition(life)).length).toBeGreaterThan(5);
    // Once the other is gone nothing needs the first any more.
    at('2035-01-02T01:00:00Z');
    await draw(2024);
    await decide('2024-000001', { action: 'approve' });
    await destroyDossiers();
    await draw(2023);
    await decide('2023-000002', { action: 'approve' });
    await destroyDossiers();
    expect((await partition(life)).map(({ SK }) => SK)).toEqual(['DESTRUCTION']);
  });
});

describe('a draft', () => {
  it('is forgotten with all that belongs to it after sixty days, and what is filed is not', async () => {
    at('2034-02-01T01:00:00Z');
    const life = new Life('draft', world);
    await life.draft();
    await life.fill();
    await life.declare('application-form', 'accepted');
    await life.declare('identity-copy', 'infected');
    const items = await partition(life);
    expect(items.map(({ SK }) => String(SK).split('#').slice(0, 2).join('#')).sort()).toEqual([
      'DOSSIER',
      'DOSSIER#APPLICATION',
      'DOSSIER#DOCUMENT',
      'DOSSIER#DOCUMENT',
    ]);
    const end = Date.parse('2034-04-02T01:10:00Z') / 1000;
    expect([...new Set(items.map(({ expiresAt }) => expiresAt))]).toEqual([end]);
    const filed = new Life('filed', world);
    await filed.fileThrough({ ...nam, SoDinhDanh: '035201005678' });
    expect((await partition(filed)).filter(({ expiresAt }) => expiresAt !== undefined)).toEqual([]);
  });
});
