import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as applyTransition } from '../../functions/desk/apply-transition.ts';
import { handler as listWorklist } from '../../functions/desk/list-worklist.ts';
import { handler as openIntake } from '../../functions/desk/open-intake.ts';
import { handler as receiveIntake } from '../../functions/desk/receive-intake.ts';
import { handler as listOwnDossiers } from '../../functions/filing/list-own-dossiers.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { handler as readHistory } from '../../functions/filing/read-history.ts';
import { api } from '../../shared/operations.ts';
import { type Answered, call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, declare, fill, form, hoa, nam, officer, settleDocument } from '../support/filing.ts';

/** A desk of the Centre: it takes in for every agency. */
const centre = officer('can-bo-mot-cua', 'H25.19');
const hoaWithId = { ...hoa, SoDinhDanh: '035190001234' };

let table: TestTable;
beforeAll(async () => {
  table = await startApi();
});
afterAll(() => table.stop());

const open = (body: object = {}, claims = centre): Promise<Answered> =>
  call(api.openIntake, openIntake, {
    claims,
    key: randomUUID(),
    body: { procedureCode: '2.000488', channel: 'desk', ...body },
  });

/** The papers of the criminal record certificate as they lie on the desk. */
const papers = [
  { paperId: 'application-form', originals: 1, copies: 0 },
  { paperId: 'identity-copy', originals: 0, copies: 1 },
];

const receive = (dossierId: string, body: object = {}, said: object = {}): Promise<Answered> =>
  call(api.receiveIntake, receiveIntake, {
    claims: centre,
    params: { dossierId },
    key: randomUUID(),
    etag: '"2"',
    body: { papers, ...body },
    ...said,
  });

/** A draft of the desk that lacks nothing but its reception. */
async function readyIntake(body: object = {}): Promise<string> {
  const { body: draft } = await open(body);
  expect((await fill(draft.id, { claims: centre })).status).toBe(200);
  return draft.id;
}

