import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { agencyByCode } from '../../shared/agency/agency.ts';
import type { CloudEvent, EventName } from '../../shared/dossier/events.ts';
import { departmentReader } from './department.ts';
import { emailsAbout } from './inbox.ts';
import type { FiledDossier, Scene } from './scene.ts';
import { expectSame } from './steps.ts';
import { until } from './until.ts';

/** The applicant reads the e-mails about the dossier: these, in this order, and no other. */
export async function readInbox(
  { inboxUrl, step, tell }: Scene,
  { receipt: { code } }: FiledDossier,
  titles: readonly string[],
): Promise<void> {
  await step('Thư điện tử người nộp đã nhận', 'the e-mails in the inbox', async () => {
    const expected = titles.map((title) => `[${code}] ${title}`);
    const emails = await until(`${expected.length} e-mails`, async () => {
      const came = await emailsAbout(inboxUrl, code);
      return came.length >= expected.length ? came : undefined;
    });
    for (const { subject } of emails) tell('', subject);
    expectSame(
      'the subjects',
      emails.map(({ subject }) => subject),
      expected,
    );
  });
}

/** The applicant opens the e-mail of this title: one sentence of it says this. */
export async function readLetter(
  { inboxUrl, step, tell }: Scene,
  { receipt: { code } }: FiledDossier,
  { title, sentence }: { readonly title: string; readonly sentence: string },
): Promise<void> {
  await step(`Thư "${title}"`, 'what it says', async () => {
    const letter = (await emailsAbout(inboxUrl, code)).find(
      ({ subject }) => subject === `[${code}] ${title}`,
    );
    const said = letter?.body.text.replaceAll(/\s+/g, ' ').includes(sentence) ? sentence : letter?.body.text;
    expectSame('the sentence', said, sentence);
    tell('', sentence);
  });
}

/** A department takes from its queue what it is told of a dossier: these events, in this order, and no other. */
export async function readQueue(
  { departmentAccess, step, tell }: Scene,
  { dossierId, receipt }: FiledDossier,
  expected: readonly EventName[],
): Promise<void> {
  const { agency } = receipt.procedure;
  const title = `Hàng đợi của ${agencyByCode(agency)?.name.vi}`;
  await step(title, "the department's queue, read with its own credentials", async () => {
    const { take } = departmentReader(departmentAccess(agency));
    const taken: CloudEvent[] = [];
    const ours = () => taken.filter(({ subject }) => subject === dossierId);
    const events = await until(`${expected.length} events`, async () => {
      taken.push(...(await take()));
      return ours().length >= expected.length ? ours() : undefined;
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
      expected.map((name, index) => [index + 1, name]),
    );
  });
}

/** Another department has learnt nothing of a dossier, and may not look. */
export async function lookElsewhere(
  { departmentAccess, step, tell }: Scene,
  { dossierId, receipt }: FiledDossier,
  elsewhere: string,
): Promise<void> {
  await step('Sở khác', 'another department has learnt nothing, and may not look', async () => {
    const { agency } = receipt.procedure;
    const other = departmentReader(departmentAccess(elsewhere));
    const theirs = (await other.take()).filter(({ subject }) => subject === dossierId);
    expectSame('the events of the dossier at another department', theirs, []);
    const { queueUrl } = departmentAccess(agency);
    const refusal = await other.sqs
      .send(new ReceiveMessageCommand({ QueueUrl: queueUrl }))
      .then(() => 'nothing', String);
    if (!refusal.startsWith('AccessDenied')) throw new Error(`expected AccessDenied, but ${refusal} came`);
    tell(`${elsewhere} → ${agency}`, 'AccessDenied');
  });
}
