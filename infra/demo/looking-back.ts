import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { CloudEvent } from '../../shared/dossier/events.ts';
import { departmentReader } from './department.ts';
import type { FiledDossier } from './filing.ts';
import { emailsAbout } from './inbox.ts';
import type { Place } from './place.ts';
import { expectSame, type Narrator } from './steps.ts';
import { until } from './until.ts';

const DEPARTMENT = 'H25.03';
const OTHER_DEPARTMENT = 'H25.08';

const expectedSubjects = [
  'Hồ sơ đã được gửi',
  'Hồ sơ đã được tiếp nhận',
  'Hồ sơ cần bổ sung',
  'Đã nhận giấy tờ bổ sung',
  'Hồ sơ đã có kết quả',
  'Kết quả đã giao cho bưu điện',
  'Bưu điện phát chưa thành công',
  'Kết quả đã được phát',
];

const expectedEvents = [
  'dossier.submitted',
  'dossier.received',
  'dossier.processing-started',
  'dossier.supplement-requested',
  'dossier.supplement-answered',
  'dossier.done',
  'shipment.ordered',
  ...Array<string>(5).fill('shipment.moved'),
  'dossier.returned',
];

/** What everybody was told: the citizen by e-mail, the department through its queue, and no other department. */
export async function lookBack(
  place: Place,
  { step, tell }: Narrator,
  { receipt, dossierId }: FiledDossier,
): Promise<void> {
  await step('Thư điện tử công dân đã nhận', 'the e-mails in the inbox', async () => {
    const expected = expectedSubjects.map((title) => `[${receipt.code}] ${title}`);
    const emails = await until(`${expected.length} e-mails`, async () => {
      const came = await emailsAbout(place.inboxUrl, receipt.code);
      return came.length >= expected.length ? came : undefined;
    });
    for (const { subject } of emails) tell('', subject);
    expectSame(
      'the subjects',
      emails.map(({ subject }) => subject),
      expected,
    );
  });

  await step('Hàng đợi của Sở Tư pháp', "the department's queue, read with its own credentials", async () => {
    const { take } = departmentReader(place.departmentAccess(DEPARTMENT));
    const taken: CloudEvent[] = [];
    const ours = () => taken.filter(({ subject }) => subject === dossierId);
    const events = await until(`${expectedEvents.length} events`, async () => {
      taken.push(...(await take()));
      return ours().length >= expectedEvents.length ? ours() : undefined;
    });
    for (const { sequence, name, data } of events)
      tell(
        `${String(sequence).padStart(2)} ${name}`,
        'shipmentStatus' in data ? `${data.itemCode} ${data.shipmentStatus}` : data.status,
      );
    if (taken.length > events.length)
      tell('', `và ${taken.length - events.length} tin của hồ sơ khác · and those of other dossiers`);
    expectSame(
      'the sequence',
      events.map(({ sequence, name }) => [sequence, name]),
      expectedEvents.map((name, index) => [index + 1, name]),
    );
  });

  await step('Sở khác', 'another department has learnt nothing, and may not look', async () => {
    const other = departmentReader(place.departmentAccess(OTHER_DEPARTMENT));
    const theirs = (await other.take()).filter(({ subject }) => subject === dossierId);
    expectSame('the events of the dossier at another department', theirs, []);
    const { queueUrl } = place.departmentAccess(DEPARTMENT);
    const refusal = await other.sqs
      .send(new ReceiveMessageCommand({ QueueUrl: queueUrl }))
      .then(() => 'nothing', String);
    if (!refusal.startsWith('AccessDenied')) throw new Error(`expected AccessDenied, but ${refusal} came`);
    tell(`${OTHER_DEPARTMENT} → ${DEPARTMENT}`, 'AccessDenied');
  });
}
