import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../shared/clock.ts';
import { Act } from '../../shared/dossier/act.ts';
import type { Role } from '../../shared/dossier/action.ts';
import {
  type ActionName,
  actionNames,
  actionOf,
  actionsFrom,
  stepFrom,
} from '../../shared/dossier/actions.ts';
import { allowedActions, roleOf } from '../../shared/dossier/rules.ts';
import { type FiledStatus, filedStatuses, type Status } from '../../shared/dossier/status.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { nextRound } from '../../shared/supplement/rounds.ts';
import { aDossier } from '../support/dossiers.ts';

const statuses = ['draft', ...Object.keys(filedStatuses)] as readonly Status[];
const actors: readonly Role[] = [
  'owner',
  'deskOfficer',
  'caseOfficer',
  'agencyLeader',
  'procedureControl',
  'consulted',
  'postal',
  'vnpay',
  'dvcqg',
  'bank',
  'system',
];

/** The law as sentences of its own, written down apart from the table: status > actor > what may be done. */
const expected: Partial<Record<Status, Partial<Record<Role, readonly ActionName[]>>>> = {
  draft: { owner: ['submit'], deskOfficer: ['takeIn'] },
  submitted: {
    owner: ['requestWithdrawal'],
    deskOfficer: ['receive', 'refuse', 'requestSupplement'],
    system: ['requestPayment'],
  },
  received: {
    owner: ['requestWithdrawal'],
    deskOfficer: ['assign', 'requestPayment'],
    caseOfficer: [
      'claim',
      'release',
      'startProcessing',
      'requestSupplement',
      'requestPayment',
      'stop',
      'finish',
    ],
    agencyLeader: [
      'assign',
      'claim',
      'release',
      'startProcessing',
      'requestSupplement',
      'requestPayment',
      'reappoint',
      'stop',
      'issueResult',
      'finish',
    ],
    system: ['moveDueDate', 'tellStepOverdue', 'warnDueSoon', 'tellOverdue'],
  },
  processing: {
    owner: ['requestWithdrawal'],
    deskOfficer: ['assign', 'requestPayment'],
    caseOfficer: [
      'claim',
      'release',
      'consult',
      'withdrawConsultation',
      'requestSupplement',
      'requestPayment',
      'propose',
      'stop',
      'finish',
    ],
    agencyLeader: [
      'assign',
      'claim',
      'release',
      'consult',
      'withdrawConsultation',
      'requestSupplement',
      'requestPayment',
      'extend',
      'reappoint',
      'propose',
      'sendBack',
      'approve',
      'stop',
      'issueResult',
      'finish',
    ],
    consulted: ['giveOpinion'],
    system: ['countSilence', 'moveDueDate', 'tellStepOverdue', 'warnDueSoon', 'tellOverdue'],
  },
  supplementRequested: {
    owner: ['answerSupplement', 'requestWithdrawal'],
    deskOfficer: ['takeInSupplement', 'closeUnanswered'],
    caseOfficer: ['closeUnanswered'],
    agencyLeader: ['closeUnanswered'],
    consulted: ['giveOpinion'],
    system: ['countSilence', 'remindOfSupplement', 'closeUnanswered'],
  },
  paymentRequested: {
    owner: ['payOnDelivery', 'requestWithdrawal'],
    deskOfficer: ['correctCharge', 'waiveCharge', 'recordPayment', 'closeUnpaid'],
    caseOfficer: ['correctCharge', 'waiveCharge', 'closeUnpaid'],
    agencyLeader: ['correctCharge', 'waiveCharge', 'closeUnpaid'],
    consulted: ['giveOpinion'],
    vnpay: ['recordPayment'],
    dvcqg: ['recordPayment'],
    bank: ['recordPayment'],
    system: ['countSilence', 'recordPayment', 'closeUnpaid'],
  },
  withdrawalRequested: {
    owner: ['takeBackWithdrawal'],
    deskOfficer: ['confirmWithdrawal'],
    caseOfficer: ['declineWithdrawal', 'confirmWithdrawal'],
    agencyLeader: ['declineWithdrawal', 'confirmWithdrawal'],
    consulted: ['giveOpinion'],
    system: ['countSilence', 'moveDueDate', 'warnDueSoon', 'tellOverdue'],
  },
  done: {
    owner: ['takeResult'],
    deskOfficer: ['recordCollection', 'returnResult'],
    agencyLeader: ['correctResult', 'revokeResult'],
    postal: ['recordCollection', 'returnResult'],
  },
  returned: { agencyLeader: ['correctResult', 'revokeResult'] },
};