describe('papers at a desk', () => {
  it('are filed and received at once, with code, receipt and the day the result is due', async () => {
    const dossierId = await readyIntake();
    const { status, body, headers } = await receive(dossierId, { sets: 2 });
    expect([status, headers.etag]).toEqual([201, '"3"']);
    expect(body.dossier).toMatchObject({
      status: 'received',
      channel: 'desk',
      nationalStatus: { code: 2 },
      intake: { papers, sets: 2 },
    });
    expect(body.dossier.dueAt).toMatch(/T17:00:00\+07:00$/);
    expect(body.receipt).toMatchObject({ code: body.dossier.code, applicantName: 'Nguyễn Thị Hoa' });
    const history = await call(api.readHistory, readHistory, { claims: caseOfficer, params: { dossierId } });
    expect(
      history.body.items.map(({ sequence, event, status: after, actor }: Record<string, unknown>) => [
        sequence,
        event,
        after,
        actor,
      ]),
    ).toEqual([
      [2, 'dossier.received', 'received', expect.objectContaining({ agency: 'H25.19', role: 'deskOfficer' })],
      [1, 'dossier.submitted', 'submitted', expect.objectContaining({ agency: 'H25.19' })],
    ]);
  });

  it('are a draft for that desk alone: neither the deciding agency nor another desk knows of it', async () => {
    const dossierId = await readyIntake();
    const params = { dossierId };
    for (const claims of [
      caseOfficer,
      officer('can-bo-mot-cua'),
      officer('chuyen-vien', 'H25.19'),
      hoaWithId,
    ])
      expect((await call(api.readDossier, readDossier, { claims, params })).status).toBe(404);
    expect((await call(api.readDossier, readDossier, { claims: centre, params })).status).toBe(200);
  });

  it('are decided by the agency, handed out by the desk, and found by the applicant whose number they bear', async () => {
    const dossierId = await readyIntake();
    let { headers } = await receive(dossierId);
    const act = async (claims: Record<string, string>, action: string) => {
      const answer = await call(api.applyTransition, applyTransition, {
        claims,
        params: { dossierId },
        key: randomUUID(),
        etag: headers.etag,
        body: { action },
      });
      ({ headers } = answer);
      return answer.body.status;
    };
    const listed = async (claims: Record<string, string>, list = 'due') =>
      (await call(api.listWorklist, listWorklist, { claims, query: { list, limit: '100' } })).body.items.some(
        ({ id }: { id: string }) => id === dossierId,
      );
    expect([await listed(caseOfficer), await listed(centre)]).toEqual([true, false]);
    const inHand = await call(api.readDossier, readDossier, { claims: caseOfficer, params: { dossierId } });
    expect(inHand.body).toMatchObject({ receiving: 'H25.19', procedure: { agency: 'H25.03' } });
    expect(await act(caseOfficer, 'startProcessing')).toBe('processing');
    expect(await act(caseOfficer, 'finish')).toBe('done');
    expect([await listed(caseOfficer), await listed(centre, 'results')]).toEqual([false, true]);

    const mine = await call(api.listOwnDossiers, listOwnDossiers, { claims: hoaWithId });
    expect(mine.body.items.map(({ id }: { id: string }) => id)).toContain(dossierId);
    const theirs = await call(api.listOwnDossiers, listOwnDossiers, {
      claims: { ...nam, SoDinhDanh: '035201005678' },
    });
    expect(theirs.body.items).toEqual([]);
    // The same person without a number that the provider vouches for.
    expect((await call(api.readDossier, readDossier, { claims: hoa, params: { dossierId } })).status).toBe(
      404,
    );
    expect(await act(centre, 'returnResult')).toBe('returned');
  });

  it('are scanned: what was examined becomes part of the dossier, what is not yet examined holds it up', async () => {
    const dossierId = await readyIntake();
    const declared = await declare(dossierId, { claims: centre });
    expect(declared.status).toBe(201);
    const early = await receive(dossierId, {}, { etag: declared.headers.etag });
    expect([early.status, early.body.errors[0].code]).toEqual([422, 'paper-not-examined']);
    await settleDocument(dossierId, declared.body.document.documentId);
    const { body } = await receive(dossierId, {}, { etag: declared.headers.etag });
    expect(body.dossier.documents).toMatchObject([{ filed: true, state: 'accepted' }]);
  });

  it('that are not all there are refused, and each is named', async () => {
    const dossierId = await readyIntake();
    const { status, body } = await receive(dossierId, { papers: papers.slice(0, 1) });
    expect([status, body.code]).toEqual([422, 'papers-incomplete']);
    expect(body.errors).toMatchObject([
      { in: 'body', field: '/papers/identity-copy', code: 'paper-missing' },
    ]);
    const unknown = await receive(dossierId, {
      papers: [...papers, { paperId: 'no-such-paper', originals: 1, copies: 0 }],
    });
    expect(unknown.body.errors).toMatchObject([{ field: '/papers/2/paperId', code: 'paper-unknown' }]);
    expect((await receive(dossierId)).status).toBe(201);
  });

  it('brought by another need the authorisation, which is counted', async () => {
    const dossierId = await readyIntake();
    const proxy = { fullName: 'Trần Văn Nam', personalId: '035201005678' };
    const without = await receive(dossierId, { proxy });
    expect(without.body.errors).toMatchObject([{ field: '/papers/authorisation', code: 'paper-missing' }]);
    const authorised = [...papers, { paperId: 'authorisation', originals: 1, copies: 0 }];
    const { body } = await receive(dossierId, { proxy, papers: authorised });
    expect(body.dossier.intake).toMatchObject({ proxy });
  });

  it('of a marriage are not taken from a proxy, nor by post: the law wants both in person', async () => {
    const byPost = await open({ procedureCode: '1.000894', channel: 'post' });
    expect([byPost.status, byPost.body.errors[0].code]).toEqual([400, 'channel-not-offered']);
  });

  it('that the post brings count as filed when the hand-over record was signed, and the clock starts then', async () => {
    const dossierId = await readyIntake({ channel: 'post' });
    const none = await receive(dossierId);
    expect(none.body.errors).toMatchObject([{ field: '/handOver', code: 'required' }]);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const early = await receive(dossierId, { handOver: { record: 'BB-12', signedAt: tomorrow } });
    expect(early.body.errors).toMatchObject([{ field: '/handOver/signedAt', code: 'in-the-future' }]);
    // A Friday morning: ten working days end on the Friday two weeks later (domain: 2021-10-08 is due on 2021-10-22).
    const handOver = { record: 'BB-12', signedAt: '2021-10-08T09:30:00+07:00' };
    const { body } = await receive(dossierId, { handOver });
    expect(body.dossier).toMatchObject({
      channel: 'post',
      submittedAt: '2021-10-08T09:30:00+07:00',
      dueAt: '2021-10-22T17:00:00+07:00',
      intake: { handOver },
    });
  });

  it('get numbers that are given once, however many desks take in at once', async () => {
    const drafts = await Promise.all(Array.from({ length: 6 }, () => readyIntake()));
    const answers = await Promise.all(
      drafts.map((dossierId, place) =>
        receive(dossierId, {}, { claims: { ...centre, sub: `cb-desk-${place}` } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    const numbers = answers.map(({ body }) => Number(body.dossier.code.slice(-4)));
    expect(new Set(numbers).size).toBe(6);
    // Without a gap.
    expect(Math.max(...numbers) - Math.min(...numbers)).toBe(5);
  });

  it('are received once: a repeat gets the same receipt, an applicant may not call it', async () => {
    const dossierId = await readyIntake();
    const said = { key: randomUUID() };
    const first = await receive(dossierId, {}, said);
    const again = await receive(dossierId, {}, said);
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    expect((await receive(dossierId, {}, { claims: hoa })).status).toBe(403);
    expect(form.applicant.personalId).toBe('035190001234');
  });
});
