import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as answerFeedback } from '../../functions/control/answer-feedback.ts';
import { handler as listFeedback } from '../../functions/control/list-feedback.ts';
import { handler as previewSupplement } from '../../functions/desk/preview-supplement.ts';
import { handler as createDraft } from '../../functions/filing/create-draft.ts';
import { handler as listOwnDossiers } from '../../functions/filing/list-own-dossiers.ts';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { handler as readHistory } from '../../functions/filing/read-history.ts';
import { handler as readReceipt } from '../../functions/filing/read-receipt.ts';
import { handler as listDossierFeedback } from '../../functions/tracking/list-dossier-feedback.ts';
import { handler as rateByReceipt } from '../../functions/tracking/rate-by-receipt.ts';
import { handler as rateDossier } from '../../functions/tracking/rate-dossier.ts';
import { handler as readTimeline } from '../../functions/tracking/read-timeline.ts';
import { handler as sendFeedback } from '../../functions/tracking/send-feedback.ts';
import { handler as trackDossier } from '../../functions/tracking/track-dossier.ts';
import type { LocalDate } from '../../shared/clock.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { supplementPreview } from '../../shared/desk/supplement-preview.ts';
import { requireProxyAllowed } from '../../shared/filing/proxy.ts';
import { api } from '../../shared/operations.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { loadDue } from '../../shared/table/due.ts';
import { type Call, call } from '../support/call.ts';
import { aDossier } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import {
  caseOfficer,
  declaration,
  declare,
  desk,
  fill,
  hoa,
  nam,
  officer,
  settleDocument,
  submit,
  submitted,
  transit,
} from '../support/filing.ts';

let target: TestTable;
beforeAll(async () => {
  target = await startApi();
});
afterAll(() => target.stop());

const leader = officer('lanh-dao');
const control = { ...desk, sub: 'cb-kiem-soat', VaiTro: 'kiem-soat-tthc', MaCoQuan: 'H25.01' };

const read = (dossierId: string, claims: Call['claims'] = hoa) =>
  call(api.readDossier, readDossier, { claims, params: { dossierId } });
const timeline = (dossierId: string, claims: Call['claims'] = hoa) =>
  call(api.readTimeline, readTimeline, { claims, params: { dossierId } });
const history = async (dossierId: string) => {
  const { body } = await call(api.readHistory, readHistory, { claims: desk, params: { dossierId } });
  return body.items.map(({ event, actor }: { event: string; actor: { kind: string } }) => [
    event,
    actor.kind,
  ]);
};

