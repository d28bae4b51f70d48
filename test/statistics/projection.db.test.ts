import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handler as listCounted } from '../../functions/statistics/list-counted-dossiers.ts';
import { handler as projectBatch } from '../../functions/statistics/project-events.ts';
import { handler as readReport } from '../../functions/statistics/read-report.ts';
import { rebuildStatistics } from '../../infra/ops/rebuild-statistics.ts';
import { stories } from '../../infra/replay/dossiers.ts';
import { type LocalDate, localDateOf } from '../../shared/clock.ts';
import type { CloudEvent } from '../../shared/dossier/events.ts';
import { chained, putEvent } from '../../shared/event/outbox.ts';
import { api } from '../../shared/operations.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { countedEvents, type Fact, heard } from '../../shared/statistics/fact.ts';
import { project } from '../../shared/statistics/projection.ts';
import { factKey, monthTallyKey } from '../../shared/table/keys.ts';
import { call, lambdaContext } from '../support/call.ts';
import { startTable, type TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { anEvent } from '../support/events.ts';
import { officer } from '../support/filing.ts';
import { batchOf, putAll } from '../support/kept-dossier.ts';

let table: TestTable;
beforeEach(async () => {
  table = await startApi();
});
afterEach(() => table.stop());

const control = { ...officer('lanh-dao', 'H25.01'), VaiTro: 'kiem-soat-tthc' };
const counted = new Set<string>(countedEvents);

/** Some dossiers of the article that one agency received in March 2020. */
const told = [...stories(catalogue, 100)]
  .filter(([event]) => event?.data.agency === 'H25.08' && event.data.occurredAt.startsWith('2020-03'))
  .slice(0, 24);
const heardOf = told.flat().filter(({ name }) => counted.has(name));

const actor = { kind: 'system', worker: 'test' } as const;
const logged = (events: readonly CloudEvent[]) =>
  putAll(
    table,
    events
      .flatMap((event) => chained([event], actor, undefined))
      .map((entry) =>
        putEvent(entry, {
          agency: entry.event.data.agency,
          day: localDateOf(new Date(entry.event.data.occurredAt)),
        }),
      ),
  );

const rebuilt = (mend = false) =>
  rebuildStatistics(table, {
    agency: 'H25.08',
    from: '2020-03-01' as LocalDate,
    to: '2020-07-31' as LocalDate,
    mend,
  });

const period = { from: '2020-01-01', to: '2021-10-10' };
const report = async (form: '06a' | '07a', query: Record<string, string> = period) =>
  (await call(api.readReport, readReport, { claims: control, params: { form }, query })).body;

describe('the projection', () => {
  it('gives the numbers of the log, whatever comes twice, late, in disorder or side by side', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...heardOf, ...heardOf.slice(0, 40)], { minLength: heardOf.length + 40 }),
        fc.integer({ min: 1, max: 10 }),
        async (events, size) => {
          await table.stop();
          table = await startTable();
          await logged(told.flat());
          const batches = Array.from({ length: Math.ceil(events.length / size) }, (_, place) =>
            events.slice(place * size, (place + 1) * size),
          );
          for (let place = 0; place < batches.length; place += 2) {
            const answers = await Promise.all(
              batches.slice(place, place + 2).map((batch) => projectBatch(batchOf(...batch), lambdaContext)),
            );
            // What two at once kept from each other comes again, as a queue would bring it.
            if (answers.some(({ batchItemFailures }) => batchItemFailures.length > 0))
              await project(batches.slice(place, place + 2).flat());
          }
          expect(await rebuilt()).toEqual({ dossiers: 24, differences: 0, repaired: false });
        },
      ),
      { numRuns: 3, seed: 20_211_010 },
    );
  }, 120_000);

  it('reports of a batch only the event that it cannot read, and what is behind it of that dossier', async () => {
    const [story, other] = told;
    if (!story || !other) throw new Error('no story');
    const [first, second] = story.filter(({ name }) => counted.has(name));
    const third = other.find(({ name }) => counted.has(name));
    if (!first || !second || !third) throw new Error('no event');
    const { Records } = batchOf(first, second, third);
    const broken = Records.map((record, place) =>
      place === 0 ? { ...record, body: '{"type":"nonsense"}' } : record,
    );
    const { batchItemFailures } = await projectBatch({ Records: broken }, lambdaContext);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['message-1', 'message-2']);
    const { total } = await report('06a');
    expect(total.received).toMatchObject({ total: 1 });
  });

  it('is mended from the log: facts that are gone, counts that are wrong', { timeout: 60_000 }, async () => {
    await logged(told.flat());
    await project(heardOf);
    const [event] = heardOf;
    if (!event) throw new Error('no event');
    const { agency, dossierCode, procedureCode } = event.data;
    await table.client.send(
      new DeleteCommand({ TableName: table.tableName, Key: factKey(agency, dossierCode) }),
    );
    await table.client.send(
      new PutCommand({
        TableName: table.tableName,
        Item: { ...monthTallyKey(agency, '2019-05', procedureCode), v: 1, '07or': 3 },
      }),
    );
    expect(await rebuilt(true)).toMatchObject({ differences: 2, repaired: true });
    expect(await rebuilt()).toEqual({ dossiers: 24, differences: 0, repaired: false });
  });

  it('is mended where an earlier version heard less of what was told', { timeout: 60_000 }, async () => {
    const story = told[0] ?? [];
    const last = story.at(-1);
    if (!last) throw new Error('no event');
    const rated = {
      ...anEvent('dossier.rated', { ...last.data, grade: 'unsatisfied' }),
      sequence: last.sequence + 1,
    };
    await logged([...told.flat(), rated]);
    await project(heardOf);
    const before = [...story.filter(({ name }) => counted.has(name)), rated].reduce<Fact | undefined>(
      heard,
      undefined,
    );
    if (!before) throw new Error('no fact');
    const moments = before.moments.map(({ grade: _, ...moment }) => moment);
    const key = factKey(before.agency, before.dossierCode);
    await table.client.send(
      new PutCommand({ TableName: table.tableName, Item: { ...key, ...before, moments } }),
    );
    // The fact, and what it counts for in a month and in a year.
    expect(await rebuilt(true)).toMatchObject({ differences: 3, repaired: true });
    expect(await rebuilt()).toEqual({ dossiers: 24, differences: 0, repaired: false });
  });
});

