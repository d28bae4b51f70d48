import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { handler as listReadings } from '../../functions/control/list-readings.ts';
import { handler as listWorklist } from '../../functions/desk/list-worklist.ts';
import { handler as listOwnDossiers } from '../../functions/filing/list-own-dossiers.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { handler as readHistory } from '../../functions/filing/read-history.ts';
import { table } from '../../shared/aws.ts';
import { type LocalDate, localDateOf } from '../../shared/clock.ts';
import { loadFiledDocuments, loadWaiting } from '../../shared/document/store.ts';
import { loadWorklist } from '../../shared/dossier/lists.ts';
import { loadFiledFile, putDossier } from '../../shared/dossier/store.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { api } from '../../shared/operations.ts';
import { putSupplement, Supplement } from '../../shared/supplement/supplement.ts';
import { commit } from '../../shared/table/transaction.ts';
import { type Call, call } from '../support/call.ts';
import { aDossier, keptForm } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, declare, desk, draft, hoa, submitted, transit } from '../support/filing.ts';
import { keptDossier } from '../support/kept-dossier.ts';

/** After so many items every answer to a query ends and names where it goes on, as it does at 1 MB. */
let cut: number | undefined;
/** Answers to queries so far. */
let answers = 0;

type Asked = { RequestItems: Record<string, { Keys: object[] }> };

/** What a table answers that gives no more than so many of the items that are asked for by their keys. */
async function batchCut<In extends { input: object }, Out extends { output: object }>(
  size: number,
  said: In,
  next: (said: In) => Promise<Out>,
): Promise<Out> {
  const [[name = '', { Keys } = { Keys: [] }] = []] = Object.entries((said.input as Asked).RequestItems);
  const part = { [name]: { Keys: Keys.slice(0, size) } };
  const answer = await next({ ...said, input: { ...said.input, RequestItems: part } });
  const left = Keys.slice(size);
  return {
    ...answer,
    output: { ...answer.output, ...(left.length > 0 && { UnprocessedKeys: { [name]: { Keys: left } } }) },
  };
}

let target: TestTable;
beforeAll(async () => {
  target = await startApi();
  table.middlewareStack.add(
    (next, { commandName }) =>
      async (said) => {
        if (commandName === 'QueryCommand') answers += 1;
        if (!cut) return next(said);
        if (commandName === 'BatchGetItemCommand') return batchCut(cut, said, next);
        if (commandName !== 'QueryCommand') return next(said);
        const { Limit = 1_000_000 } = said.input as { Limit?: number };
        return next({ ...said, input: { ...said.input, Limit: Math.min(Limit, cut) } });
      },
    { step: 'initialize', name: 'cut' },
  );
});
afterEach(() => {
  cut = undefined;
});
afterAll(async () => {
  table.middlewareStack.remove('cut');
  await target.stop();
});

type Handler = Parameters<typeof call>[1];

/** Every page of a list of the API. */
async function pagesOf(operation: Operation, handler: Handler, said: Call): Promise<readonly object[][]> {
  const pages: object[][] = [];
  let cursor: string | undefined;
  do {
    const query = { ...said.query, ...(cursor && { cursor }) };
    const { body } = await call(operation, handler, { ...said, query });
    pages.push(body.items);
    cursor = body.nextCursor;
  } while (cursor);
  return pages;
}

/** Received, with its time running. */
const due = {
  status: 'received',
  receivedAt: '2021-10-08T03:00:00.000Z',
  dueAt: '2021-10-22T10:00:00.000Z',
};

const sizes = (pages: readonly object[][]) => pages.map(({ length }) => length);