describe('a preview of a supplement', () => {
  const deskOfficer = {
    kind: 'officer',
    subject: 'cb-1',
    name: 'A',
    role: 'caseOfficer',
    agency: 'H25.03',
  } as const;
  const preview = (change: object, deadline: string, answeredOn?: string) =>
    supplementPreview(
      aDossier({
        status: 'received',
        receivedAt: '2021-10-08T03:00:00.000Z',
        clock: [{ kind: 'start', at: '2021-10-08T03:00:00.000Z' }],
        dueAt: '2021-10-22T10:00:00.000Z',
        ...change,
      }),
      { deadline: deadline as LocalDate, ...(answeredOn && { answeredOn: answeredOn as LocalDate }) },
      { caller: deskOfficer, now: new Date('2021-10-12T03:00:00Z'), calendar: civilServiceCalendar() },
    );

  it('says when the clock stops, the last day to answer, and when the result is due if it is answered on a day', () => {
    expect(preview({}, '2021-10-29', '2021-10-15')).toEqual({
      round: { number: 1, agencyFault: false },
      pausesAt: '2021-10-12T10:00:00+07:00',
      dueBefore: '2021-10-22T17:00:00+07:00',
      deadline: '2021-10-29',
      ifAnswered: { on: '2021-10-15', clock: 'restarts', dueAt: '2021-10-29T17:00:00+07:00' },
      furtherRound: { allowed: false, agencyFault: false },
    });
  });

  it('gives back the pause where the procedure says so, and knows no clock before the reception', () => {
    const { procedure } = aDossier();
    const pausing = preview(
      { procedure: { ...procedure, supplementClock: 'pause' } },
      '2021-10-29',
      '2021-10-15',
    );
    expect(pausing.ifAnswered).toEqual({
      on: '2021-10-15',
      clock: 'resumes',
      dueAt: '2021-10-27T17:00:00+07:00',
    });
    const desk = { ...deskOfficer, role: 'deskOfficer' } as const;
    const early = supplementPreview(
      aDossier(),
      { deadline: '2021-10-29' as LocalDate },
      { caller: desk, now: new Date('2021-10-12T03:00:00Z'), calendar: civilServiceCalendar() },
    );
    expect(early).toMatchObject({ ifAnswered: { on: '2021-10-29', clock: 'notStarted' } });
    expect([early.pausesAt, early.dueBefore, early.ifAnswered.dueAt]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each(['2021-10-11', '2021-10-30'])(
    'refuses an answer on %s, before today or after its last day',
    (day) => {
      expect(() => preview({}, '2021-10-29', day)).toThrow(
        expect.objectContaining({
          code: 'invalid-request',
          faults: [expect.objectContaining({ code: 'not-in-time' })],
        }),
      );
    },
  );

  it('changes nothing, and says what then comes about', async () => {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
    const before = (await read(dossierId)).body;
    const body = { deadline: '2027-06-30', answeredOn: '2027-06-15' };
    const said = { claims: caseOfficer, params: { dossierId }, body };
    const seen = await call(api.previewSupplement, previewSupplement, said);
    expect(seen.body).toMatchObject({
      round: { number: 1 },
      furtherRound: { allowed: true, agencyFault: true },
    });
    expect((await read(dossierId)).body).toEqual(before);
    const stranger = await call(api.previewSupplement, previewSupplement, {
      ...said,
      claims: officer('chuyen-vien', 'H25.08'),
    });
    expect(stranger.body.code).toBe('dossier-not-found');
  });
});

describe('a timeline', () => {
  it('is for the owner: a stranger finds nothing, and officers have their own lists', async () => {
    const dossierId = await submitted();
    expect((await timeline(dossierId)).body).toMatchObject({
      status: 'submitted',
      now: { vi: 'Hồ sơ đã nộp, chờ tiếp nhận' },
      next: { who: 'desk' },
      events: [{ event: 'dossier.submitted', by: { kind: 'applicant' } }],
    });
    expect((await timeline(dossierId, nam)).body.code).toBe('dossier-not-found');
    expect((await timeline(dossierId, desk)).body.code).toBe('caller-not-allowed');
  });

  it('shows a draft what it lacks', async () => {
    const { body } = await call(api.createDraft, createDraft, {
      claims: hoa,
      key: randomUUID(),
      body: { procedureCode: '2.000488' },
    });
    expect((await timeline(body.id)).body).toMatchObject({
      status: 'draft',
      next: { who: 'applicant' },
      events: [],
    });
    await fill(body.id);
    await declare(body.id);
    const { missing } = (await timeline(body.id)).body;
    expect(missing.map(({ id }: { id: string }) => id)).toEqual(['identity-copy']);
  });
});

describe('feedback', () => {
  const words = 'Hồ sơ đã quá ngày hẹn trả mà chưa có thông báo.';
  const send = (dossierId: string, claims: Call['claims'] = hoa, key = randomUUID()) =>
    call(api.sendFeedback, sendFeedback, {
      claims,
      params: { dossierId },
      key,
      body: { kind: 'complaint', words },
    });
  const answer = (dossierId: string, claims: Call['claims'], number = '1') =>
    call(api.answerFeedback, answerFeedback, {
      claims,
      params: { dossierId, number },
      key: randomUUID(),
      body: { words: 'Kết quả đã được ký và sẽ trả trong hôm nay.' },
    });
  const waiting = async (claims: Call['claims'], query: Record<string, string> = { limit: '100' }) => {
    const { body } = await call(api.listFeedback, listFeedback, { claims, query });
    return body.items ?? body.code;
  };
  const own = async (dossierId: string, claims: Call['claims'] = hoa) =>
    (await call(api.listDossierFeedback, listDossierFeedback, { claims, params: { dossierId } })).body;

  it('is received with its day, waits at the agency, is answered once, and read by who sent it', async () => {
    const dossierId = await submitted();
    const sent = await send(dossierId);
    expect(sent).toMatchObject({
      status: 201,
      body: { number: 1, kind: 'complaint', state: 'received', words },
    });
    expect((await waiting(leader)).map((one: { dossierId: string }) => one.dossierId)).toContain(dossierId);
    const answered = await answer(dossierId, leader);
    expect(answered.body).toMatchObject({
      state: 'answered',
      answer: { by: { kind: 'officer', role: 'agencyLeader', agency: 'H25.03' } },
    });
    expect((await answer(dossierId, control)).body.code).toBe('feedback-answered');
    expect((await waiting(leader)).map((one: { dossierId: string }) => one.dossierId)).not.toContain(
      dossierId,
    );
    expect((await own(dossierId)).items).toMatchObject([
      { number: 1, answer: { words: 'Kết quả đã được ký và sẽ trả trong hôm nay.' } },
    ]);
    expect((await history(dossierId)).slice(0, 2)).toEqual([
      ['feedback.answered', 'officer'],
      ['feedback.received', 'applicant'],
    ]);
  });

  it('waits in the index of what is due for the day on which its last is near, until it is answered', async () => {
    const dossierId = await submitted();
    const { deadline } = (await send(dossierId)).body;
    const due = (before: Date) => loadDue('feedback', before, 100);
    const found = { dossierId, sortKey: 'FEEDBACK#000001' };
    const daysBefore = (days: number) =>
      new Date(Date.parse(`${deadline}T00:00:01+07:00`) - days * 24 * 3_600_000);
    // Two working days may be twelve days, around Tết.
    expect(await due(daysBefore(13))).not.toContainEqual(found);
    expect(await due(daysBefore(2))).toContainEqual(found);
    await answer(dossierId, control);
    expect(await due(daysBefore(2))).not.toContainEqual(found);
  });

  it('is the agency’s head to answer, or the control of procedures: of nobody else, and of no other agency', async () => {
    const dossierId = await submitted();
    await send(dossierId);
    expect((await answer(dossierId, officer('lanh-dao', 'H25.08'))).body.code).toBe('feedback-not-found');
    expect((await answer(dossierId, caseOfficer)).body.code).toBe('caller-not-allowed');
    expect((await answer(dossierId, leader, '2')).body.code).toBe('feedback-not-found');
    expect(await waiting(leader, { agency: 'H25.08' })).toBe('caller-not-allowed');
    expect((await waiting(control, { agency: 'H25.03', limit: '100' })).length).toBeGreaterThan(0);
    expect((await answer(dossierId, control)).status).toBe(200);
  });

  it('is sent and read by nobody but the owner', async () => {
    const dossierId = await submitted();
    expect((await send(dossierId, nam)).body.code).toBe('dossier-not-found');
    expect((await own(dossierId, nam)).code).toBe('dossier-not-found');
  });

  it('is sent once, however often the call is repeated, and each gets a number of its own when several come at once', async () => {
    const dossierId = await submitted();
    const key = randomUUID();
    const answers = [await send(dossierId, hoa, key), await send(dossierId, hoa, key)];
    expect(answers.map(({ body }) => body.number)).toEqual([1, 1]);
    const more = await Promise.all([send(dossierId), send(dossierId), send(dossierId)]);
    expect(more.map(({ body }) => body.number).sort()).toEqual([2, 3, 4]);
  });

  it('comes page by page, by its last day', async () => {
    const dossierId = await submitted();
    for (const _ of [1, 2, 3]) await send(dossierId);
    const seen: string[] = [];
    for (let cursor: string | undefined, page = 0; page === 0 || cursor; page++) {
      const query: Record<string, string> = { limit: '2', ...(cursor && { cursor }) };
      const { body } = await call(api.listFeedback, listFeedback, { claims: leader, query });
      seen.push(
        ...body.items.map((one: { dossierId: string; number: number }) => `${one.dossierId} ${one.number}`),
      );
      cursor = body.nextCursor;
    }
    expect(seen.filter((one) => one.startsWith(dossierId))).toEqual(
      [1, 2, 3].map((number) => `${dossierId} ${number}`),
    );
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('a rating', () => {
  const ended = async (): Promise<string> => {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'refuse', reason: 'Không thuộc thẩm quyền' }, { etag: '"5"' });
    return dossierId;
  };
  const rate = (dossierId: string, claims: Call['claims'] = hoa) =>
    call(api.rateDossier, rateDossier, {
      claims,
      params: { dossierId },
      key: randomUUID(),
      body: { grade: 'unsatisfied', comment: 'Chờ quá lâu' },
    });
  const receiptOf = async (dossierId: string) => {
    const { body } = await call(api.readReceipt, readReceipt, { claims: hoa, params: { dossierId } });
    return { code: body.code, secret: body.trackingSecret };
  };
  const rateWith = (receipt: object) =>
    call(api.rateByReceipt, rateByReceipt, { key: randomUUID(), body: { ...receipt, grade: 'satisfied' } });

  it('is said once after the end: its grade leaves as an event, its words do not', async () => {
    const dossierId = await ended();
    expect((await timeline(dossierId)).body.mayRate).toBe(true);
    const both = await Promise.all([rate(dossierId), rate(dossierId)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await read(dossierId)).body.rating).toBe('unsatisfied');
    const { body } = await timeline(dossierId);
    expect(body).toMatchObject({ mayRate: false, events: [{ event: 'dossier.rated' }, {}, {}] });
    expect(JSON.stringify(body)).not.toContain('Chờ quá lâu');
  });

  it('is none of a stranger’s', async () => {
    expect((await rate(await ended(), nam)).body.code).toBe('dossier-not-found');
  });

  it('is said without an account by who has the receipt, and by nobody with another secret', async () => {
    const dossierId = await ended();
    const receipt = await receiptOf(dossierId);
    const tracked = () => call(api.trackDossier, trackDossier, { body: receipt });
    expect((await tracked()).body.mayRate).toBe(true);
    expect((await rateWith({ ...receipt, secret: '0'.repeat(24) })).body.code).toBe('tracking-not-found');
    expect((await rateWith(receipt)).status).toBe(201);
    expect((await tracked()).body.mayRate).toBe(false);
    expect((await rate(dossierId)).body.code).toBe('rating-given');
    expect((await history(dossierId))[0]).toEqual(['dossier.rated', 'receiptHolder']);
  });
});

describe('a proxy', () => {
  /** Ông Nam files for cô Hoa, whose number the identity provider vouches for. */
  const proxy = { ...nam, sub: `cd-${randomUUID()}`, SoDinhDanh: '035201005678' };
  const applicant = { ...hoa, sub: `cd-${randomUUID()}`, SoDinhDanh: '035190001234' };
  const begin = async (claims: Call['claims'] = proxy, procedureCode = '2.000488') =>
    call(api.createDraft, createDraft, { claims, key: randomUUID(), body: { procedureCode, asProxy: true } });

  async function papersOf(dossierId: string, ...paperIds: readonly string[]): Promise<void> {
    for (const paperId of paperIds) {
      const { body } = await declare(dossierId, { claims: proxy, body: declaration(paperId) });
      await settleDocument(dossierId, body.document.documentId);
    }
  }

  async function filed(): Promise<string> {
    const dossierId: string = (await begin()).body.id;
    await fill(dossierId, { claims: proxy });
    await papersOf(dossierId, 'application-form', 'identity-copy', 'authorisation');
    await submit(dossierId, { claims: proxy, etag: '"5"' });
    return dossierId;
  }

  const list = async (claims: Call['claims']) => {
    const { body } = await call(api.listOwnDossiers, listOwnDossiers, { claims, query: { limit: '100' } });
    return body.items.map(({ id }: { id: string }) => id);
  };

  it('files nothing without the authorisation', async () => {
    const dossierId: string = (await begin()).body.id;
    await fill(dossierId, { claims: proxy });
    await papersOf(dossierId, 'application-form', 'identity-copy');
    expect((await submit(dossierId, { claims: proxy })).body).toMatchObject({
      code: 'papers-incomplete',
      errors: [{ field: '/authorisation', code: 'paper-missing' }],
    });
  });

  it('and the applicant both see what was filed, list it, and act on it; who acted stands on record', async () => {
    const dossierId = await filed();
    for (const claims of [proxy, applicant]) {
      expect((await read(dossierId, claims)).body).toMatchObject({
        status: 'submitted',
        submitter: { fullName: 'Trần Văn Nam', personalId: '035201005678' },
        allowedActions: ['requestWithdrawal'],
      });
      expect(await list(claims)).toContain(dossierId);
      expect((await timeline(dossierId, claims)).status).toBe(200);
    }
    const reason = 'Tôi không còn cần nữa';
    await transit(dossierId, { action: 'requestWithdrawal', reason }, { claims: proxy, etag: '"6"' });
    await transit(dossierId, { action: 'takeBackWithdrawal' }, { claims: applicant, etag: '"7"' });
    expect(await history(dossierId)).toEqual([
      ['dossier.withdrawal-taken-back', 'applicant'],
      ['dossier.withdrawal-requested', 'proxy'],
      ['dossier.submitted', 'proxy'],
    ]);
  });

  it('is followed by no stranger, nor by an account whose number nobody vouches for', async () => {
    const dossierId = await filed();
    for (const claims of [nam, hoa, { ...nam, SoDinhDanh: '035201009999' }]) {
      expect((await read(dossierId, claims)).body.code).toBe('dossier-not-found');
      expect(await list(claims)).not.toContain(dossierId);
    }
  });

  it('has its draft for itself until it is filed', async () => {
    const dossierId: string = (await begin()).body.id;
    await fill(dossierId, { claims: proxy });
    expect((await read(dossierId, proxy)).body.allowedActions).toEqual(['submit']);
    expect((await read(dossierId, applicant)).body.code).toBe('dossier-not-found');
  });

  it('cannot stand in for itself, nor where the law wants the person', async () => {
    const dossierId: string = (await begin(applicant)).body.id;
    await fill(dossierId, { claims: applicant });
    expect((await submit(dossierId, { claims: applicant, etag: '"2"' })).body).toMatchObject({
      code: 'form-invalid',
      errors: [{ field: '/applicant', code: 'proxy-is-applicant' }],
    });
    const [procedure] = catalogue;
    expect(() => procedure && requireProxyAllowed({ ...procedure, inPerson: true })).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ code: 'proxy-not-allowed' })] }),
    );
  });
});