describe('the reports', () => {
  beforeEach(() => project(heardOf));

  it.each([
    ['06a', '2020-01-01', '2020-12-31'],
    ['06a', '2020-03-15', '2020-03-20'],
    ['07a', '2020-04-01', '2020-12-31'],
    ['07a', '2021-01-01', '2021-10-10'],
  ] as const)(
    '%s from %s to %s leave no dossier out: received = resolved + in progress + handed back',
    async (form, from, to) => {
      const { rows, total } = await report(form, { from, to });
      expect(rows.length).toBeGreaterThan(0);
      for (const row of [...rows, total]) {
        const { received, resolved, inProgress, supplementing = 0, handedBack } = row;
        expect(received.total).toBe(resolved.total + inProgress.total + supplementing + handedBack);
        expect(received.total).toBe(received.online + received.deskOrPost + received.carriedOver);
      }
    },
  );

  it('are the same as of a day, whatever happens later', async () => {
    const before = await report('06a', { from: '2020-01-01', to: '2020-03-31' });
    const later = told.flat().filter(({ data }) => data.occurredAt.slice(0, 10) > '2020-03-31');
    expect(later.length).toBeGreaterThan(0);
    await table.stop();
    table = await startApi();
    await project(heardOf.filter((event) => !later.includes(event)));
    expect(await report('06a', { from: '2020-01-01', to: '2020-03-31' })).toEqual(before);
  });

  it('have behind each figure as many dossiers as it says', async () => {
    const { rows } = await report('06a', { from: '2020-03-10', to: '2020-12-31' });
    const [{ key: agency, resolved, received, inProgress }] = rows;
    const behind = async (figure: string) => {
      const query = { from: '2020-03-10', to: '2020-12-31', figure, agency };
      const { body } = await call(api.listCountedDossiers, listCounted, { claims: control, query });
      return body.items.length;
    };
    expect(await behind('received')).toBe(received.online + received.deskOrPost);
    expect(await behind('carriedOver')).toBe(received.carriedOver);
    expect(await behind('early')).toBe(resolved.early);
    expect(await behind('inProgress')).toBe(inProgress.total);
    expect((await behind('received')) + (await behind('early'))).toBeGreaterThan(0);
  });

  it('have behind a figure lists that are files, part by part, each of which leads to the next', async () => {
    const query = { from: '2020-03-10', to: '2020-12-31', figure: 'received', agency: 'H25.08' };
    const list = (more: Record<string, string>) =>
      call(api.listCountedDossiers, listCounted, { claims: control, query: { ...query, ...more } });
    const whole = (await list({})).body.items.map(({ code }: { code: string }) => code);
    const codes: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { body, headers } = await list({ format: 'csv', limit: '10', ...(cursor && { cursor }) });
      const [, ...lines] = String(body).trimEnd().split('\r\n');
      codes.push(...lines.flatMap((line) => line.split(',')[0] ?? []));
      const [, next] = /^<[^>?]*\?([^>]*)>; rel="next"$/.exec(headers.link ?? '') ?? [];
      cursor = new URLSearchParams(next).get('cursor') ?? undefined;
    }
    expect(codes).toEqual(whole);
    expect(codes.length).toBeGreaterThan(10);
  });

  it('show officers of an agency their own, and nobody another', async () => {
    const leader = officer('lanh-dao', 'H25.08');
    const { body } = await call(api.readReport, readReport, {
      claims: leader,
      params: { form: '06a' },
      query: period,
    });
    expect(body.rows.map(({ key }: { key: string }) => key)).toEqual(['H25.08']);
    const asked = { claims: leader, params: { form: '06a' }, query: { ...period, agency: 'H25.03' } };
    expect(await call(api.readReport, readReport, asked)).toMatchObject({ status: 403 });
    const query = { ...period, figure: 'received', agency: 'H25.03' };
    expect(await call(api.listCountedDossiers, listCounted, { claims: leader, query })).toMatchObject({
      status: 403,
    });
  });
});
