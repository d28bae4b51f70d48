import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sampleDraftLetters } from '../../infra/events/sample-draft-letters.ts';
import { sampleEvents } from '../../infra/events/sample-events.ts';
import { previewPage } from '../../infra/ops/preview-messages.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { notifyApplicant } from '../../shared/notification/contracts/notify-applicant.ts';
import { messageOf } from '../../shared/notification/email.ts';
import { EDITION } from '../../shared/notification/messages.ts';

const circumstances = {
  agencyName: { vi: 'Sở Tư pháp', en: 'Department of Justice' },
  desk: 'Bộ phận Một cửa',
  calendar: civilServiceCalendar(),
};
const told = sampleEvents.flatMap(({ event }) => {
  const message = messageOf(event, circumstances);
  return message ? [{ name: event.name, message }] : [];
});

it('shows every message that people may get, each as e-mail, and as SMS if it goes to an applicant', () => {
  const heard = notifyApplicant.trigger.kind === 'queue' ? notifyApplicant.trigger.types : [];
  expect([...new Set(told.map(({ name }) => name))].sort()).toEqual([...(heard ?? [])].sort());
  const page = previewPage();
  // The letter with the code of a new address, and that about an agency's day, tell of no event.
  expect(page.match(/<iframe /g)).toHaveLength(told.length + sampleDraftLetters.length + 2);
  expect(page.match(/<dt>In the messaging app/g)).toHaveLength(told.length - 8);
  expect(page.match(/<strong>this one is sent<\/strong>/g)).toHaveLength(
    told.length - 8 + sampleDraftLetters.length,
  );
});

it('goes into another edition when a text changes: then both of these do', () => {
  const digest = createHash('sha256')
    .update(JSON.stringify(told.map(({ message }) => message)))
    .digest('hex')
    .slice(0, 12);
  expect([EDITION, digest]).toEqual([3, '8b2158f23543']);
});
