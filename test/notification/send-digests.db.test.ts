import { SESv2Client, SendEmailCommand, TooManyRequestsException } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { importCalendar } from '../../infra/ops/calendar.ts';
import { toInstant } from '../../shared/clock.ts';
import { tellAgencies } from '../../shared/notification/digesting.ts';
import { aDossier } from '../support/dossiers.ts';
import { startTable, type TestTable } from '../support/dynamodb.ts';
import { keptDossier } from '../support/kept-dossier.ts';

const ses = mockClient(SESv2Client);
let target: TestTable;
beforeAll(async () => {
  target = await startTable();
  await importCalendar({ client: target.client, tableName: target.tableName });
  Object.assign(process.env, {
    EMAIL_SENDER: 'motcua@hanam.gov.vn',
    EMAIL_CONFIGURATION_SET: 'motcua-email',
    AGENCY_MAILBOXES: JSON.stringify({
      'H25.03': 'so-tu-phap@hanam.gov.vn',
      'H25.08': 'so-gtvt@hanam.gov.vn',
    }),
  });
});
afterAll(() => target.stop());
beforeEach(() => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
});

const mails = () =>
  ses.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => ({
    to: input.Destination?.ToAddresses,
    subject: input.Content?.Simple?.Subject?.Data,
    text: input.Content?.Simple?.Body?.Text?.Data ?? '',
  }));

const due = (code: string, dueAt: string, others: object = {}) =>
  keptDossier(target, {
    code,
    dueAt: toInstant(new Date(dueAt)),
    status: 'processing',
    assignee: { subject: 'cb-long', name: 'Phạm Văn Long' },
    ...others,
  });

/** At seven in the morning of a local day. */
const on = (day: string) => () => new Date(`${day}T07:00:00+07:00`);

it('writes each working day to agencies that have a mailbox what is late and what is due, by whose hands it is in', async () => {
  await due('H25.03-210920-0001', '2021-10-08T17:00:00+07:00');
  await due('H25.03-210920-0002', '2021-10-12T11:30:00+07:00', { assignee: undefined });
  await due('H25.03-210920-0003', '2021-10-12T17:00:00+07:00');
  await due('H25.03-210920-0004', '2021-10-12T17:00:00+07:00', {
    assignee: { division: 'hanh-chinh-tu-phap' },
  });
  await due('H25.03-210920-0005', '2021-10-13T17:00:00+07:00');
  await due('H25.03-210920-0006', '2021-10-11T17:00:00+07:00', {
    status: 'done',
    finishedAt: toInstant(new Date('2021-10-11T09:00:00+07:00')),
  });

  expect(await tellAgencies(on('2021-10-12'))).toEqual({ told: 1, failed: 0 });
  const [{ to, subject, text } = { to: [], subject: '', text: '' }] = mails();
  expect(to).toEqual(['so-tu-phap@hanam.gov.vn']);
  expect(subject).toBe('Hồ sơ đến hạn ngày 12/10/2021');
  expect(text).toContain('Kính gửi Sở Tư pháp');
  expect(text).toContain('Số hồ sơ đến hạn trả kết quả trong ngày: 3; đã quá hạn: 1.');
  expect(text).toContain('Quá hạn · Phạm Văn Long: H25.03-210920-0001 (08/10/2021 17:00)');
  expect(text).toContain('Đến hạn hôm nay · chưa phân công: H25.03-210920-0002 (12/10/2021 11:30)');
  expect(text).toContain('Đến hạn hôm nay · Phạm Văn Long: H25.03-210920-0003 (12/10/2021 17:00)');
  expect(text).toContain('H25.03-210920-0004');
  for (const other of ['H25.03-210920-0005', 'H25.03-210920-0006', 'Nguyễn Thị Hoa', '035190001234'])
    expect(text).not.toContain(other);

  expect(await tellAgencies(on('2021-10-12'))).toEqual({ told: 0, failed: 0 });
  expect(mails()).toHaveLength(1);
});

it('writes on no day off', async () => {
  expect(await tellAgencies(on('2021-10-16'))).toEqual({ told: 0, failed: 0 });
  expect(mails()).toEqual([]);
});

it('goes on where one could not be told, and tells it when it runs again', async () => {
  await due('H25.08-210920-0001', '2021-10-14T17:00:00+07:00', {
    procedure: { ...aDossier().procedure, agency: 'H25.08' },
  });
  const busy = new TooManyRequestsException({ message: 'slow down', $metadata: {} });
  ses.on(SendEmailCommand).rejectsOnce(busy).resolves({ MessageId: 'ses-2' });
  expect(await tellAgencies(on('2021-10-14'))).toEqual({ told: 1, failed: 1 });
  expect(await tellAgencies(on('2021-10-14'))).toEqual({ told: 1, failed: 0 });
  expect(mails().map(({ to }) => to?.[0])).toEqual([
    'so-tu-phap@hanam.gov.vn',
    'so-gtvt@hanam.gov.vn',
    'so-tu-phap@hanam.gov.vn',
  ]);
});

it('names fifty of a list, and says that there are more', async () => {
  for (let number = 1; number <= 51; number += 1)
    await due(`H25.08-210921-${String(number).padStart(4, '0')}`, '2021-10-18T17:00:00+07:00', {
      procedure: { ...aDossier().procedure, agency: 'H25.08' },
    });
  await tellAgencies(on('2021-10-18'));
  const text = mails().find(({ to }) => to?.[0] === 'so-gtvt@hanam.gov.vn')?.text ?? '';
  expect(text).toContain('Số hồ sơ đến hạn trả kết quả trong ngày: 50+; đã quá hạn: 1.');
  expect(text.match(/H25\.08-210921-\d{4}/g)).toHaveLength(50);
  expect(text).toContain('Đến hạn hôm nay: và những hồ sơ khác trên hệ thống');
});
