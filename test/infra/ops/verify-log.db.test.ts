import { createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { compactVerify } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as sealLog } from '../../../functions/control/seal-log.ts';
import { ops } from '../../../infra/ops/ops.ts';
import { localDateOf } from '../../../shared/clock.ts';
import { hashOf, Logged } from '../../../shared/event/chain.ts';
import { chained, putEvent } from '../../../shared/event/outbox.ts';
import { dossierKey, eventKey } from '../../../shared/table/keys.ts';
import type { Item } from '../../../shared/table/transaction.ts';
import { agencyKey } from '../../support/agency-key.ts';
import { startTable, type TestTable } from '../../support/dynamodb.ts';
import { anEvent } from '../../support/events.ts';
import { startSealBucket } from '../../support/seal-bucket.ts';

const hoa = '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01';
const lan = '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e02';
const clerk = {
  kind: 'officer',
  subject: 'cb-1',
  name: 'Lê Thị Mai',
  role: 'deskOfficer',
  agency: 'H25.03',
} as const;
const instants = [
  '2021-10-11T01:00:00.000Z',
  '2021-10-11T02:00:00.000Z',
  // Midnight has passed in Vietnam.
  '2021-10-11T17:30:00.000Z',
  '2021-10-12T03:00:00.000Z',
] as const;

const ours = agencyKey();
const kms = mockClient(KMSClient);
let table: TestTable;
let bucket: Awaited<ReturnType<typeof startSealBucket>>;
/** The bucket after two nights. */
let sealed: ReadonlyMap<string, string>;

beforeAll(async () => {
  table = await startTable();
  bucket = await startSealBucket();
  process.env.SEAL_KEY = 'key-of-seals';
  begin();
  await writeBoth();
  await night('2021-10-11');
  await night('2021-10-12');
  sealed = new Map(bucket.texts);
});
afterAll(async () => {
  bucket.stop();
  await table.stop();
});

const put = (item: Item) => table.client.send(new PutCommand({ TableName: table.tableName, Item: item }));

/** The entry of a number in the log of Hoa's dossier. */
async function entry(sequence: number): Promise<Item> {
  const { Item: item = {} } = await table.client.send(
    new GetCommand({ TableName: table.tableName, Key: eventKey(hoa, sequence) }),
  );
  return item;
}
const remove = (sequence: number) =>
  table.client.send(new DeleteCommand({ TableName: table.tableName, Key: eventKey(hoa, sequence) }));

/** What happened to a dossier, one thing at each instant, written as the outbox writes it. */
function happened(dossierId: string, agency: string, at: readonly string[], names = 'Lê Thị Mai') {
  const events = at.map((time, place) => ({
    ...anEvent('dossier.received', { dossierId, agency }, `${dossierId}-${place + 1}`),
    sequence: place + 1,
    time,
  }));
  return chained(events, { ...clerk, name: names }, undefined);
}

async function write(dossierId: string, agency: string, at: readonly string[], name?: string): Promise<void> {
  const entries = happened(dossierId, agency, at, name);
  for (const one of entries) {
    const written = putEvent(one, { agency, day: localDateOf(new Date(one.event.time)) });
    if ('put' in written) await put(written.put);
  }
  await top(entries.length, entries.at(-1)?.hash);
  async function top(lastEvent: number, head: string | undefined) {
    await put({ ...dossierKey(dossierId), lastEvent, head });
  }
}

/** The night after a day, when its log is sealed, until three in the morning. */
async function night(day: string): Promise<void> {
  vi.setSystemTime(`${day}T18:00:00.000Z`);
  await sealLog();
  vi.setSystemTime(`${day}T20:00:00.000Z`);
}

/** What the command says of all, or of a part. */
async function verify(...options: readonly string[]): Promise<readonly string[]> {
  const said: string[] = [];
  const say = { done: (text: string) => said.push(text), failed: (text: string) => said.push(text) };
  const where = ['--table', table.tableName, '--seals', 'seals', '--key', 'key-of-seals'];
  const code = await ops(['verify-log', ...where, ...options], say);
  const [first = '', ...findings] = said.join('\n').replaceAll(table.tableName, 'table').split('\n');
  return [`${code} ${first}`, ...findings];
}

async function writeBoth(): Promise<void> {
  await write(hoa, 'H25.03', instants);
  await write(lan, 'H25.08', instants.slice(0, 1));
}

/** It is the morning after the second night, and the key is there. */
function begin(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-10-12T20:00:00.000Z') });
  kms.reset();
  kms.on(GetPublicKeyCommand).resolves({ PublicKey: ours.publicKey });
  kms.on(SignCommand, { KeyId: 'key-of-seals' }).callsFake(async ({ Message }) => ({
    Signature: await ours.signer.sign(Message),
  }));
}