describe('the transition table', () => {
  const cells = statuses.flatMap((status) => actors.map((actor) => ({ status, actor })));

  it.each(cells)('says what $actor may do in $status', ({ status, actor }) => {
    expect(actionsFrom(status, actor)).toEqual(expected[status]?.[actor] ?? []);
  });

  it('leads nowhere from refused, stopped and returned, where only the result may still be put right', () => {
    for (const status of ['refused', 'stopped'] as const)
      for (const actor of actors) expect(actionsFrom(status, actor)).toEqual([]);
    for (const action of actionsFrom('returned', 'agencyLeader'))
      expect(stepFrom(action, 'returned', 'agencyLeader')?.to).toBe('returned');
  });

  it('never stops or withdraws what is done or returned', () => {
    for (const status of ['done', 'returned'] as const)
      for (const action of ['stop', 'requestWithdrawal', 'confirmWithdrawal'] as const)
        for (const actor of actors) expect(stepFrom(action, status, actor)).toBeUndefined();
  });

  it('reaches every status from a draft', () => {
    const reached = new Set<Status>(['draft']);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const status of reached)
        for (const actor of actors)
          for (const action of actionNames) {
            const to = stepFrom(action, status, actor)?.to;
            if (typeof to === 'string') reached.add(to);
            else if (to) for (const status of Object.keys(to.either)) reached.add(status as FiledStatus);
          }
    }
    expect([...reached].sort()).toEqual([...statuses].sort());
  });

  it('knows each national code 1 to 10 exactly once', () => {
    const codes = Object.values(filedStatuses).map(({ national }) => national);
    expect(codes.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('who acts', () => {
  const subjects = fc.constantFrom('cd-hoa', 'cd-nam', 'cb-1');
  const agencies = fc.constantFrom('H25.03', 'H25.08');
  const callers: fc.Arbitrary<Caller> = fc.oneof(
    fc.record({
      kind: fc.constant('applicant' as const),
      subject: subjects,
      accountType: fc.constantFrom('citizen' as const, 'business' as const),
      name: fc.string(),
    }),
    fc.record({
      kind: fc.constant('officer' as const),
      subject: subjects,
      name: fc.string(),
      role: fc.constantFrom(
        'deskOfficer' as const,
        'caseOfficer' as const,
        'agencyLeader' as const,
        'procedureControl' as const,
      ),
      agency: agencies,
    }),
    fc.constant({ kind: 'anonymous' as const }),
  );

  it('is the owner, an officer of the deciding agency, or the desk that took it in, and nobody else', () => {
    fc.assert(
      fc.property(callers, subjects, agencies, agencies, (caller, owner, agency, receiving) => {
        const plain = aDossier();
        const dossier = { ...plain, owner, receiving, procedure: { ...plain.procedure, agency } };
        const actor = roleOf(dossier, caller);
        if (caller.kind === 'applicant') expect(actor === 'owner').toBe(caller.subject === owner);
        else if (caller.kind === 'officer') {
          const isDesk = caller.agency === receiving && caller.role === 'deskOfficer';
          expect(actor).toBe(caller.agency === agency || isDesk ? caller.role : undefined);
        } else expect(actor).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the rule on supplements', () => {
  const round = (rounds: number, day: string) => nextRound(rounds, day as LocalDate);

  it('allows none before NĐ 61/2018 and one since', () => {
    expect([round(0, '2018-06-20'), round(0, '2018-06-21')]).toEqual(['none', 'lawful']);
    expect([round(0, '2021-10-10'), round(1, '2021-10-10')]).toEqual(['lawful', 'none']);
  });

  it('counts one more against the agency since QĐ 766/2022, and no third', () => {
    expect([round(1, '2022-06-22'), round(1, '2022-06-23')]).toEqual(['none', 'atFault']);
    expect([0, 1, 2].map((rounds) => round(rounds, '2026-01-05'))).toEqual(['lawful', 'atFault', 'none']);
  });
});

describe('what is decided at once', () => {
  it('may be finished as it is received, and nothing else', () => {
    const { processing: _, ...procedure } = aDossier().procedure;
    const officer = {
      kind: 'officer',
      subject: 'cb-1',
      name: 'A',
      role: 'caseOfficer',
      agency: 'H25.03',
    } as const;
    const may = (processing: object) =>
      allowedActions(
        aDossier({ status: 'received', procedure: { ...procedure, processing } }),
        officer,
        '2021-10-11' as LocalDate,
      );
    expect(may({ unit: 'sameDay' })).toContain('finish');
    expect(may({ unit: 'workingDays', days: 10 })).not.toContain('finish');
  });
});

describe('an act', () => {
  it('can be said for every action but those that are operations of their own', () => {
    for (const name of actionNames) {
      const { input } = actionOf(name);
      const parsed = Act.safeParse({ action: name });
      expect([name, parsed.success]).toEqual([
        name,
        !['submit', 'takeIn', 'giveOpinion', 'issueResult', 'correctResult'].includes(name) &&
          Object.values(input).every((schema) => schema._zod.optin === 'optional'),
      ]);
    }
  });
});
