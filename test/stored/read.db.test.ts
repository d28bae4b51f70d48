import { randomUUID } from 'node:crypto';
import { GetObjectTaggingCommand, PutObjectCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import pLimit from 'p-limit';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as listReadings } from '../../functions/control/list-readings.ts';
import { handler as endUnpaid } from '../../functions/desk/end-unpaid.ts';
import { handler as listWorklist } from '../../functions/desk/list-worklist.ts';
import { handler as publishEvents } from '../../functions/events/publish-events.ts';
import { handler as sweepDocuments } from '../../functions/examination/sweep-documents.ts';
import { handler as listOwnDossiers } from '../../functions/filing/list-own-dossiers.ts';
import { handler as openDocument } from '../../functions/filing/open-document.ts';
import { handler as readDeadline } from '../../functions/filing/read-deadline.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { handler as readHistory } from '../../functions/filing/read-history.ts';
import { handler as readReceipt } from '../../functions/filing/read-receipt.ts';
import { handler as notifyApplicant } from '../../functions/notification/notify-applicant.ts';
import { handler as retryDeliveries } from '../../functions/postal/retry-deliveries.ts';
import { handler as keepDocuments } from '../../functions/retention/keep-documents.ts';
import { handler as readTimeline } from '../../functions/tracking/read-timeline.ts';
import { handler as trackDossier } from '../../functions/tracking/track-dossier.ts';
import { loggedEvents } from '../../infra/ops/republish.ts';
import { agencyByCode } from '../../shared/agency/agency.ts';
import { unitByCode } from '../../shared/agency/unit.ts';
import { LocalDate, localDateOf } from '../../shared/clock.ts';
import { loadCounter } from '../../shared/dossier/code.ts';
import { events } from '../../shared/dossier/events.ts';
import { readKept } from '../../shared/event/outbox.ts';
import { api } from '../../shared/operations.ts';
import { KeptReport } from '../../shared/shipment/store.ts';
import type { Item } from '../../shared/table/transaction.ts';
import { type Answered, call, lambdaContext } from '../support/call.ts';
import { caseOfficer, declaration, desk, officer, settleDocument } from '../support/filing.ts';
import { batchOf } from '../support/kept-dossier.ts';
import { send } from './calls.ts';
import { type Fixture, fixturesOf, versions } from './fixtures.ts';
import { later } from './later.ts';
import { hoa } from './life.ts';
import { openSheets } from './sheets.ts';
import { bucket, mail, scanned, startWorld, type World } from './world.ts';

/** Whether the communes and agencies of today are gone. */
const today = vi.hoisted(() => ({ reorganised: false }));
vi.mock('../../shared/agency/agency.ts', async (original) => {
  const agency = await original<typeof import('../../shared/agency/agency.ts')>();
  return {
    ...agency,
    agencyByCode: (code: string) => (today.reorganised ? undefined : agency.agencyByCode(code)),
  };
});
vi.mock('../../shared/agency/unit.ts', async (original) => {
  const unit = await original<typeof import('../../shared/agency/unit.ts')>();
  return { ...unit, unitByCode: (code: string) => (today.reorganised ? undefined : unit.unitByCode(code)) };
});

const topic = mockClient(SNSClient);

type Claims = Readonly<Record<string, string>>;
const nothingFailed = { batchItemFailures: [] };
const all = { limit: '100' };

const partsOf = ({ items }: Fixture, prefix: string) =>
  items.filter(({ SK }) => String(SK).startsWith(prefix));
/** Papers of the applicant: what is to become a result is its agency's. */
const papersOf = (fixture: Fixture) =>
  partsOf(fixture, 'DOSSIER#DOCUMENT#').filter(
    ({ PK, purpose }) => PK === `DOSSIER#${fixture.dossierId}` && purpose === undefined,
  );
const eventsOf = (fixture: Fixture) =>
  partsOf(fixture, 'EVENT#').map(({ event }) => events.parse(readKept(String(event))));
const sequencesOf = (numbered: readonly { readonly sequence: number }[]) =>
  numbered.map(({ sequence }) => sequence);
const listed = ({ body }: Answered) => body.items.map(({ id }: { id: string }) => id).sort();
const idsOf = (fixtures: readonly Fixture[]) => fixtures.map(({ dossierId }) => dossierId).sort();

const read = ({ dossierId, filer }: Fixture, claims: Claims = filer): Promise<Answered> =>
  call(api.readDossier, readDossier, { claims, params: { dossierId } });

/** Each life took item codes from the first on, in a world of its own: beside each other they have taken more. */
const besideOthers = (item: Item): Item =>
  String(item.SK).startsWith('POOL#') ? { ...item, taken: 1000 } : item;

