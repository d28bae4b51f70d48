import { describe, expect, it } from 'vitest';
import { type LocalDate, localDateOf } from '../../shared/clock.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { Act } from '../../shared/dossier/act.ts';
import { act } from '../../shared/dossier/change.ts';
import type { DossierFile, Filed } from '../../shared/dossier/dossier.ts';
import { actorOf, allowedActions, requireStep, roleOf } from '../../shared/dossier/rules.ts';
import { aDossier, aFile, procedureWithMoreTime } from '../support/dossiers.ts';

const leader = {
  kind: 'officer',
  subject: 'cb-lanh-dao',
  name: 'Lê Thị Thu',
  role: 'agencyLeader',
  agency: 'H25.03',
} as const;

/** In hand since Friday 8 October 2021, ten working days: due on Friday the 22nd. */
const inHand = (change: Partial<Record<keyof Filed, unknown>> = {}): DossierFile<Filed> =>
  aFile(
    aDossier({
      status: 'processing',
      clock: [{ kind: 'start', at: '2021-10-08T02:00:00.000Z' }],
      dueAt: '2021-10-22T10:00:00.000Z',
      calendarVersion: 1,
      procedure: procedureWithMoreTime,
      ...change,
    }),
  );

const apply = (file: DossierFile<Filed>, said: object, localTime: string) => {
  const at = new Date(`${localTime}:00+07:00`);
  const input = Act.parse(said);
  const step = requireStep(input.action, file.dossier, roleOf(file.dossier, leader), localDateOf(at));
  return act(file, input, step, {
    at,
    actor: actorOf(leader),
    newId: () => 'event-id',
    correlationId: 'c-1',
    calendar: civilServiceCalendar(),
  });
};
const refusal = (code: string) => expect.objectContaining({ code });

const reason = 'Phải chờ kết quả tra cứu của Trung tâm Lý lịch tư pháp quốc gia';
const reappoint = (newDate: string) => ({ action: 'reappoint', reason, newDate });
const extend = { action: 'extend', reason: 'Phải xác minh nơi cư trú trước đây của người yêu cầu' };

describe('an apology with another day', () => {
  it('moves the due day, keeps what form 04 says, and tells why', () => {
    const { file, writes } = apply(inHand(), reappoint('2021-10-29'), '2021-10-20T09:00');
    expect(file.dossier).toMatchObject({
      status: 'processing',
      dueAt: '2021-10-29T10:00:00.000Z',
      reappointments: 1,
      calendarVersion: 1,
    });
    expect(file.appointments).toEqual([
      {
        v: 1,
        number: 1,
        kind: 'reappointment',
        at: '2021-10-20T02:00:00.000Z',
        by: {
          kind: 'officer',
          subject: 'cb-lanh-dao',
          name: 'Lê Thị Thu',
          role: 'agencyLeader',
          agency: 'H25.03',
        },
        reason,
        dueBefore: '2021-10-22T10:00:00.000Z',
        dueAt: '2021-10-29T10:00:00.000Z',
      },
    ]);
    expect(writes.flatMap((write) => ('put' in write ? [write.put] : []))).toMatchObject([
      { SK: 'DOSSIER', dueAt: '2021-10-29T10:00:00.000Z' },
      { SK: 'EVENT#000002', event: expect.stringContaining('"dueBefore":"2021-10-22T17:00:00+07:00"') },
      { SK: 'DOSSIER#APPOINTMENT#000001', agency: 'H25.03', owner: 'cd-hoa' },
    ]);
  });

  it('may be told up to the day before the due day, and not on it or later', () => {
    expect(apply(inHand(), reappoint('2021-10-29'), '2021-10-21T23:59').file.dossier.reappointments).toBe(1);
    for (const time of ['2021-10-22T07:30', '2021-10-22T16:00', '2021-10-25T09:00'])
      expect(() => apply(inHand(), reappoint('2021-10-29'), time)).toThrow(refusal('reappointment-too-late'));
  });

  it('is given once, whatever the second reason', () => {
    const { file } = apply(inHand(), reappoint('2021-10-29'), '2021-10-20T09:00');
    expect(() => apply(file, reappoint('2021-11-05'), '2021-10-25T09:00')).toThrow(
      refusal('reappointment-limit-reached'),
    );
  });

  it('names a later day than the one that is due', () => {
    for (const day of ['2021-10-22', '2021-10-21'])
      expect(() => apply(inHand(), reappoint(day), '2021-10-20T09:00')).toThrow(
        expect.objectContaining({
          code: 'invalid-request',
          faults: [expect.objectContaining({ field: '/newDate', code: 'not-later' })],
        }),
      );
  });

  it('is a working day: a Saturday becomes Monday', () => {
    const { dossier } = apply(inHand(), reappoint('2021-10-30'), '2021-10-20T09:00').file;
    expect(dossier.dueAt).toBe('2021-11-01T10:00:00.000Z');
  });

  it('is told also of what nobody has taken up yet, and not of what waits for its applicant', () => {
    const may = (change: object, day = '2021-10-20') =>
      allowedActions(inHand(change).dossier, leader, day as LocalDate);
    expect(may({ status: 'received' })).toContain('reappoint');
    expect(may({ status: 'supplementRequested', dueAt: undefined })).not.toContain('reappoint');
    expect(may({ status: 'done' })).not.toContain('reappoint');
    expect(may({}, '2021-10-22')).not.toContain('reappoint');
  });

  it('may not be appointed into a year whose days off nobody has entered', () => {
    expect(() => apply(inHand(), reappoint('2028-01-10'), '2021-10-20T09:00')).toThrow(
      expect.objectContaining({
        code: 'calendar-ends',
        detail: expect.objectContaining({ en: 'Nobody has entered the days off of 2028 yet.' }),
      }),
    );
  });
});

describe('an extension', () => {
  it('gives the longer time that the procedure states: fifteen days in place of ten', () => {
    const { file } = apply(inHand(), extend, '2021-10-20T09:00');
    expect(file.dossier).toMatchObject({ dueAt: '2021-10-29T10:00:00.000Z', extensions: 1 });
    expect(file.dossier.clock.at(-1)).toEqual({ kind: 'extend', at: '2021-10-20T02:00:00.000Z', days: 5 });
    expect(file.appointments).toMatchObject([{ kind: 'extension', dueBefore: '2021-10-22T10:00:00.000Z' }]);
  });

  it('is given once, on the due day at the latest, and where the procedure has a longer time', () => {
    const refused = refusal('extension-not-offered');
    expect(apply(inHand(), extend, '2021-10-22T16:00').file.dossier.extensions).toBe(1);
    expect(() => apply(inHand(), extend, '2021-10-23T09:00')).toThrow(refused);
    expect(() => apply(apply(inHand(), extend, '2021-10-20T09:00').file, extend, '2021-10-21T09:00')).toThrow(
      refused,
    );
    const usual = inHand({ procedure: { ...procedureWithMoreTime, extended: undefined } });
    expect(() => apply(usual, extend, '2021-10-20T09:00')).toThrow(refused);
  });

  it('and an apology are two appointments, numbered as they come', () => {
    const { file } = apply(inHand(), extend, '2021-10-20T09:00');
    const twice = apply(file, reappoint('2021-11-05'), '2021-10-28T09:00').file;
    expect(twice.appointments.map(({ number, kind, dueAt }) => [number, kind, dueAt])).toEqual([
      [1, 'extension', '2021-10-29T10:00:00.000Z'],
      [2, 'reappointment', '2021-11-05T10:00:00.000Z'],
    ]);
  });
});
