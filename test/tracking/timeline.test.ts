import { describe, expect, it } from 'vitest';
import { localDateOf } from '../../shared/clock.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { Draft, type Filed } from '../../shared/dossier/dossier.ts';
import { newFile } from '../../shared/dossier/draft.ts';
import type { Entry } from '../../shared/dossier/history.ts';
import { type FiledStatus, filedStatuses } from '../../shared/dossier/status.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { Supplement } from '../../shared/supplement/supplement.ts';
import { timeLeft } from '../../shared/tracking/time-left.ts';
import { publicTimeline, timelineOf } from '../../shared/tracking/timeline.ts';
import { statusLines } from '../../shared/tracking/words.ts';
import { aDossier, aFile, keptForm, keptPostDelivery } from '../support/dossiers.ts';

const calendar = civilServiceCalendar();
const hoa = { kind: 'applicant', subject: 'cd-hoa', accountType: 'citizen', name: 'Hoa' } as const;
const procedure = catalogue.find(({ code }) => code === '2.000488');

/** Received on Friday 8 October 2021, due on the 22nd. */
const inHand = (change: object = {}): Filed =>
  aDossier({
    status: 'processing',
    receivedAt: '2021-10-08T03:00:00.000Z',
    clock: [{ kind: 'start', at: '2021-10-08T03:00:00.000Z' }],
    dueAt: '2021-10-22T10:00:00.000Z',
    ...change,
  });

const told = (type: string, data: object = {}): Entry => ({
  event: {
    type,
    sequence: 2,
    data: { status: 'processing', occurredAt: '2021-10-08T10:00:00+07:00', ...data },
  },
  actor: { kind: 'officer', subject: 'cb-1', name: 'Vũ Đức Anh', role: 'caseOfficer', agency: 'H25.03' },
});

const at = (time: string) => new Date(time);
const timeline = (
  file: Parameters<typeof timelineOf>[0],
  history: readonly Entry[] = [],
  time = '2021-10-19T02:00:00Z',
) =>
  timelineOf(file, history, { caller: hoa, now: at(time), day: localDateOf(at(time)), calendar, procedure });

describe('the time that is left, in words', () => {
  it.each([
    ['2021-10-08T04:00:00Z', 'còn 10 ngày làm việc', '10 working days left', 10],
    // A Sunday.
    ['2021-10-17T02:00:00Z', 'còn 5 ngày làm việc', '5 working days left', 5],
    ['2021-10-21T09:59:00Z', 'còn 1 ngày làm việc', '1 working day left', 1],
    // 00:30 of the 22nd in Vietnam.
    ['2021-10-21T17:30:00Z', 'đến hạn hôm nay', 'due today', 0],
    ['2021-10-24T02:00:00Z', 'quá hạn', 'overdue', 0],
    ['2021-10-26T02:00:00Z', 'quá hạn 2 ngày làm việc', 'overdue by 2 working days', -2],
    ['2031-01-06T02:00:00Z', 'quá hạn', 'overdue', undefined],
  ])('is at %s: %s', (time, vi, en, workingDays) => {
    const { text, workingDays: days } = timeLeft(inHand(), calendar, at(time));
    expect([text, days]).toEqual([{ vi, en }, workingDays]);
  });

  it('is none before the reception, while the clock stands still, and after the end', () => {
    const words = (dossier: Filed) => timeLeft(dossier, calendar, at('2021-10-19T02:00:00Z')).text.vi;
    expect(words(aDossier())).toBe('chưa tính thời hạn');
    expect(words(inHand({ status: 'supplementRequested', dueAt: undefined }))).toBe('tạm dừng tính thời hạn');
    expect(words(inHand({ status: 'done', finishedAt: '2021-10-20T02:00:00.000Z' }))).toBe('xong trước hạn');
    expect(words(inHand({ status: 'stopped' }))).toBe('đã dừng, không còn thời hạn');
  });
});