describe('a request to correct what the form says', () => {
  const ask = (dossierId: string, correction: object, claims: Call['claims'] = hoa) =>
    call(api.sendFeedback, sendFeedback, {
      claims,
      params: { dossierId },
      key: randomUUID(),
      body: { kind: 'correction', words: 'Tờ khai ghi nhầm.', correction },
    });
  const decide = (dossierId: string, verdict: string | undefined, claims: Call['claims'] = leader) =>
    call(api.answerFeedback, answerFeedback, {
      claims,
      params: { dossierId, number: '1' },
      key: randomUUID(),
      body: { words: 'Đã đối chiếu với giấy tờ.', verdict },
    });
  const phone = { field: '/applicant/phone', value: '+84 912 345 679' };
  const kept = { field: '/applicant/phone', before: '0912345678', after: '0912345679' };
  const own = async (dossierId: string) => {
    const said = { claims: hoa, params: { dossierId } };
    return (await call(api.listDossierFeedback, listDossierFeedback, said)).body.items;
  };

  it('waits at the agency for 72 hours, and once accepted the form says it and the request what it said before', async () => {
    const dossierId = await submitted();
    const at = Date.now();
    const sent = await ask(dossierId, phone);
    expect(sent).toMatchObject({ status: 201, body: { kind: 'correction', correction: kept } });
    const lastMoment = Date.parse(`${sent.body.deadline}T23:59:59+07:00`);
    expect(lastMoment).toBeGreaterThan(at + 47 * 3_600_000);
    expect(lastMoment).toBeLessThan(at + 72 * 3_600_000 + 60_000);
    // Who controls procedures sees that it waits, and neither what it says nor a way to decide it.
    const list = async (claims: Call['claims'], query: Record<string, string>) =>
      (
        await call(api.listFeedback, listFeedback, { claims, query: { limit: '100', ...query } })
      ).body.items.find((one: { dossierId: string }) => one.dossierId === dossierId);
    expect((await list(leader, {})).correction).toEqual(kept);
    expect((await list(control, { agency: 'H25.03' })).correction).toEqual({ field: '/applicant/phone' });
    expect((await decide(dossierId, 'accepted', control)).body.code).toBe('caller-not-allowed');
    expect((await decide(dossierId, undefined)).body.errors[0].code).toBe('verdict-missing');

    expect((await decide(dossierId, 'accepted')).body).toMatchObject({
      state: 'answered',
      correction: kept,
      answer: { verdict: 'accepted' },
    });
    expect((await read(dossierId)).body.form.applicant.phone).toBe('0912345679');
    expect((await own(dossierId))[0]).toMatchObject({ correction: kept, answer: { verdict: 'accepted' } });
    expect(await history(dossierId)).toContainEqual(['feedback.answered', 'officer']);
  });

  it('leaves the form alone when it is declined', async () => {
    const dossierId = await submitted();
    await ask(dossierId, phone);
    expect((await decide(dossierId, 'declined')).body.answer.verdict).toBe('declined');
    expect((await read(dossierId)).body.form.applicant.phone).toBe('0912345678');
  });

  it('names a field that is corrected so, a value that it has not, and a paper that is there', async () => {
    const dossierId = await submitted();
    const fault = async (correction: object) => (await ask(dossierId, correction)).body.errors[0];
    expect(await fault({ field: '/delivery', value: 'desk' })).toMatchObject({ code: 'not-corrected-so' });
    expect(await fault({ field: '/answers/none', value: '1' })).toMatchObject({ code: 'not-corrected-so' });
    expect(await fault({ ...phone, value: '0912345678' })).toMatchObject({ code: 'nothing-changes' });
    expect(await fault({ ...phone, documentId: randomUUID() })).toMatchObject({ code: 'paper-not-there' });
    expect(await fault({ ...phone, value: '1234' })).toMatchObject({ code: 'phone' });
    expect((await ask(dossierId, phone, nam)).body.code).toBe('dossier-not-found');
    const address = { place: 'inProvince', unitCode: '13285', street: 'Số 14 đường Quy Lưu' };
    expect(
      (await ask(dossierId, { field: '/applicant/address', value: address })).body.correction.after,
    ).toEqual(address);
  });

  it('comes too late once the agency has decided by what the form says', async () => {
    const dossierId = await submitted();
    await transit(dossierId, { action: 'refuse', reason: 'Không thuộc thẩm quyền' }, { etag: '"5"' });
    const { body } = await ask(dossierId, phone);
    expect([body.code, body.detail]).toEqual(['correction-too-late', expect.stringContaining('phản ánh')]);
  });
});