beforeEach(async () => {
  begin();
  bucket.texts.clear();
  for (const [path, text] of sealed) bucket.texts.set(path, text);
  await writeBoth();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a log as it was written', () => {
  const asWritten = '0 table: 2 dossiers and 2 seals are as they were written';

  it('is found to be so: all of it, what changed on a day, and one dossier with the seals of its agency', async () => {
    expect(await verify()).toEqual([asWritten]);
    expect(await verify('--day', '2021-10-11')).toEqual([
      '0 table: 2 dossiers and 1 seals are as they were written',
    ]);
    expect(await verify('--day', '2021-10-12')).toEqual([
      '0 table: 1 dossiers and 1 seals are as they were written',
    ]);
    expect(await verify('--dossier', hoa)).toEqual([
      '0 table: 1 dossiers and 2 seals are as they were written',
    ]);
  });

  it('is sealed by a signature that anybody may check who knows JSON Web Signatures', async () => {
    const key = createPublicKey({ key: ours.publicKey, format: 'der', type: 'spki' });
    const { payload } = await compactVerify(bucket.texts.get('/seals/seals/2021-10-12/seal.jws') ?? '', key);
    expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
      v: 1,
      day: '2021-10-12',
      previous: expect.stringMatching(/^[\w-]{43}$/),
      agencies: { 'H25.03': { dossiers: 1 } },
    });
    const heads = bucket.texts.get('/seals/seals/2021-10-12/H25.03.txt');
    expect(heads).toBe(`${hoa} 4 ${hashOf(Logged.parse(await entry(4)))}\n`);
  });

  it('is sealed once, and a night that was missed is made up for by the next', async () => {
    const before = new Map(bucket.texts);
    await night('2021-10-12');
    expect(bucket.texts).toEqual(before);
    await night('2021-10-15');
    const days = ['2021-10-11', '2021-10-12', '2021-10-13', '2021-10-14', '2021-10-15'];
    expect([...bucket.texts.keys()].filter((path) => path.endsWith('.jws'))).toEqual(
      days.map((day) => `/seals/seals/${day}/seal.jws`),
    );
    expect(await verify()).toEqual(['0 table: 2 dossiers and 5 seals are as they were written']);
  });

  it('may be older than the chain, which begins with the first entry that names the one before', async () => {
    for (const sequence of [1, 2, 3, 4]) {
      const { previous: _, ...event } = JSON.parse(String((await entry(sequence)).event));
      await put({ ...(await entry(sequence)), event: JSON.stringify(event) });
    }
    bucket.texts.clear();
    await night('2021-10-11');
    await night('2021-10-12');
    await put({ ...dossierKey(hoa), lastEvent: 4 });
    expect(await verify()).toEqual([asWritten]);
  });
});

