import { expect, it } from 'vitest';
import { Act } from '../../shared/dossier/act.ts';
import { act } from '../../shared/dossier/change.ts';
import { type Step, transitions } from '../../shared/dossier/transitions.ts';
import { parseEvent } from '../../shared/event/catalogue.ts';
import { aDossier } from '../support/dossiers.ts';

const reason = 'Bản sao căn cước không đọc được';
const acts = [
  { action: 'receive' },
  { action: 'refuse', reason },
  { action: 'startProcessing' },
  { action: 'requestSupplement', reason, items: [{ name: 'Bản sao CCCD' }], deadline: '2021-10-29' },
  { action: 'answerSupplement' },
  { action: 'closeUnanswered', reason },
  { action: 'requestPayment', amountVnd: 200000, deadline: '2021-10-29' },
  { action: 'recordPayment', receiptNo: '0000123' },
  { action: 'requestWithdrawal', reason },
  { action: 'confirmWithdrawal' },
  { action: 'stop', reason },
  { action: 'finish' },
  { action: 'returnResult' },
].map((said) => Act.parse(said));

const occasion = {
  at: new Date('2021-10-11T02:00:00Z'),
  newId: () => 'evt-1',
  correlationId: 'correlation-1',
};

it.each(acts)('$action emits an event that its catalogue entry accepts', (said) => {
  const dossier = aDossier({ reason, payment: { amountVnd: 200000, deadline: '2021-10-29' } });
  const [step] = Object.values<Step>(transitions[said.action].from);
  if (!step) throw new Error('a row without a step');
  const { writes } = act(dossier, said, step, occasion);
  const emitted = writes.flatMap((write) => ('put' in write && write.put.event ? [write.put.event] : []));
  expect(emitted.map((event) => parseEvent(event).name)).toEqual([transitions[said.action].event]);
});

it('holds every action but the submission', () => {
  expect(acts.map(({ action }) => action)).toEqual(
    Object.keys(transitions).filter((name) => name !== 'submit'),
  );
});