describe('the next step', () => {
  it('is somebody’s in every status, and nobody’s once the dossier has ended', () => {
    const who = (status: FiledStatus) => statusLines[status].next(aDossier({ status })).who;
    expect(
      Object.fromEntries((Object.keys(filedStatuses) as FiledStatus[]).map((one) => [one, who(one)])),
    ).toEqual({
      submitted: 'desk',
      received: 'agency',
      refused: 'nobody',
      processing: 'agency',
      supplementRequested: 'applicant',
      paymentRequested: 'applicant',
      withdrawalRequested: 'agency',
      stopped: 'nobody',
      done: 'applicant',
      returned: 'applicant',
    });
  });

  it('is the owner’s when the result is taken online', () => {
    const online = aDossier({ status: 'done', form: { ...keptForm, delivery: { channel: 'online' } } });
    expect(statusLines.done.next(online)).toMatchObject({
      who: 'applicant',
      text: { vi: 'Đăng nhập và nhận kết quả điện tử.' },
    });
  });

  it('is the post’s when the result goes by post, and nobody’s once it is rated', () => {
    const byPost = aDossier({ status: 'done', form: { ...keptForm, delivery: keptPostDelivery } });
    expect(statusLines.done.next(byPost).who).toBe('post');
    expect(statusLines.returned.next(aDossier({ status: 'returned', rating: 'satisfied' })).who).toBe(
      'nobody',
    );
  });
});