describe('what somebody did to the log is found', () => {
  const found = (...findings: readonly string[]) => [
    `1 table: 2 dossiers and 2 seals; not as they were written, ${findings.length}:`,
    ...findings.map((finding) => `dossier ${hoa}: ${finding}`),
  ];

  it('an entry whose text was altered', async () => {
    const { event, ...rest } = await entry(2);
    await put({ ...rest, event: String(event).replace('deskOfficer', 'caseOfficer') });
    const altered = found(
      'EVENT#000003 does not follow 2: one of the two was altered',
      'entry 2 is not the one that was sealed on 2021-10-11',
    );
    expect(await verify()).toEqual(altered);
    expect(await verify('--dossier', hoa)).toEqual([
      '1 table: 1 dossiers and 2 seals; not as they were written, 2:',
      ...altered.slice(1),
    ]);
  });

  it('another name in the place of who acted', async () => {
    await put({ ...(await entry(3)), actor: { ...clerk, name: 'Trần Văn Nam' } });
    expect(await verify()).toEqual(found('EVENT#000004 does not follow 3: one of the two was altered'));
  });

  it('the newest entry, which none after it names', async () => {
    await put({ ...(await entry(4)), actor: { ...clerk, name: 'Trần Văn Nam' } });
    expect(await verify()).toEqual(
      found(
        'entry 4 is not the one that the dossier names',
        'entry 4 is not the one that was sealed on 2021-10-12',
      ),
    );
  });

  it('an entry that is missing', async () => {
    await remove(3);
    expect(await verify()).toEqual(found('entry 3 is missing'));
  });

  it('two entries that were swapped', async () => {
    const [second, third] = [await entry(2), await entry(3)];
    await put({ ...second, SK: third.SK });
    await put({ ...third, SK: second.SK });
    expect(await verify()).toEqual(
      found('EVENT#000002 stands in the place of another', 'EVENT#000003 stands in the place of another'),
    );
  });

  it('an entry that was taken out of the index, where nobody would seal it', async () => {
    await put({ ...(await entry(2)), logPK: 'EVENT#H25.03#2020-01-01' });
    expect(await verify()).toEqual(found('EVENT#000002 stands in the index where it does not belong'));
  });

  it('an entry that is none any more', async () => {
    await put({ ...(await entry(2)), event: '{}' });
    expect(await verify()).toEqual(
      found(
        'EVENT#000002 cannot be read',
        'entry 2 is missing',
        'entry 2 is not the one that was sealed on 2021-10-11',
      ),
    );
  });

  it('an entry that was put in behind the others, of which the dossier knows nothing', async () => {
    const fifth = happened(hoa, 'H25.03', [...instants, '2021-10-13T01:00:00.000Z'])[4];
    await put({ ...eventKey(hoa, 5), event: fifth?.text, actor: clerk, logPK: 'EVENT#H25.03#2021-10-13' });
    expect(await verify()).toEqual(found('entry 5 follows the last that the dossier knows'));
    await remove(5);
  });

  it('a past that was invented whole, with all its hashes: only what was sealed tells', async () => {
    await write(hoa, 'H25.03', instants, 'Trần Văn Nam');
    expect(await verify()).toEqual(
      found(
        'entry 4 is not the one that was sealed on 2021-10-12',
        'entry 2 is not the one that was sealed on 2021-10-11',
      ),
    );
  });

  it('an entry that was put into a day long sealed, chained as it ought to be', async () => {
    await write(hoa, 'H25.03', [...instants, '2021-10-12T04:00:00.000Z']);
    expect(await verify()).toEqual(found('entry 5 was put in after 2021-10-12 was sealed'));
    await remove(5);
  });

  it('a dossier that was rolled back to an earlier day', async () => {
    const entries = happened(hoa, 'H25.03', instants);
    await remove(3);
    await remove(4);
    await put({ ...dossierKey(hoa), lastEvent: 2, head: entries[1]?.hash });
    expect(await verify('--day', '2021-10-12')).toEqual([
      '1 table: 1 dossiers and 1 seals; not as they were written, 1:',
      `dossier ${hoa}: entry 4 is not the one that was sealed on 2021-10-12`,
    ]);
  });
});

describe('what somebody did to the seals is found', () => {
  const sealOf = (day: string) => `/seals/seals/${day}/seal.jws`;
  const headsOf = (day: string) => `/seals/seals/${day}/H25.03.txt`;

  it('a seal that another key signed', async () => {
    const foreign = agencyKey();
    kms.on(SignCommand).callsFake(async ({ Message }) => ({ Signature: await foreign.signer.sign(Message) }));
    bucket.texts.delete(sealOf('2021-10-12'));
    await night('2021-10-12');
    expect(await verify()).toEqual([
      '1 table: 2 dossiers and 2 seals; not as they were written, 1:',
      'seal of 2021-10-12: is not signed by the key',
    ]);
  });

  it('a seal that is none any more', async () => {
    bucket.texts.set(sealOf('2021-10-12'), 'no seal');
    expect((await verify()).slice(0, 3)).toEqual([
      '1 table: 2 dossiers and 1 seals; not as they were written, 2:',
      'seal of 2021-10-12: is not signed by the key',
      'seal of 2021-10-12: names another one before it',
    ]);
  });

  it('heads that are not those that were sealed, or are missing', async () => {
    const path = headsOf('2021-10-12');
    bucket.texts.set(path, (bucket.texts.get(path) ?? '').replace(' 4 ', ' 3 '));
    expect((await verify())[1]).toBe(
      'seal of 2021-10-12: the heads of H25.03 are not those that were sealed',
    );
    bucket.texts.delete(path);
    expect((await verify())[1]).toBe('seal of 2021-10-12: the heads of H25.03 are missing');
  });

  it('a seal that is missing between two, the newest that is, and one in the place of another', async () => {
    await night('2021-10-13');
    bucket.texts.delete(sealOf('2021-10-12'));
    expect((await verify()).slice(1)).toEqual([
      'seal of 2021-10-13: follows 2021-10-11: a seal is missing',
      'seal of 2021-10-13: names another one before it',
    ]);
    bucket.texts.set(sealOf('2021-10-12'), bucket.texts.get(sealOf('2021-10-11')) ?? '');
    expect((await verify()).slice(1, 3)).toEqual([
      'seal of 2021-10-13: names another one before it',
      'seal of 2021-10-12: is that of 2021-10-11',
    ]);
    bucket.texts.delete(sealOf('2021-10-13'));
    bucket.texts.delete(sealOf('2021-10-12'));
    expect((await verify())[1]).toBe('seal of 2021-10-13: is missing');
  });
});

it('asks for one scope', async () => {
  const [said] = await verify('--dossier', hoa, '--day', '2021-10-11');
  expect(said).toBe('2 --dossier and --day: one of them');
});
