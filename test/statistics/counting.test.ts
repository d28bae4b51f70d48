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

  const desk = { kind: 'officer', role: 'deskOfficer', agency: 'H25.03' } as const;
  const asked: Told = [
    'dossier.payment-requested',
    'paymentRequested',
    '2021-10-11T09:00',
    undefined,
    { amountVnd: 200_000, deadline: '2021-10-20' },
  ];
  const paid = (more: object): Told => [
    'dossier.payment-recorded',
    'processing',
    '2021-10-12T09:00',
    '2021-10-25',
    { amountVnd: 200_000, receiptNo: 'H25.03-2021-BL0000015', actor: desk, ...more },
  ];
  const moneyOf = (...told: readonly Told[]) =>
    countsAfter(received, ...told).filter((one) =>
      /charged|cash|transfer|paidOnline|collected|payments|returnedVnd|exempt/.test(one),
    );

  it('is what it is charged and what is paid, each on its day and by the way to pay', () => {
    expect(moneyOf(asked, paid({ way: 'online' }))).toEqual([
      '2021-10-11 charged 200000',
      '2021-10-12 paidOnline 200000',
      '2021-10-12 payments 1',
      '2021-10-12 paymentsOnline 1',
    ]);
  });

  it.each([
    ['cash', desk],
    ['transfer', { kind: 'officer', role: 'procedureControl', agency: 'H25.01' }],
    ['transfer', { kind: 'partner', partner: 'bank' }],
    ['collected', { kind: 'partner', partner: 'postal' }],
    ['paidOnline', { kind: 'partner', partner: 'vnpay' }],
    ['paidOnline', { kind: 'system' }],
  ])('is paid as %s by the word of %j, where an event of before does not say how', (measure, actor) => {
    expect(moneyOf(asked, paid({ actor }))).toContain(`2021-10-12 ${measure} 200000`);
  });

  it('is charged with what a correction leaves, or with nothing', () => {
    const corrected: Told = [
      'dossier.charge-corrected',
      'paymentRequested',
      '2021-10-12T09:00',
      undefined,
      { ...reason, amountVnd: 50_000, deadline: '2021-10-20' },
    ];
    const waived: Told = ['dossier.charge-waived', 'processing', '2021-10-13T09:00', '2021-10-26', reason];
    expect(moneyOf(asked, corrected, waived)).toEqual([
      '2021-10-11 charged 200000',
      '2021-10-12 charged -150000',
      '2021-10-13 charged -50000',
      '2021-10-13 exempt 1',
    ]);
  });

  it('is charged with what was paid before its submission, and with nothing who is exempt by the form', () => {
    expect(moneyOf(paid({ way: 'transfer' }))).toEqual([
      '2021-10-12 charged 200000',
      '2021-10-12 payments 1',
      '2021-10-12 transfer 200000',
    ]);
    const [name, status, at, due] = received;
    expect(countsAfter([name, status, at, due, { exempt: true }])).toContain('2021-10-08 exempt 1');
  });

  it('is what went back, as it settled nothing or was not owed, and takes nothing from what was paid that day', () => {
    const back: Told = [
      'refund.returned',
      'processing',
      '2021-10-13T09:00',
      '2021-10-25',
      { attempt: 2, amountVnd: 200_000, refundReason: 'paid-twice' },
    ];
    const cancelled: Told = [
      'fee-receipt.cancelled',
      'processing',
      '2021-10-14T09:00',
      '2021-10-25',
      { receiptNo: 'H25.03-2021-BL0000015', amountVnd: 200_000 },
    ];
    expect(moneyOf(asked, paid({ way: 'cash' }), back, cancelled).slice(-2)).toEqual([
      '2021-10-13 returnedVnd 200000',
      '2021-10-14 returnedVnd 200000',
    ]);
  });

  it('is charged and rated also where it was never received', () => {
    const refused: Told = ['dossier.refused', 'refused', '2021-10-12T09:00', undefined, reason];
    const rated: Told = ['dossier.rated', 'refused', '2021-10-13T09:00', undefined, { grade: 'unsatisfied' }];
    expect(countsAfter(asked, refused, rated)).toEqual([
      '2021-10-11 charged 200000',
      '2021-10-12 refused 1',
      '2021-10-13 unsatisfied 1',
    ]);
  });

  it('is heard anew where an earlier version heard less of it', () => {
    const [event] = eventsOf([asked]);
    if (!event) throw new Error('no event');
    const fact = factOf([event]);
    const before: Fact = { ...fact, moments: fact.moments.map(({ askedVnd: _, ...moment }) => moment) };
    expect(heard(before, event)).toEqual(fact);
    expect(heard(fact, event)).toBe(fact);
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
