import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as answerConsultation } from '../../functions/desk/answer-consultation.ts';
import { handler as applyTransition } from '../../functions/desk/apply-transition.ts';
import { handler as endSilentConsultations } from '../../functions/desk/end-silent-consultations.ts';
import { handler as openDocument } from '../../functions/filing/open-document.ts';
import { handler as readHistory } from '../../functions/filing/read-history.ts';
import { api } from '../../shared/operations.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import type { Procedure } from '../../shared/procedure/procedure.ts';
import { act, type Claims, listed, read } from '../support/agency-work.ts';
import { call } from '../support/call.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, hoa, officer, submitted } from '../support/filing.ts';

/** The criminal record certificate as if the law on construction were its own. */
const procedures = catalogue.map(
  (procedure): Procedure =>
    procedure.code === '2.000488'
      ? {
          ...procedure,
          approval: true,
          consultation: {
            time: { unit: 'calendarDays', days: 12 },
            silenceAgrees: true,
            source: 'Luật Xây dựng Điều 102',
          },
        }
      : procedure,
);

let table: TestTable;
beforeAll(async () => {
  table = await startApi(procedures);
});
afterAll(() => table.stop());
// Monday 8 November 2021 at 09:00.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-11-08T02:00:00Z') }));
afterEach(() => vi.useRealTimers());

const leader = officer('lanh-dao');
const water = officer('chuyen-vien', 'H25.10');
const fire = officer('lanh-dao', 'H25.09');
const stranger = officer('chuyen-vien', 'H25.08');

const consult = (agency: string) => ({
  action: 'consult',
  agency,
  question: 'Phương án thoát nước có phù hợp không?',
});

const answer = (dossierId: string, claims: Claims) =>
  call(api.answerConsultation, answerConsultation, {
    claims,
    key: randomUUID(),
    params: { dossierId },
    body: { opinion: 'agrees', answer: 'Thống nhất với phương án', letter: '45/STNMT-MT' },
  });

/** In hand, with two agencies being asked. */
async function asked(): Promise<string> {
  const dossierId = await submitted();
  await act(dossierId, desk, { action: 'receive' });
  await act(dossierId, caseOfficer, { action: 'startProcessing' });
  for (const agency of ['H25.10', 'H25.09']) await act(dossierId, caseOfficer, consult(agency));
  return dossierId;
}

const statesOf = async (dossierId: string) =>
  (await read(dossierId, leader)).body.work.consultations.map(
    ({ consulted, state }: Record<string, string>) => `${consulted} ${state}`,
  );

describe('an agency that is asked', () => {
  it('sees the dossier and its papers while it is asked, may do nothing but answer, and nobody else sees it', async () => {
    const dossierId = await asked();
    const seen = await read(dossierId, water);
    expect(seen.body).toMatchObject({
      status: 'processing',
      allowedActions: ['giveOpinion'],
      work: { consultations: [{ consulted: 'H25.10', deadline: '2021-11-22' }, { consulted: 'H25.09' }] },
    });
    // Of its applicant it learns who it is, not by which number or how to reach them; the agency that decides learns all.
    expect(seen.body.form.applicant).toMatchObject({
      fullName: 'Nguyễn Thị Hoa',
      personalId: '035*****1234',
      phone: '09****5678',
    });
    expect((await read(dossierId, caseOfficer)).body.form.applicant).toMatchObject({
      personalId: '035190001234',
      phone: '0912345678',
    });
    const [{ documentId }] = seen.body.documents;
    const opened = await call(api.openDocument, openDocument, {
      claims: water,
      params: { dossierId, documentId },
    });
    expect(opened.status).toBe(200);
    expect(await listed(water, 'asked')).toContain(dossierId);
    expect(await listed(caseOfficer, 'waiting')).toContain(dossierId);

    for (const said of [{ action: 'finish' }, { action: 'claim' }, consult('H25.11')]) {
      const refused = await call(api.applyTransition, applyTransition, {
        claims: water,
        params: { dossierId },
        key: randomUUID(),
        etag: seen.headers.etag ?? '',
        body: said,
      });
      expect(refused.body.code).toBe('dossier-not-found');
    }
    const history = await call(api.readHistory, readHistory, { claims: water, params: { dossierId } });
    expect(history.status).toBe(404);
    expect((await read(dossierId, stranger)).status).toBe(404);
    expect((await answer(dossierId, stranger)).body.code).toBe('dossier-not-found');
  });

  it('answers at the same time as another, and sees the dossier no more', async () => {
    const dossierId = await asked();
    const answers = await Promise.all([answer(dossierId, water), answer(dossierId, fire)]);
    expect(answers.map(({ status, body }) => [status, body.consultation.state])).toEqual([
      [200, 'answered'],
      [200, 'answered'],
    ]);
    expect((await read(dossierId, water)).status).toBe(404);
    expect(await listed(water, 'asked')).not.toContain(dossierId);
    expect(await listed(caseOfficer, 'mine')).toContain(dossierId);
    expect((await read(dossierId, caseOfficer)).body.work.consultations).toMatchObject([
      { consulted: 'H25.10', opinion: 'agrees', answer: 'Thống nhất với phương án', letter: '45/STNMT-MT' },
      { consulted: 'H25.09', opinion: 'agrees' },
    ]);
    const again = await answer(dossierId, water);
    expect(again.body).toMatchObject({ status: 409, code: 'consultation-ended' });
  });

  it('is one that exists, does not decide, and is not being asked', async () => {
    const dossierId = await asked();
    for (const [agency, code] of [
      ['H25.98', 'agency-unknown'],
      ['H25.03', 'agency-decides'],
      ['H25.10', 'agency-asked'],
    ])
      expect((await act(dossierId, caseOfficer, consult(agency ?? ''))).body.errors).toMatchObject([
        { field: '/agency', code },
      ]);
    const sooner = { ...consult('H25.11'), workingDays: 3 };
    expect((await act(dossierId, caseOfficer, sooner)).body.errors).toMatchObject([
      { field: '/workingDays', code: 'set-by-law' },
    ]);
  });
});

