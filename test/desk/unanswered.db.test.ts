import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { remindAndClose } from '../../shared/desk/unanswered.ts';
import { Act } from '../../shared/dossier/act.ts';
import { actionOf } from '../../shared/dossier/actions.ts';
import { act } from '../../shared/dossier/change.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { readKept } from '../../shared/event/outbox.ts';
import { randomId } from '../../shared/ids.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { commit } from '../../shared/table/transaction.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { keptDossier } from '../support/kept-dossier.ts';

let table: TestTable;
beforeEach(async () => {
  table = await startApi();
});
afterEach(() => table.stop());

const october = (day: number, time = '08:00') => {
  const at = new Date(`2021-10-${String(day).padStart(2, '0')}T${time}:00+07:00`);
  return { now: () => at, newId: randomId };
};
const run = (day: number, time?: string) => remindAndClose('follow-supplements', october(day, time));

const officer = {
  kind: 'officer',
  subject: 'cb-1',
  name: 'A',
  role: 'caseOfficer',
  agency: 'H25.03',
} as const;
const applicant = { kind: 'applicant', subject: 'cd-hoa' } as const;

async function does(
  id: string,
  said: object,
  day: number,
  actor: typeof officer | typeof applicant = officer,
) {
  const file = await loadFiledFile(id);
  const input = Act.parse(said);
  const step = actionOf(input.action).from[file.dossier.status];
  if (!step) throw new Error(`no ${input.action} from ${file.dossier.status}`);
  const { now, newId } = october(day);
  const procedure = catalogue.find(({ code }) => code === file.dossier.procedure.code);
  await commit(act(file, input, step, { at: now(), actor, newId, correlationId: 'c-1', procedure }).writes);
}

let codes = 0;
/** Submitted, and asked on Monday 11 October 2021 for a telephone number by this day. */
async function asked(deadline: string): Promise<string> {
  const code = `H25.03-211008-${String(++codes).padStart(4, '0')}`;
  const { id } = await keptDossier(table, { code });
  const items = [{ name: 'Số điện thoại', field: '/applicant/phone' }];
  await does(id, { action: 'requestSupplement', reason: 'Số điện thoại sai', items, deadline }, 11);
  return id;
}

async function toldOf(id: string): Promise<readonly { type: string; data: Record<string, unknown> }[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :event)',
      ExpressionAttributeValues: { ':dossier': `DOSSIER#${id}`, ':event': 'EVENT#' },
    }),
  );
  return Items.map(({ event }) => readKept(event));
}

it('reminds once, two days before the last one, and ends what is not answered when that is past', async () => {
  const id = await asked('2021-10-20');
  expect(await run(17, '23:59')).toEqual({ acted: 0, failed: 0 });
  expect(await run(18)).toEqual({ acted: 1, failed: 0 });
  expect(await run(19)).toEqual({ acted: 0, failed: 0 });
  expect((await loadFiledFile(id)).dossier.status).toBe('supplementRequested');
  expect(await run(20, '23:59')).toEqual({ acted: 0, failed: 0 });
  expect(await run(21)).toEqual({ acted: 1, failed: 0 });
  expect(await run(22)).toEqual({ acted: 0, failed: 0 });

  const { dossier, supplements } = await loadFiledFile(id);
  expect(dossier).toMatchObject({
    status: 'refused',
    reason: 'Quá thời hạn bổ sung, hoàn thiện hồ sơ mà chưa nhận được giấy tờ bổ sung',
    changedBy: { kind: 'system', worker: 'follow-supplements' },
  });
  expect(supplements).toMatchObject([
    { remindedAt: '2021-10-18T01:00:00.000Z', closedAt: '2021-10-21T01:00:00.000Z' },
  ]);
  const [, reminded, closed] = await toldOf(id);
  expect(reminded).toMatchObject({
    type: 'vn.gov.hanam.motcua.dossier.supplement-reminded.v1',
    data: { deadline: '2021-10-20', items: [{ id: '/applicant/phone', name: 'Số điện thoại' }] },
  });
  expect(closed).toMatchObject({ type: 'vn.gov.hanam.motcua.dossier.refused.v1' });
});

it('ends no supplement on a day off: the last day is then the next one on which offices work', async () => {
  // A Saturday.
  const id = await asked('2021-10-16');
  await run(14);
  expect(await run(17)).toEqual({ acted: 0, failed: 0 });
  expect(await run(18)).toEqual({ acted: 0, failed: 0 });
  expect(await run(19)).toEqual({ acted: 1, failed: 0 });
  expect((await loadFiledFile(id)).dossier.status).toBe('refused');
});

it('reminds of nothing that was asked for a moment ago', async () => {
  const id = await asked('2021-10-12');
  expect(await run(11, '20:00')).toEqual({ acted: 0, failed: 0 });
  expect(await run(13)).toEqual({ acted: 1, failed: 0 });
  expect((await loadFiledFile(id)).dossier.status).toBe('refused');
});

it('leaves alone what was answered, and what is withdrawn meanwhile', async () => {
  const answered = await asked('2021-10-20');
  const corrections = { '/applicant/phone': '0987654321' };
  await does(answered, { action: 'answerSupplement', corrections }, 15, applicant);
  const withdrawn = await asked('2021-10-20');
  await does(withdrawn, { action: 'requestWithdrawal', reason: 'Không còn nhu cầu' }, 15, applicant);
  expect(await run(21)).toEqual({ acted: 0, failed: 0 });
  await does(withdrawn, { action: 'confirmWithdrawal' }, 21);
  const { dossier, supplements } = await loadFiledFile(withdrawn);
  expect([dossier.status, dossier.supplementUntil]).toEqual(['stopped', undefined]);
  expect(supplements).toMatchObject([{ closedAt: '2021-10-21T01:00:00.000Z' }]);
  expect((await loadFiledFile(answered)).dossier.status).toBe('submitted');
});

it('reminds and ends once, though two run at a time and one dossier cannot be read', async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, () => asked('2021-10-20')));
  const broken = await asked('2021-10-20');
  await table.client.send(
    new PutCommand({
      TableName: table.tableName,
      Item: { PK: `DOSSIER#${broken}`, SK: 'DOSSIER', status: 'supplementRequested' },
    }),
  );
  for (const day of [18, 21]) {
    const [one, other] = await Promise.all([run(day), run(day)]);
    expect(one.acted + other.acted).toBe(8);
    expect([one.failed, other.failed]).toEqual([1, 1]);
  }
  for (const id of ids) expect((await toldOf(id)).length).toBe(3);
});
