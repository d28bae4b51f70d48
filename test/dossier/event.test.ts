import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Consultation } from '../../shared/consultation/consultation.ts';
import { calendarEvents } from '../../shared/control/application.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { Act } from '../../shared/dossier/act.ts';
import { actionNames, actionOf } from '../../shared/dossier/actions.ts';
import { act } from '../../shared/dossier/change.ts';
import { events } from '../../shared/dossier/events.ts';
import { catalogueOf, eventType, nameOfType } from '../../shared/event/envelope.ts';
import { readOutbox } from '../../shared/event/outbox.ts';
import { workers } from '../../shared/operations.ts';
import { Payment } from '../../shared/payment/payment.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { Proposal } from '../../shared/proposal/proposal.ts';
import { Supplement } from '../../shared/supplement/supplement.ts';
import { aDossier, aFile, aResult, procedureWithMoreTime } from '../support/dossiers.ts';

const reason = 'Bản sao căn cước không đọc được';
const acts = [
  { action: 'receive' },
  { action: 'refuse', reason },
  { action: 'assign', to: { division: 'hctp' } },
  { action: 'claim' },
  { action: 'release' },
  { action: 'startProcessing' },
  {
    action: 'consult',
    agency: 'H25.10',
    question: 'Có phù hợp quy hoạch sử dụng đất không?',
    workingDays: 5,
  },
  { action: 'withdrawConsultation', agency: 'H25.09' },
  { action: 'countSilence', agency: 'H25.09' },
  { action: 'requestSupplement', reason, items: [{ name: 'Bản sao CCCD' }], deadline: '2021-10-29' },
  { action: 'answerSupplement' },
  { action: 'takeInSupplement' },
  { action: 'remindOfSupplement' },
  { action: 'closeUnanswered', reason },
  { action: 'requestPayment', deadline: '2021-10-29' },
  { action: 'correctCharge', quantity: 3, deadline: '2021-10-30', reason },
  { action: 'waiveCharge', relief: { id: 'child', proof: 'Khai sinh' }, reason },
  { action: 'recordPayment' },
  { action: 'payOnDelivery' },
  { action: 'closeUnpaid', reason },
  { action: 'extend', reason },
  { action: 'reappoint', reason, newDate: '2021-10-29' },
  { action: 'moveDueDate', reason },
  { action: 'tellStepOverdue' },
  { action: 'warnDueSoon', proposedDate: '2021-10-27' },
  { action: 'tellOverdue' },
  { action: 'requestWithdrawal', reason },
  { action: 'takeBackWithdrawal' },
  { action: 'declineWithdrawal', reason },
  { action: 'confirmWithdrawal' },
  { action: 'propose', outcome: 'issue', appraisal: 'Hồ sơ đủ điều kiện cấp Phiếu' },
  { action: 'sendBack', note: reason },
  { action: 'approve' },
  { action: 'stop', reason },
  { action: 'finish' },
  { action: 'recordCollection' },
  { action: 'returnResult' },
  { action: 'takeResult' },
  {
    action: 'revokeResult',
    resultCode: 'H25.03-2021-KQ000015',
    reason,
    legalBasis: 'Luật Lý lịch tư pháp 2009, Điều 50',
  },
].map((said) => Act.parse(said));

const by = {
  kind: 'officer',
  subject: 'cb-1',
  name: 'Cán bộ A',
  role: 'caseOfficer',
  agency: 'H25.03',
} as const;
const occasion = {
  at: new Date('2021-10-11T02:00:00Z'),
  actor: by,
  newId: () => 'evt-1',
  correlationId: 'correlation-1',
  procedure: catalogue.find(({ code }) => code === '2.000488'),
  calendar: civilServiceCalendar(),
  receiptsTaken: 0,
};
const asked = { v: 1, number: 1, requestedAt: '2021-10-09T02:00:00.000Z', requestedBy: by };
const supplement = Supplement.parse({ ...asked, reason, items: [], deadline: '2021-10-29' });
const consultation = Consultation.parse({
  v: 1,
  number: 1,
  consulted: 'H25.09',
  question: 'Có ý kiến gì không?',
  askedAt: '2021-10-01T02:00:00.000Z',
  askedBy: by,
  deadline: '2021-10-08',
  silenceAgrees: 'Luật Xây dựng Điều 102',
  state: 'open',
});
const proposal = Proposal.parse({
  v: 1,
  number: 1,
  outcome: 'issue',
  appraisal: 'Đủ điều kiện',
  proposedAt: '2021-10-09T02:00:00.000Z',
  proposedBy: by,
});
const payment = Payment.parse({ ...asked, amountVnd: 200000, deadline: '2021-10-29', state: 'open' });