describe.each([1, 3])('answers that end after %i items', (size) => {
  it('lose none of the own dossiers', async () => {
    const claims = { ...hoa, sub: `cd-${randomUUID()}` };
    const made = [];
    for (let count = 0; count < 8; count++) made.push((await draft(claims)).body.id);
    cut = size;
    const pages = await pagesOf(api.listOwnDossiers, listOwnDossiers, { claims, query: { limit: '3' } });
    expect(sizes(pages)).toEqual([3, 3, 2]);
    expect(pages.flat()).toMatchObject(made.toReversed().map((id) => ({ id })));
  });

  it('lose nothing of the worklist, by what is due or by where it lies', async () => {
    const agency = `H25.${20 + size}`;
    const { procedure } = aDossier();
    const made = [];
    for (let count = 0; count < 8; count++) {
      const dossier = aDossier({ id: randomUUID(), ...due, procedure: { ...procedure, agency } });
      await keptDossier(target, dossier);
      await commit(putDossier(dossier, dossier));
      made.push(dossier.id);
    }
    cut = size;
    const claims = { ...desk, MaCoQuan: agency };
    const filters: readonly Record<string, string>[] = [{}, { list: 'unassigned' }];
    for (const filter of filters) {
      const query = { limit: '3', ...filter };
      const pages = await pagesOf(api.listWorklist, listWorklist, { claims, query });
      expect(sizes(pages)).toEqual([3, 3, 2]);
      expect(pages.flat()).toMatchObject(made.toSorted().map((id) => ({ id })));
    }
  });

  it('lose nothing of a history', async () => {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
    const pay = { action: 'requestPayment', deadline: '2099-12-31' };
    await transit(dossierId, pay, { etag: '"6"' });
    await transit(dossierId, { action: 'recordPayment' }, { etag: '"7"' });
    await transit(dossierId, { action: 'finish' }, { claims: caseOfficer, etag: '"8"' });
    cut = size;
    const said = { claims: hoa, params: { dossierId }, query: { limit: '2' } };
    const pages = await pagesOf(api.readHistory, readHistory, said);
    expect(sizes(pages)).toEqual([2, 2, 1]);
    expect(pages.flat()).toMatchObject([5, 4, 3, 2, 1].map((sequence) => ({ sequence })));
  });

  it('lose none of the readings of a day', async () => {
    const agency = `H25.${40 + size}`;
    const { procedure } = aDossier();
    const dossier = await keptDossier(target, { procedure: { ...procedure, agency } });
    await commit(putDossier(dossier, dossier));
    const claims = { ...desk, MaCoQuan: agency };
    for (let count = 0; count < 5; count++)
      await call(api.readDossier, readDossier, { claims, params: { dossierId: dossier.id } });
    cut = size;
    const query = { agency, day: localDateOf(new Date()), limit: '2' };
    const control = { ...desk, VaiTro: 'kiem-soat-tthc' };
    const pages = await pagesOf(api.listReadings, listReadings, { claims: control, query });
    expect(sizes(pages)).toEqual([2, 2, 1]);
  });

  it('lose none of the files of a dossier, nor of those that it has taken in', async () => {
    const { body } = await draft();
    for (let count = 0; count < 7; count++) await declare(body.id);
    const dossierId = await submitted();
    cut = size;
    const read = await call(api.readDossier, readDossier, { claims: hoa, params: { dossierId: body.id } });
    expect(read.body.documents).toHaveLength(7);
    expect(await loadFiledDocuments(dossierId)).toHaveLength(2);
  });

  it('lose nothing that is due', async () => {
    const { body } = await draft();
    const made = [];
    for (let count = 0; count < 40; count++)
      made.push((await declare(body.id)).body.document.documentId as string);
    cut = size;
    const soon = new Date(Date.now() + 60_000);
    const due = (await loadWaiting(soon, 1000)).map(({ documentId }) => documentId);
    expect(due).toEqual(expect.arrayContaining(made));
    expect(await loadWaiting(soon, 1)).toHaveLength(4);
  });
});

describe('a page of the worklist', () => {
  it.each([
    ['what is due', {}],
    ['what is due before a day', { dueBefore: '2099-01-01' }],
    ['what came in', { list: 'reception' }],
    ['what nobody has', { list: 'unassigned' }],
    ['an own desk', { list: 'mine' }],
  ] as const)('is one query: %s', async (_, filter) => {
    await submitted();
    const ask = () =>
      call(api.listWorklist, listWorklist, { claims: desk, query: { ...filter, limit: '2' } });
    // The absences of the agency are looked up twice a minute.
    await ask();
    answers = 0;
    await ask();
    expect(answers).toBe(1);
  });
});

describe('answers that end at 1 MB by themselves', () => {
  it('lose no round of supplement of a dossier', async () => {
    const { id } = await keptDossier(target);
    const rounds = [1, 2, 3, 4, 5].map((number) =>
      Supplement.parse({
        v: 1,
        number,
        requestedAt: '2021-10-08T03:00:00.000Z',
        requestedBy: { kind: 'system', worker: 'test' },
        reason: 'x'.repeat(380_000),
        items: [],
        deadline: '2099-12-31',
      }),
    );
    for (const round of rounds) await commit([putSupplement(id, round, { owner: 'cd-hoa' })]);
    answers = 0;
    expect((await loadFiledFile(id)).supplements.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(answers).toBeGreaterThan(1);
  });

  it('lose no dossier of a worklist', async () => {
    const { procedure } = aDossier();
    const agency = 'H25.99';
    const fullName = 'Nguyễn'.padEnd(60_000, 'x');
    const form = { ...keptForm, applicant: { ...keptForm.applicant, fullName } };
    for (let count = 0; count < 24; count++) {
      const dossier = aDossier({ id: randomUUID(), ...due, form, procedure: { ...procedure, agency } });
      await keptDossier(target, dossier);
      await commit(putDossier(dossier, dossier));
    }
    answers = 0;
    const leader = { kind: 'officer', subject: 'x', name: 'X', role: 'agencyLeader', agency } as const;
    const day = '2021-10-20' as LocalDate;
    expect((await loadWorklist(leader, 'due', { day, limit: 100 })).items).toHaveLength(24);
    expect(answers).toBeGreaterThan(1);
  }, 30_000);
});