describe('a timeline', () => {
  it('tells what happened, what goes on, and whose turn it is, in both languages', () => {
    const history = [told('dossier.received', { dueAt: '2021-10-22T17:00:00+07:00' })];
    expect(timeline(aFile(inHand()), history)).toMatchObject({
      code: 'H25.03-211008-0001',
      now: { vi: 'Hồ sơ đang được giải quyết', en: 'Being decided' },
      time: { text: { vi: 'còn 3 ngày làm việc' }, dueAt: '2021-10-22T17:00:00+07:00', workingDays: 3 },
      next: { who: 'agency', whoName: { vi: 'Sở Tư pháp', en: 'Department of Justice' } },
      missing: [],
      allowedActions: ['requestWithdrawal'],
      events: [
        {
          text: {
            vi: 'Hồ sơ được tiếp nhận, hẹn trả kết quả 22/10/2021 17:00',
            en: 'The dossier was received; the result is due on 22/10/2021 17:00',
          },
          by: { kind: 'officer', role: 'caseOfficer', agency: 'H25.03' },
        },
      ],
    });
  });

  it('names no officer', () => {
    expect(JSON.stringify(timeline(aFile(inHand()), [told('dossier.received')]))).not.toContain('Vũ Đức Anh');
  });

  it('shows what is missing of a supplement, with how it is mended, until it has come', () => {
    const round = Supplement.parse({
      v: 1,
      number: 1,
      requestedAt: '2021-10-12T03:00:00.000Z',
      requestedBy: { kind: 'system', worker: 'w' },
      reason: 'Chưa đủ',
      items: [
        {
          id: 'identity-copy',
          name: 'Bản sao CCCD',
          paperId: 'identity-copy',
          reason: 'illegible',
          file: { acceptedTypes: [], maxBytes: 1 },
        },
        { id: '/content', name: 'Nội dung', field: '/content' },
      ],
      deadline: '2021-10-29',
    });
    const dossier = inHand({
      status: 'supplementRequested',
      dueAt: undefined,
      supplementUntil: '2021-10-29',
    });
    const waiting = timeline(aFile(dossier, { supplements: [round] }));
    expect(waiting.next).toMatchObject({ who: 'applicant', by: '2021-10-29' });
    expect(waiting.missing).toMatchObject([
      {
        id: 'identity-copy',
        reason: { code: 'illegible', mend: { en: expect.stringContaining('scan the original again') } },
      },
      { id: '/content', name: { vi: 'Nội dung' } },
    ]);
    const copy = { paperId: 'identity-copy', state: 'accepted', declaredAt: '2021-10-13T03:00:00.000Z' };
    const old = { ...copy, declaredAt: '2021-10-07T03:00:00.000Z' };
    const left = (document: object) =>
      timeline(aFile(dossier, { supplements: [round], documents: [document] })).missing.map(({ id }) => id);
    expect(left(copy)).toEqual(['/content']);
    expect(left(old)).toEqual(['identity-copy', '/content']);
    expect(left({ ...copy, state: 'rejected' })).toEqual(['identity-copy', '/content']);
  });

  it('shows what a draft lacks, and what is to be paid', () => {
    const draft = Draft.parse({ ...aDossier(), form: undefined, status: 'draft', expiresAt: 1 });
    expect(timeline(newFile(draft)).missing.map(({ id }) => id)).toEqual([
      'form',
      'application-form',
      'identity-copy',
    ]);
    const payment = { state: 'open', amountVnd: 200_000 };
    const unpaid = inHand({ status: 'paymentRequested', dueAt: undefined, paymentUntil: '2021-10-29' });
    expect(timeline(aFile(unpaid, { payments: [payment] })).missing).toEqual([
      { id: 'payment', name: { vi: 'Phí, lệ phí 200.000 đồng', en: 'A charge of 200.000 đồng' } },
    ]);
  });

  it('shows a withdrawal that is asked for, taken back, declined and confirmed', () => {
    const words = (type: string, data = {}) =>
      timeline(aFile(inHand()), [told(type, data)]).events[0]?.text.vi;
    expect(words('dossier.withdrawal-requested')).toBe('Ông/Bà yêu cầu rút hồ sơ');
    expect(words('dossier.withdrawal-taken-back')).toBe(
      'Ông/Bà hủy yêu cầu rút, hồ sơ tiếp tục được giải quyết',
    );
    expect(words('dossier.withdrawal-declined')).toBe(
      'Yêu cầu rút không được chấp nhận, hồ sơ tiếp tục được giải quyết',
    );
    expect(words('dossier.stopped', { withdrawn: true })).toBe('Hồ sơ dừng xử lý theo yêu cầu của Ông/Bà');
    expect(words('dossier.stopped', { withdrawn: false })).toBe('Hồ sơ dừng xử lý');
    const asking = timeline(aFile(inHand({ status: 'withdrawalRequested', withdrawnFrom: 'processing' })));
    expect(asking.allowedActions).toEqual(['takeBackWithdrawal']);
  });

  it('says of an event that no action of today has to which status it led', () => {
    const { events } = timeline(aFile(inHand()), [told('dossier.of-another-time')]);
    expect(events[0]?.text).toEqual({ vi: 'Đang xử lý', en: 'Being processed' });
  });

  it('says how far the post is', () => {
    const { events } = timeline(aFile(inHand()), [
      told('shipment.moved', { shipmentStatus: 'OUT_FOR_DELIVERY' }),
    ]);
    expect(events[0]?.text).toEqual({ vi: 'Bưu chính: đang phát', en: 'Post: out for delivery' });
  });
});

describe('what a receipt opens', () => {
  it('tells no reason, no name, and nothing of feedback and ratings', () => {
    const history = [
      told('dossier.rated'),
      told('feedback.received'),
      told('dossier.supplement-requested', { reason: 'Bản sao không đọc được' }),
    ];
    const seen = publicTimeline(inHand(), history, { calendar, now: at('2021-10-19T02:00:00Z') });
    expect(seen.events).toEqual([
      {
        at: '2021-10-08T10:00:00+07:00',
        text: { vi: 'Cơ quan yêu cầu bổ sung, hoàn thiện', en: 'A supplement was asked for' },
      },
    ]);
    expect(JSON.stringify(seen)).not.toMatch(/Hoa|không đọc được|035190001234/);
  });
});