/** With the clock running, for what gives another due day, or warns of it or of a step before it. */
const counting = {
  status: 'received',
  clock: [{ kind: 'start', at: '2021-10-08T02:00:00.000Z' }],
  dueAt: '2021-10-22T10:00:00.000Z',
  steps: { assign: '2021-10-08T08:00:00.000Z' },
  procedure: procedureWithMoreTime,
};

const acted = (said: Act) => {
  const dossier = aDossier({
    reason,
    supplements: 1,
    payments: 1,
    withdrawnFrom: 'processing',
    consulted: ['H25.09'],
    ...((['appoint', 'recount'].includes(actionOf(said.action).clock) ||
      ['tellStepOverdue', 'warnDueSoon', 'tellOverdue'].includes(said.action)) &&
      counting),
  });
  const [step] = Object.values(actionOf(said.action).from);
  if (!step) throw new Error('a row without a step');
  const file = aFile(dossier, {
    supplements: [supplement],
    payments: [payment, { ...payment, number: 2, state: 'toBeCollected' }],
    consultations: [consultation],
    proposals: [proposal],
    results: [aResult()],
  });
  return act(file, said, step, occasion);
};

describe.each(acts)('$action', (said) => {
  const items = acted(said).writes.flatMap((write) => ('put' in write ? [write.put] : []));

  it('emits an event that its catalogue entry accepts, with the dossier itself and in the log', () => {
    const dossier = items.find(({ SK }) => SK === 'DOSSIER');
    const travelling = String(dossier?.outbox);
    expect(readOutbox(travelling).map((event) => events.parse(event).name)).toEqual([
      actionOf(said.action).event.name,
    ]);
    const logged = items.filter(({ SK }) => SK.startsWith('EVENT#'));
    expect(`[${logged.map(({ event }) => event).join(',')}]`).toBe(travelling);
  });

  it('says who acted: the person in the log, the office in the event', () => {
    const logged = items.find(({ SK }) => SK === 'EVENT#000002');
    expect(logged?.actor).toEqual(by);
    expect(JSON.parse(String(logged?.event)).data.actor).toEqual({
      kind: 'officer',
      role: 'caseOfficer',
      agency: 'H25.03',
    });
    expect(JSON.stringify(logged?.event)).not.toContain('Cán bộ A');
  });
});

it('holds every action but those that are operations of their own', () => {
  const apart = ['submit', 'takeIn', 'giveOpinion', 'issueResult', 'correctResult'];
  expect(acts.map(({ action }) => action)).toEqual(actionNames.filter((name) => !apart.includes(name)));
});

it('cannot be committed when it does not fit the catalogue', () => {
  expect(() => acted({ action: 'refuse', reason: 7 as unknown as string })).toThrow(/reason/);
});

it('tells the same of an event, whichever action emits it', () => {
  const told = new Map<string, string>();
  for (const name of actionNames) {
    const { event } = actionOf(name);
    const fields = Object.keys(event.data).toSorted().join();
    expect([event.name, told.get(event.name) ?? fields]).toEqual([event.name, fields]);
    told.set(event.name, fields);
  }
});

it('is read in a second version beside the first, each by its own type', () => {
  const { names, parse } = catalogueOf({}, { 'dossier.done': {}, 'dossier.done.v2': { place: z.string() } });
  const [first, second] = names.map((name) => ({
    ...{ specversion: '1.0', id: 'event-id', source: 'urn:motcua:H25', datacontenttype: 'application/json' },
    ...{ subject: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01', time: '2021-10-22T08:00:00.000Z', sequence: 4 },
    correlationid: 'request-id',
    type: eventType(name),
    data: { place: 'Hà Nam' },
  }));
  expect([first?.type, second?.type]).toEqual([
    'vn.gov.hanam.motcua.dossier.done.v1',
    'vn.gov.hanam.motcua.dossier.done.v2',
  ]);
  expect(parse(first)).toMatchObject({ name: 'dossier.done', data: {} });
  expect(parse(second)).toMatchObject({ name: 'dossier.done.v2', data: { place: 'Hà Nam' } });
  expect([first, second].map((event) => nameOfType(event?.type ?? ''))).toEqual(names);
});

it('is known to every worker that waits for it', () => {
  const wanted = workers.flatMap(({ trigger }) => (trigger.kind === 'queue' ? (trigger.types ?? []) : []));
  expect(wanted.length).toBeGreaterThan(0);
  const known = [...events.names, ...calendarEvents.names];
  expect(wanted.filter((name) => !known.includes(name))).toEqual([]);
});
