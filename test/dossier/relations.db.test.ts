import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as readDossier } from '../../functions/filing/read-dossier.ts';
import { caller as identity } from '../../infra/settings/province.ts';
import { atWork } from '../../shared/absence/absence.ts';
import { putAbsence } from '../../shared/absence/store.ts';
import { localDateOf, toInstant } from '../../shared/clock.ts';
import { type ActionName, actionNames } from '../../shared/dossier/actions.ts';
import type { Filed } from '../../shared/dossier/dossier.ts';
import { handsOf, requireStep, roleOf } from '../../shared/dossier/rules.ts';
import { type FiledStatus, filedStatusNames } from '../../shared/dossier/status.ts';
import { callerFrom } from '../../shared/http/caller.ts';
import { Problem, problems } from '../../shared/http/problems.ts';
import { api } from '../../shared/operations.ts';
import { call } from '../support/call.ts';
import { procedureWithMoreTime } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { caseOfficer, desk, hoa, nam, officer } from '../support/filing.ts';
import { keptDossier, putAll } from '../support/kept-dossier.ts';

const today = localDateOf(new Date());
const absence = {
  v: 1,
  officer: { subject: 'cb-assigned', name: 'Vũ Đức Anh' },
  role: 'caseOfficer',
  agency: 'H25.03',
  cover: { subject: 'cb-cover', name: 'Trịnh Thu Trang' },
  from: today,
  until: today,
  recordedAt: toInstant(new Date()),
} as const;

/** Who is who to the dossier, by the claims of their tokens. */
const people = {
  owner: hoa,
  'another citizen': nam,
  'an officer at its desk': desk,
  'the officer who has it, away today': { ...caseOfficer, sub: 'cb-assigned' },
  'the officer who covers': { ...caseOfficer, sub: 'cb-cover' },
  'a colleague': { ...caseOfficer, sub: 'cb-colleague' },
  'the leader': officer('lanh-dao'),
  'an officer at the desk of the Centre': officer('can-bo-mot-cua', 'H25.19'),
  'an officer of a consulted agency': officer('chuyen-vien', 'H25.10'),
  'an officer of another agency': officer('lanh-dao', 'H25.08'),
  'who controls procedures': { ...desk, VaiTro: 'kiem-soat-tthc' },
} as const;
type Person = keyof typeof people;

type Outcomes = 403 | 404 | Partial<Record<FiledStatus, readonly ActionName[]>>;

const atTheDesk: Outcomes = {
  submitted: ['receive', 'refuse', 'requestSupplement'],
  received: ['assign', 'requestPayment'],
  processing: ['assign', 'requestPayment'],
  supplementRequested: ['takeInSupplement', 'closeUnanswered'],
  paymentRequested: ['correctCharge', 'waiveCharge', 'recordPayment', 'closeUnpaid'],
  withdrawalRequested: ['confirmWithdrawal'],
  done: ['returnResult'],
};
const inHand: Outcomes = {
  received: ['release', 'startProcessing', 'requestSupplement', 'requestPayment', 'stop'],
  // Another agency is asked: nothing is proposed or finished before it has answered.
  processing: ['release', 'consult', 'withdrawConsultation', 'requestSupplement', 'requestPayment', 'stop'],
  supplementRequested: ['closeUnanswered'],
  paymentRequested: ['correctCharge', 'waiveCharge', 'closeUnpaid'],
  withdrawalRequested: ['declineWithdrawal', 'confirmWithdrawal'],
};

/** What each may do, written down apart from the code: all else is a conflict, or nothing that one may see. */
const expected: Readonly<Record<Person, Outcomes>> = {
  owner: {
    submitted: ['requestWithdrawal'],
    received: ['requestWithdrawal'],
    processing: ['requestWithdrawal'],
    supplementRequested: ['answerSupplement', 'requestWithdrawal'],
    paymentRequested: ['requestWithdrawal'],
    withdrawalRequested: ['takeBackWithdrawal'],
  },
  'another citizen': 404,
  'an officer at its desk': atTheDesk,
  'an officer at the desk of the Centre': atTheDesk,
  'the officer who has it, away today': {
    ...inHand,
    received: ['release', 'requestSupplement', 'requestPayment', 'stop'],
  },
  'the officer who covers': inHand,
  'a colleague': {},
  'the leader': {
    ...inHand,
    received: [
      'assign',
      'release',
      'startProcessing',
      'requestSupplement',
      'requestPayment',
      'reappoint',
      'stop',
    ],
    processing: [
      'assign',
      'release',
      'consult',
      'withdrawConsultation',
      'requestSupplement',
      'requestPayment',
      'extend',
      'reappoint',
      'stop',
    ],
    done: ['correctResult', 'revokeResult'],
    returned: ['correctResult', 'revokeResult'],
  },
  'an officer of a consulted agency': {
    processing: ['giveOpinion'],
    supplementRequested: ['giveOpinion'],
    paymentRequested: ['giveOpinion'],
    withdrawalRequested: ['giveOpinion'],
  },
  'an officer of another agency': 404,
  'who controls procedures': 403,
};

/** Statuses in which an agency may be waited for. */
const consulting: readonly FiledStatus[] = [
  'processing',
  'supplementRequested',
  'paymentRequested',
  'withdrawalRequested',
];

let table: TestTable;
const dossiers = new Map<FiledStatus, Filed>();
beforeAll(async () => {
  table = await startApi();
  await putAll(table, [putAbsence(absence)]);
  for (const status of filedStatusNames)
    dossiers.set(
      status,
      await keptDossier(table, {
        status,
        procedure: procedureWithMoreTime,
        receiving: 'H25.19',
        assignee: { subject: 'cb-assigned', name: 'Vũ Đức Anh' },
        receivedAt: status === 'submitted' ? undefined : '2021-10-08T03:00:00.000Z',
        withdrawnFrom: status === 'withdrawalRequested' ? 'processing' : undefined,
        dueAt: ['received', 'processing'].includes(status) ? '2099-10-22T10:00:00.000Z' : undefined,
        supplementUntil: '2021-10-20',
        paymentUntil: '2021-10-20',
        consulted: consulting.includes(status) ? ['H25.10'] : undefined,
      }),
    );
});
afterAll(() => table.stop());

const cells = (Object.keys(people) as Person[]).flatMap((person) =>
  filedStatusNames.map((status) => ({ person, status })),
);

describe('who may do what with a dossier', () => {
  it.each(cells)('$person, $status', async ({ person, status }) => {
    const dossier = dossiers.get(status);
    if (!dossier) throw new Error('no dossier in this status');
    const claims = people[person];
    const read = await call(api.readDossier, readDossier, { claims, params: { dossierId: dossier.id } });
    const outcomes = expected[person];
    if (typeof outcomes === 'number') return expect(read.status).toBe(outcomes);
    const seen = person !== 'an officer of a consulted agency' || consulting.includes(status);
    expect(read.status).toBe(seen ? 200 : 404);
    if (!seen) return;
    expect(read.body.allowedActions).toEqual(outcomes[status] ?? []);

    const caller = callerFrom(claims, identity);
    const who = caller.kind === 'officer' ? atWork(caller, [absence], today) : caller;
    for (const action of actionNames) {
      const step = () => requireStep(action, dossier, roleOf(dossier, who), today, handsOf(dossier, who));
      if (outcomes[status]?.includes(action)) expect(step()).toBeDefined();
      else {
        expect(step).toThrow(Problem);
        try {
          step();
        } catch (error) {
          expect(error instanceof Problem && problems[error.code].status).toBe(409);
        }
      }
    }
  });
});
