import { addDays, type Book, dayOf, dueDay, type Known } from './known.ts';
import { advisers, people } from './people.ts';
import type { DeedName, Said } from './rules.ts';

const reason = 'Cơ quan đã xem xét và ghi nhận';

/** One of several, as a number has it. */
export const pick = <T>(choices: readonly T[], number: number): T => {
  const chosen = choices[number % choices.length];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
};

const assignees: Readonly<Record<string, readonly object[]>> = {
  'H25.03': [
    { subject: people['an officer of Justice'].sub, name: 'Vũ Đức Anh' },
    { subject: people['a colleague of Justice'].sub, name: 'Trịnh Thu Trang' },
    { division: 'hctp' },
  ],
  'H25.18': [{ subject: people['an officer of the Zones'].sub, name: 'Lê Minh Tuấn' }],
};

/** Procedures of this world whose fees a tariff says. */
const tariffed: readonly string[] = ['2.000488', '2.000635'];

type Saying = (dossier: Known, today: string, number: number) => Said;

/** In one to twelve days, days off among them. */
const deadline: Saying = (_, today, number) => ({ deadline: addDays(today, 1 + (number % 12)) });
const why: Saying = () => ({ reason });
const adviser: Saying = (_, __, number) => ({ agency: pick(advisers, number) });

/** Where a tariff is entered it says the sum. */
const charge: Saying = (dossier, today, number) => ({
  ...(tariffed.includes(dossier.kind.code) ? { quantity: 1 + (number % 3) } : { amountVnd: 200_000 }),
  ...deadline(dossier, today, number),
});

/** What people say with what they do. */
const sayings: Partial<Record<DeedName, Saying>> = {
  refuse: why,
  assign: ({ kind }, _, number) => ({ to: pick(assignees[kind.agency] ?? [], number) }),
  consult: (dossier, today, number) => ({
    ...adviser(dossier, today, number),
    question: 'Phương án có phù hợp quy hoạch không?',
    ...(!dossier.kind.silence && { workingDays: 1 + (number % 10) }),
  }),
  withdrawConsultation: adviser,
  giveOpinion: () => ({ opinion: 'agrees', answer: 'Thống nhất với phương án' }),
  requestSupplement: (...circumstances) => ({
    reason,
    items: [{ name: 'Số điện thoại', field: '/applicant/phone' }],
    ...deadline(...circumstances),
  }),
  answerSupplement: () => ({ corrections: { '/applicant/phone': '0987654321' } }),
  takeInSupplement: () => ({ corrections: { '/applicant/phone': '0987654321' } }),
  closeUnanswered: why,
  requestPayment: charge,
  correctCharge: (...circumstances) => ({ reason, ...charge(...circumstances) }),
  waiveCharge: ({ kind }, _, number) => ({
    reason,
    ...(kind.code === '2.000488' && number % 4 > 0 && { relief: { id: 'child', proof: 'Giấy khai sinh' } }),
  }),
  recordPayment: () => ({}),
  payOnDelivery: () => ({}),
  recordCollection: () => ({}),
  closeUnpaid: why,
  extend: why,
  reappoint: ({ due }, today, number) => ({
    reason,
    newDate: addDays(due ? dueDay(due) : today, 1 + (number % 7)),
  }),
  requestWithdrawal: why,
  declineWithdrawal: why,
  propose: (_, __, number) => ({
    outcome: number % 4 === 0 ? 'stop' : 'issue',
    appraisal: 'Hồ sơ đủ điều kiện giải quyết',
  }),
  sendBack: () => ({ note: reason }),
  stop: why,
  countSilence: adviser,
  moveDueDate: why,
};

/** What is said with a deed; the number says what of several. */
export const sayingOf = (name: DeedName, dossier: Known, { now }: Book, number: number): Said =>
  sayings[name]?.(dossier, dayOf(now), number) ?? {};
