import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventData, EventName } from '../../shared/dossier/events.ts';
import { countsOf } from '../../shared/statistics/counting.ts';
import { type Fact, heard } from '../../shared/statistics/fact.ts';
import { anEvent } from '../support/events.ts';

type Told = readonly [name: EventName, status: string, at: string, dueAt?: string, more?: Partial<EventData>];

const eventsOf = (told: readonly Told[]) =>
  told.map(([name, status, at, dueAt, more = {}], place) => ({
    ...anEvent(name, {
      status,
      occurredAt: `${at}:00+07:00`,
      dueAt: dueAt && `${dueAt}T17:00:00+07:00`,
      ...more,
    }),
    sequence: place + 1,
  }));

/** The fact of a dossier after these events, as they are heard. */
const factOf = (events: ReturnType<typeof eventsOf>): Fact => {
  const fact = events.reduce<Fact | undefined>(heard, undefined);
  if (!fact) throw new Error('nothing was told');
  return fact;
};

/** What a dossier counts for, as `day measure by`. */
const countsAfter = (...told: readonly Told[]) =>
  countsOf(factOf(eventsOf(told)))
    .map(({ day, measure, by }) => `${day} ${measure} ${by}`)
    .sort();

const received: Told = ['dossier.received', 'received', '2021-10-08T09:00', '2021-10-22'];
const reason = { reason: 'Bản sao không đọc được' };

describe('what a dossier counts for', () => {
  it('is its reception, and a place among the late from the day on which it will be due', () => {
    expect(countsAfter(received)).toEqual([
      '2021-10-08 inProgress 1',
      '2021-10-08 received 1',
      '2021-10-22 late 1',
    ]);
  });

  it.each([
    ['2021-10-20T10:00', 'early'],
    ['2021-10-22T10:00', 'onTime'],
    ['2021-10-22T17:30', 'overdue'],
  ])('resolved at %s is %s, and was never late at the end of a day', (at, measure) => {
    const counts = countsAfter(received, ['dossier.done', 'done', at, '2021-10-22']);
    expect(counts).toContain(`${at.slice(0, 10)} ${measure} 1`);
    expect(counts).toContain(`${at.slice(0, 10)} inProgress -1`);
    expect(counts.join()).not.toContain('late');
  });

  it('is late from its due day until it is resolved', () => {
    const counts = countsAfter(received, ['dossier.done', 'done', '2021-10-26T10:00', '2021-10-22']);
    expect(counts).toEqual(
      expect.arrayContaining(['2021-10-22 late 1', '2021-10-26 late -1', '2021-10-26 overdue 1']),
    );
  });

  it('is not late while papers are waited for, and that time is not handling time', () => {
    const counts = countsAfter(
      received,
      [
        'dossier.supplement-requested',
        'supplementRequested',
        '2021-10-12T09:00',
        undefined,
        { ...reason, items: [], deadline: '2021-11-12' },
      ],
      ['dossier.supplement-answered', 'processing', '2021-11-01T09:00', '2021-11-15'],
      ['dossier.done', 'done', '2021-11-02T09:00', '2021-11-15'],
    );
    expect(counts).toEqual([
      '2021-10-08 inProgress 1',
      '2021-10-08 received 1',
      '2021-10-12 waiting 1',
      '2021-11-01 waiting -1',
      '2021-11-02 early 1',
      '2021-11-02 inProgress -1',
      // Four days and one: 7,200 minutes.
      '2021-11-02 minutes 7200',
    ]);
  });

  it('moves among the late with its due day', () => {
    const counts = countsAfter(received, [
      'dossier.reappointed',
      'processing',
      '2021-10-20T09:00',
      '2021-10-29',
      { ...reason, dueBefore: '2021-10-22T17:00:00+07:00' },
    ]);
    expect(counts).toContain('2021-10-29 late 1');
    expect(counts).not.toContain('2021-10-22 late 1');
  });

  it.each([
    ['dossier.stopped', 'stopped', { ...reason, withdrawn: true }],
    ['dossier.refused', 'refused', reason],
  ] as const)('%s after reception is handed back, and no result', (name, status, more) => {
    expect(countsAfter(received, [name, status, '2021-10-12T09:00', undefined, more])).toEqual([
      '2021-10-08 inProgress 1',
      '2021-10-08 received 1',
      '2021-10-12 handedBack 1',
      '2021-10-12 inProgress -1',
    ]);
  });

  it('is a refusal and nothing else when it was never received', () => {
    expect(countsAfter(['dossier.refused', 'refused', '2021-10-08T09:00', undefined, reason])).toEqual([
      '2021-10-08 refused 1',
    ]);
  });

  it('is counted on the local day: 00:30 in Vietnam is the evening before in UTC', () => {
    expect(countsAfter(['dossier.received', 'received', '2021-10-11T00:30'])).toEqual([
      '2021-10-11 inProgress 1',
      '2021-10-11 received 1',
    ]);
  });

  it('went by post both ways when its papers came so and its result was delivered so', () => {
    const post = { channel: 'post', delivery: 'post' } as const;
    const [name, status, at, due] = received;
    const counts = countsAfter(
      [name, status, at, due, post],
      ['dossier.done', 'done', '2021-10-20T10:00', '2021-10-22', post],
      [
        'dossier.returned',
        'returned',
        '2021-10-23T10:00',
        '2021-10-22',
        { ...post, actor: { kind: 'partner', partner: 'postal' } },
      ],
    );
    expect(counts).toEqual(
      expect.arrayContaining([
        '2021-10-08 postIn 1',
        '2021-10-23 postOut 1',
        '2021-10-23 postBoth 1',
        '2021-10-23 returned 1',
      ]),
    );
  });

  it('did not go by post when the desk handed over what was to be posted', () => {
    const counts = countsAfter(
      received,
      ['dossier.done', 'done', '2021-10-20T10:00', '2021-10-22'],
      ['dossier.returned', 'returned', '2021-10-21T10:00', '2021-10-22', { delivery: 'post' }],
    );
    expect(counts.join()).not.toContain('post');
  });

  it('follows from what was heard, not from the order in which it came, nor from how often', () => {
    const told = eventsOf([
      received,
      [
        'dossier.due-date-moved',
        'received',
        '2021-10-11T09:00',
        '2021-10-25',
        { ...reason, dueBefore: '2021-10-22T17:00:00+07:00' },
      ],
      ['dossier.done', 'done', '2021-10-26T10:00', '2021-10-25'],
      ['dossier.returned', 'returned', '2021-10-27T10:00', '2021-10-25'],
    ]);
    const disorder = fc.shuffledSubarray([...told, ...told], { minLength: 2 * told.length });
    fc.assert(
      fc.property(disorder, (events) => {
        expect(factOf(events)).toEqual(factOf(told));
      }),
    );
  });
});