/** So many items are put at once. */
const aside = pLimit(8);

/** Acts on a dossier as it stands. */
async function act(fixture: Fixture, claims: Claims, action: string, input: object = {}): Promise<Answered> {
  const { etag } = (await read(fixture)).headers;
  const said = { params: { dossierId: fixture.dossierId }, key: randomUUID(), etag };
  return send({ operation: 'applyTransition', claims, ...said, body: { action, ...input } });
}

// The clock never goes back, so that what functions keep in memory is of the same world.
describe.each(later)('$when', ({ year, reorganised, procedures, stored, happensToAll }) => {
  const those = happensToAll ? versions : versions.slice(-1);
  describe.each(those)('dossiers as version %i stored them', (version) => {
    const fixtures = fixturesOf(version);
    const drafts = [...fixtures].filter(([, { receipt }]) => !receipt);
    const filed = [...fixtures].filter(([, { receipt }]) => receipt);
    const named = (name: string): Fixture => {
      const fixture = fixtures.get(name);
      if (!fixture) throw new Error(`version ${version} has no fixture ${name}`);
      return fixture;
    };

    let world: World;
    beforeAll(async () => {
      vi.setSystemTime(`${year}-12-20T02:00:00Z`);
      world = await startWorld(procedures);
      today.reorganised = reorganised;
      // What several lives have in common is as the last of them left it.
      const items = new Map(
        [...fixtures.values()]
          .flatMap((fixture) => fixture.items)
          .map((item) => [`${item.PK} ${item.SK}`, besideOthers(stored(item))]),
      );
      const { client, tableName: TableName } = world.table;
      await Promise.all(
        [...items.values()].map((Item) => aside(() => client.send(new PutCommand({ TableName, Item })))),
      );
    });
    afterAll(async () => {
      today.reorganised = false;
      vi.useRealTimers();
      await world.stop();
    });
    beforeEach(() => {
      for (const mock of [mail, bucket, topic]) mock.reset();
      mail.on(SendEmailCommand).resolves({ MessageId: 'ses-later' });
      bucket.on(GetObjectTaggingCommand).resolves({ TagSet: [{ Key: 'retention', Value: 'draft' }] });
      bucket.on(PutObjectCommand).resolves({ VersionId: 'version-2' });
      topic.on(PublishCommand).resolves({});
    });

    it('stand in that world', () => {
      const there = [agencyByCode('H25.03'), unitByCode('13285')].map((found) => found !== undefined);
      expect(there).toEqual([!reorganised, !reorganised]);
    });

    it('are listed by their owner, and by their agency while they are open', async () => {
      const own = await call(api.listOwnDossiers, listOwnDossiers, { claims: hoa, query: all });
      const hers = [...fixtures.values()].filter(({ filer }) => filer.sub === hoa.sub);
      const ids = hers.flatMap((fixture) =>
        partsOf(fixture, 'DOSSIER').flatMap(({ SK, id }) => (SK === 'DOSSIER' ? [id] : [])),
      );
      expect(listed(own)).toEqual(ids.sort());
      const inWork = [...fixtures.values()].filter((fixture) =>
        partsOf(fixture, 'DOSSIER').some(({ worklistPK }) => worklistPK === 'WORK#H25.03'),
      );
      const whole = await call(api.listWorklist, listWorklist, { claims: desk, query: all });
      expect(listed(whole)).toEqual(idsOf(inWork));
    });

    it.each([...fixtures])('are read, with their papers: %s', async (_, fixture) => {
      const { dossierId, status } = fixture;
      const { body } = await read(fixture);
      expect(body).toMatchObject({ id: dossierId, status });
      expect(body.documents).toHaveLength(papersOf(fixture).length);
      for (const { documentId, state } of body.documents) {
        const params = { dossierId, documentId };
        const opened = await call(api.openDocument, openDocument, { claims: fixture.filer, params });
        expect(opened.status).toBe(state === 'accepted' ? 200 : 409);
      }
    });

    it.each(drafts)('are known to nobody else before they are filed: %s', async (_, fixture) => {
      expect((await read(fixture, desk)).status).toBe(404);
    });

    it.each(filed)('have their history, receipt, tracking and number: %s', async (_, fixture) => {
      const { dossierId, agency, status, receipt: { code = '', trackingSecret: secret = '' } = {} } = fixture;
      expect((await read(fixture, desk)).body).toMatchObject({ code, status });
      const params = { dossierId };
      for (const claims of [hoa, desk]) {
        const history = await call(api.readHistory, readHistory, { claims, params, query: all });
        expect(sequencesOf(history.body.items).reverse()).toEqual(sequencesOf(eventsOf(fixture)));
      }
      const receipt = await call(api.readReceipt, readReceipt, { claims: hoa, params });
      expect(receipt.body).toMatchObject({ code, trackingSecret: secret });
      const tracked = await call(api.trackDossier, trackDossier, { body: { code, secret } });
      expect(tracked.body).toMatchObject({ code, completionPercent: expect.any(Number) });
      const [, year2, month, day, number] = /-(\d\d)(\d\d)(\d\d)-(\d{4})$/.exec(code) ?? [];
      expect(await loadCounter(agency, `20${year2}-${month}-${day}`)).toBe(Number(number));
    });

    it.each(filed)('have their deadline explained: %s', async (_, { dossierId }) => {
      const { body } = await call(api.readDeadline, readDeadline, { claims: hoa, params: { dossierId } });
      const last = body.explanation.at(-1);
      expect(last?.kind === 'due' ? last.at : undefined).toBe(body.dueAt);
    });

    it.each(filed)('have their timeline told, a line for each event: %s', async (_, fixture) => {
      const params = { dossierId: fixture.dossierId };
      const { body } = await call(api.readTimeline, readTimeline, { claims: hoa, params });
      expect(sequencesOf(body.events).reverse()).toEqual(sequencesOf(eventsOf(fixture)));
      expect(body).toMatchObject({ status: fixture.status, next: { text: { vi: expect.any(String) } } });
    });

    it.each(filed)('are told of, each event once, in the words of then: %s', async (_, fixture) => {
      const settled = partsOf(fixture, 'ANNOUNCED#').map(({ SK }) => SK);
      for (const _again of [1, 2])
        expect(await notifyApplicant(batchOf(...eventsOf(fixture)), lambdaContext)).toEqual(nothingFailed);
      const mails = mail.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => input);
      for (const { Content } of mails) expect(Content?.Simple?.Body?.Text?.Data).toContain('Sở Tư pháp');
      const records = new Map(
        eventsOf(fixture).map(({ id, sequence }) => [id, `ANNOUNCED#00000${sequence}`]),
      );
      const told = mails.map(({ EmailTags }) => records.get(EmailTags?.[0]?.Value ?? ''));
      expect(new Set([...told, ...settled]).size).toBe(told.length + settled.length);
    });

    it('have their newest events published', async () => {
      const changed = [...fixtures.values()].flatMap(({ items }) => items.filter(({ outbox }) => outbox));
      const Records = changed.map(({ PK, outbox }) => ({
        dynamodb: { Keys: { PK: { S: String(PK) } }, NewImage: { outbox: { S: String(outbox) } } },
      }));
      expect(await publishEvents({ Records })).toEqual(nothingFailed);
      const published = topic
        .commandCalls(PublishCommand)
        .map(({ args: [{ input }] }) => input.MessageGroupId);
      expect([...new Set(published)].map((id) => `DOSSIER#${id}`).sort()).toEqual(
        changed.map(({ PK }) => PK).sort(),
      );
    });

    it.each(filed)('have all their events in the log, and their papers kept: %s', async (_, fixture) => {
      const log = eventsOf(fixture);
      const again = await loggedEvents(world.table, { dossier: fixture.dossierId, after: 0 });
      expect(sequencesOf(again)).toEqual(sequencesOf(log));
      expect(await keepDocuments(batchOf(...log.slice(0, 1)), lambdaContext)).toEqual(nothingFailed);
      const kept = partsOf(fixture, 'DOSSIER#DOCUMENT#').filter(({ filed }) => filed);
      expect(bucket.commandCalls(PutObjectTaggingCommand)).toHaveLength(kept.length);
    });

    it.runIf(fixtures.has('given-sheets'))(
      'have their sheets opened, as they were kept while they say the same',
      async () => {
        const fixture = named('given-sheets');
        const [register] = partsOf(fixture, 'REGISTER#');
        const day = LocalDate.parse(String(register?.SK).split(/[#_]/)[1]);
        const opened = await openSheets(fixture.dossierId, day);
        expect(opened.map(({ status }) => status)).toEqual([200, 200]);
        const versions = opened.map(({ body }) => new URL(body.url).searchParams.get('versionId'));
        // The agency has no name any more, and the procedure other papers.
        expect(versions).toEqual(reorganised ? ['version-2', 'version-2'] : ['version-1', 'version-1']);
      },
    );

    it.each([...fixtures])('answer a repeat of the last call as at first: %s', async (_, { lastCall }) => {
      const { status, headers } = await send(lastCall);
      expect({ status, etag: headers.etag }).toEqual({ etag: undefined, ...lastCall.answer });
      expect(headers['idempotent-replayed']).toBe('true');
    });

    it('have their readings listed for the control, and all reports of the post at hand', async () => {
      for (const fixture of fixtures.values()) {
        for (const { SK } of partsOf(fixture, 'READ#')) {
          const day = localDateOf(new Date(String(SK).split('#')[1] ?? ''));
          const claims = { ...officer('chuyen-vien'), VaiTro: 'kiem-soat-tthc' };
          const query = { agency: fixture.agency, day };
          const readings = await call(api.listReadings, listReadings, { claims, query });
          expect(readings.body.items).toMatchObject([{ dossierId: fixture.dossierId }]);
        }
        for (const item of partsOf(fixture, 'REPORT#'))
          expect(KeptReport.parse(stored(item)).report.reference).toBe(`${fixture.receipt?.code}-T1`);
      }
    });

    it.each([
      ['submitted', desk, 'receive', 'received'],
      ['received', caseOfficer, 'startProcessing', 'processing'],
      ['processing', caseOfficer, 'finish', 'done'],
      ['supplement-answered', caseOfficer, 'finish', 'done'],
      ['withdrawal-requested', hoa, 'takeBackWithdrawal', 'submitted'],
      ['done', desk, 'returnResult', 'returned'],
    ])('go on when somebody acts: %s', async (name, claims, action, status) => {
      expect((await act(named(name), claims, action)).body.status).toBe(status);
    });

    it('go on when a supplement is answered, by what was asked for then', async () => {
      const fixture = named('supplement-requested');
      const { dossierId } = fixture;
      for (const paperId of ['identity-copy', 'moi-3']) {
        const said = { claims: hoa, params: { dossierId }, key: randomUUID(), body: declaration(paperId) };
        const { body } = await send({ operation: 'declareDocument', ...said });
        await settleDocument(dossierId, body.document.documentId);
      }
      const corrections = { '/applicant/phone': '0987654321' };
      const { body } = await act(fixture, hoa, 'answerSupplement', { corrections });
      const address = { line: 'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam' };
      expect(body).toMatchObject({
        status: 'submitted',
        form: { applicant: { phone: '0987654321', address } },
      });
    });

    it('go on when the last day to pay has passed', async () => {
      await endUnpaid();
      const { body } = await read(named('payment-requested'));
      expect(body).toMatchObject({ status: 'stopped', payments: [{ state: 'unpaid' }] });
    });

    it('go on when a lost examination is made up for, and the file is removed', async () => {
      scanned('THREATS_FOUND');
      await sweepDocuments();
      for (const fixture of [named('draft'), named('draft-with-scan-asked-again')]) {
        const [document] = (await read(fixture)).body.documents;
        expect(document).toMatchObject({ state: 'rejected', rejection: { code: 'infected' } });
        const params = { dossierId: fixture.dossierId, documentId: document.documentId };
        const left = await send({ operation: 'removeDocument', claims: hoa, params, key: randomUUID() });
        expect(left.body.documents).toEqual([]);
      }
    });

    it('go on when the post is asked again', async () => {
      await retryDeliveries();
      for (const [name, status] of [
        ['to-be-posted', 'REQUESTED'],
        ['post-unreachable', 'REQUESTED'],
        ['being-cancelled', 'CANCELLED'],
      ] as const)
        expect((await read(named(name))).body.shipments).toMatchObject([{ status }]);
      const address = 'Số 12 đường Quy Lưu, Phường Quang Trung, Thành phố Phủ Lý, Tỉnh Hà Nam';
      const order = { sender: { name: 'Sở Tư pháp' }, receiver: { address } };
      const codes = ['to-be-posted', 'post-unreachable'].map((name) => named(name).receipt?.code);
      const orders = world.postal.orders().filter(({ dossierCode }) => codes.includes(dossierCode));
      expect(orders).toMatchObject([order, order]);
    });

    it.each(['ordered', 'on-its-way'])('go on when the post delivers: %s', async (name) => {
      const { reference, itemCode } = (await read(named(name))).body.shipments[0];
      const occurredAt = `${year}-12-20T08:00:00+07:00`;
      const body = { eventId: `later-${name}`, reference, itemCode, occurredAt, status: 'DELIVERED' };
      const answer = await send({ operation: 'receivePostalCallback', body });
      expect(answer.body).toEqual({ accepted: true, shipmentStatus: 'DELIVERED' });
      expect((await read(named(name))).body.status).toBe('returned');
    });
  });
});