describe('a dossier about which an agency is asked', () => {
  const proposal = { action: 'propose', outcome: 'issue', appraisal: 'Hồ sơ đủ điều kiện' };

  it('is neither proposed nor finished before the agency has answered, or is asked no more', async () => {
    const dossierId = await asked();
    expect((await act(dossierId, caseOfficer, proposal)).body.code).toBe('consultation-open');
    await answer(dossierId, water);
    expect((await act(dossierId, caseOfficer, proposal)).body.code).toBe('consultation-open');
    const withdraw = (agency: string) =>
      act(dossierId, caseOfficer, { action: 'withdrawConsultation', agency });
    expect((await withdraw('H25.10')).body.errors).toMatchObject([{ code: 'agency-not-asked' }]);
    await withdraw('H25.09');
    expect(await statesOf(dossierId)).toEqual(['H25.10 answered', 'H25.09 withdrawn']);
    expect((await answer(dossierId, fire)).body.code).toBe('consultation-ended');
    expect((await act(dossierId, caseOfficer, { action: 'finish' })).body.code).toBe('approval-required');
    expect((await act(dossierId, caseOfficer, proposal)).status).toBe(200);
    await act(dossierId, leader, { action: 'approve' });
    expect((await act(dossierId, caseOfficer, { action: 'finish' })).body.status).toBe('done');
  });

  it('takes its questions along when it ends', async () => {
    const dossierId = await asked();
    await act(dossierId, hoa, { action: 'requestWithdrawal', reason: 'Không cần nữa' });
    expect((await answer(dossierId, water)).status).toBe(200);
    await act(dossierId, desk, { action: 'confirmWithdrawal' });
    expect(await statesOf(dossierId)).toEqual(['H25.10 answered', 'H25.09 withdrawn']);
    expect((await read(dossierId, fire)).status).toBe(404);
    expect(await listed(fire, 'asked')).not.toContain(dossierId);
  });
});

describe('silence', () => {
  it('counts as consent once the time of the law has passed, and takes no late answer', async () => {
    const dossierId = await asked();
    // Twelve days from the 8th end on Saturday the 20th, so on Monday.
    vi.setSystemTime(new Date('2021-11-22T16:59:59Z'));
    await answer(dossierId, water);
    await endSilentConsultations();
    expect(await statesOf(dossierId)).toEqual(['H25.10 answered', 'H25.09 open']);
    vi.setSystemTime(new Date('2021-11-22T17:00:01Z'));
    await endSilentConsultations();
    await endSilentConsultations();
    expect(await statesOf(dossierId)).toEqual(['H25.10 answered', 'H25.09 silent']);
    const late = await answer(dossierId, fire);
    expect(late.body).toMatchObject({ status: 409, code: 'consultation-ended' });
    expect(late.body.detail).toContain('được coi là đã đồng ý');
    const { body } = await call(api.readHistory, readHistory, { claims: leader, params: { dossierId } });
    expect(body.items.slice(0, 2)).toMatchObject([
      { event: 'dossier.consultation-silent', actor: { kind: 'system' } },
      { event: 'dossier.consultation-answered', actor: { agency: 'H25.10' } },
    ]);
    expect(await listed(caseOfficer, 'mine')).toContain(dossierId);
  });

  it('that the clock has not counted yet is consent all the same', async () => {
    const dossierId = await asked();
    vi.setSystemTime(new Date('2021-11-23T02:00:00Z'));
    expect((await answer(dossierId, fire)).body.code).toBe('consultation-ended');
    await endSilentConsultations();
    expect(await statesOf(dossierId)).toEqual(['H25.10 silent', 'H25.09 silent']);
  });
});
