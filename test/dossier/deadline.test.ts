import { describe, expect, it } from 'vitest';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { deadlineOf } from '../../shared/dossier/deadline.ts';
import type { Filed } from '../../shared/dossier/dossier.ts';
import { aDossier } from '../support/dossiers.ts';

const calendar = civilServiceCalendar();

/** Received on Friday 8 October 2021 at 09:00: due on Friday the 22nd at 17:00. */
const received = (change: Partial<Record<keyof Filed, unknown>> = {}) =>
  aDossier({
    status: 'processing',
    clock: [{ kind: 'start', at: '2021-10-08T02:00:00.000Z' }],
    dueAt: '2021-10-22T10:00:00.000Z',
    ...change,
  });
const on = (dossier: Filed, localTime: string) =>
  deadlineOf(dossier, calendar, new Date(`${localTime}:00+07:00`));

describe('how a dossier stands to its due day', () => {
  it.each([
    ['2021-10-08T09:00', 'inTime', { workingDays: 10, hours: 6, minutes: 0 }],
    ['2021-10-21T16:45', 'inTime', { workingDays: 1, hours: 0, minutes: 15 }],
    ['2021-10-22T06:00', 'dueToday', { workingDays: 1, hours: 0, minutes: 0 }],
    ['2021-10-22T12:00', 'dueToday', { workingDays: 0, hours: 3, minutes: 30 }],
    ['2021-10-22T23:59', 'dueToday', { workingDays: 0, hours: 0, minutes: 0 }],
  ])('on %s is %s', (time, standing, left) => {
    const deadline = on(received(), time);
    expect(deadline).toMatchObject({ standing, left, dueAt: '2021-10-22T17:00:00+07:00' });
    expect(deadline.overdueBy).toBeUndefined();
  });

  it.each([
    ['2021-10-23T00:00', { workingDays: 0, hours: 0, minutes: 0 }],
    ['2021-10-25T09:30', { workingDays: 0, hours: 2, minutes: 30 }],
    ['2021-10-27T17:00', { workingDays: 3, hours: 0, minutes: 0 }],
  ])('on %s is overdue', (time, overdueBy) => {
    const deadline = on(received(), time);
    expect(deadline).toMatchObject({ standing: 'overdue', overdueBy });
    expect(deadline.left).toBeUndefined();
  });

  it.each([
    ['2021-10-21T16:00', 'finishedEarly'],
    ['2021-10-22T07:00', 'finishedOnTime'],
    ['2021-10-22T18:30', 'finishedOnTime'],
    ['2021-10-23T08:00', 'finishedLate'],
  ])('finished on %s is %s, however long ago', (time, standing) => {
    const finishedAt = new Date(`${time}:00+07:00`).toISOString();
    for (const status of ['done', 'returned'])
      expect(on(received({ status, finishedAt }), '2021-12-01T09:00')).toMatchObject({ standing });
  });

  it('is told before reception, in a pause and after an end without a result', () => {
    expect(on(aDossier(), '2021-10-08T09:00')).toMatchObject({ standing: 'notStarted', explanation: [] });
    const clock = [
      { kind: 'start', at: '2021-10-08T02:00:00.000Z' },
      { kind: 'pause', at: '2021-10-11T02:00:00.000Z' },
    ];
    const paused = on(
      received({ status: 'supplementRequested', clock, dueAt: undefined }),
      '2021-10-12T09:00',
    );
    expect(paused.standing).toBe('paused');
    expect(paused.dueAt).toBeUndefined();
    expect(on(received({ status: 'stopped' }), '2021-10-12T09:00').standing).toBe('ended');
  });
});

describe('the explanation', () => {
  it('says each day in both languages, with the law, and ends with the due date', () => {
    const { explanation, calendarVersion } = on(
      received({
        clock: [{ kind: 'start', at: '2021-04-29T02:00:00.000Z' }],
        procedure: { ...received().procedure, processing: { unit: 'workingDays', days: 1 } },
      }),
      '2021-05-01T09:00',
    );
    expect(calendarVersion).toBe(1);
    expect(explanation.map(({ text }) => text.vi)).toEqual([
      '09:00 Thứ Năm 29/04/2021: tiếp nhận hồ sơ, bắt đầu tính thời hạn',
      'Thứ Năm 29/04/2021: không tính, ngày đầu tiên của thời hạn (Bộ luật Dân sự 2015 Điều 147(2))',
      'Thứ Sáu 30/04/2021: không tính, ngày nghỉ (Ngày Chiến thắng 30/4, BLLĐ 2019 Điều 112 khoản 1)',
      'Thứ Bảy 01/05/2021: không tính, ngày nghỉ (Quốc tế Lao động 1/5, BLLĐ 2019 Điều 112 khoản 1)',
      'Chủ Nhật 02/05/2021: không tính, ngày nghỉ hằng tuần (Bộ luật Lao động 2019 Điều 111, Quyết định 188/1999/QĐ-TTg)',
      'Thứ Hai 03/05/2021: không tính, ngày nghỉ (Nghỉ bù Quốc tế Lao động 1/5, BLLĐ 2019 Điều 111 khoản 3)',
      'Thứ Ba 04/05/2021: ngày thứ 1/1 của thời hạn',
      'Hẹn trả kết quả: 17:00 Thứ Ba 04/05/2021',
    ]);
    expect(explanation.map(({ text }) => text.en).slice(-2)).toEqual([
      'Tuesday 04/05/2021: day 1 of 1 of the term',
      'The result is due: 17:00 Tuesday 04/05/2021',
    ]);
  });
});
