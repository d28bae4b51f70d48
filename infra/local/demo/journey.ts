import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { localDateOf, systemNow } from '../../../shared/clock.ts';
import { addWorkingDays, civilServiceCalendar } from '../../../shared/deadline/calendar.ts';
import type { Act } from '../../../shared/dossier/act.ts';
import type { Receipt } from '../../../shared/dossier/receipt.ts';
import type { DossierView } from '../../../shared/dossier/view.ts';
import { vietnameseDate, vietnameseTime } from '../../../shared/notification/format.ts';
import { api } from '../../../shared/operations.ts';
import { shipmentStatuses } from '../../../shared/postal/shipment.ts';
import { eicar } from '../door/malware.ts';
import { moveNames } from '../partners/postal-orders.ts';
import { until } from '../until.ts';
import { departmentReader } from './department.ts';
import { aPdf, aPng, type LocalFile } from './files.ts';
import { emailsAbout } from './inbox.ts';
import { sendPaper } from './papers.ts';
import type { Place } from './place.ts';
import { move, orderFor } from './post-office.ts';
import { signIn } from './sign-in.ts';
import { expectSame, type Narrator } from './steps.ts';

const PROCEDURE = '2.000488';
const DEPARTMENT = 'H25.03';
const OTHER_DEPARTMENT = 'H25.08';
const WORKING_DAYS_TO_ANSWER = 5;

const residence = { place: 'inProvince', unitCode: '13285', street: 'Số 12 đường Quy Lưu' } as const;

/** Mrs Hoa asks for a criminal record certificate, to be brought by the post. */
const form = {
  applicant: {
    kind: 'citizen' as const,
    fullName: 'Nguyễn Thị Hoa',
    personalId: '035190001234',
    phone: '0912345678',
    email: 'hoa.nguyen@example.vn',
    address: residence,
  },
  content: 'Cấp phiếu lý lịch tư pháp số 1',
  delivery: {
    channel: 'post' as const,
    address: { receiverName: 'Nguyễn Thị Hoa', phone: '0912345678', address: residence },
  },
  answers: { sheetKind: '1', purpose: 'Xin việc làm', sheets: 2 },
};

const declarationForm = aPdf('Tờ khai lý lịch tư pháp.pdf', 'To khai yeu cau cap Phieu ly lich tu phap');
const identityCopy = aPng('Căn cước công dân.png', 0xd0);
const clearerCopy = aPng('Căn cước công dân (chụp rõ).png', 0xe8);
const infected: LocalFile = { ...declarationForm, bytes: new Uint8Array(eicar) };

const prefix = (sha256: string): string => `${sha256.slice(0, 12)}…`;

const statusText = ({ nationalStatus, status }: Pick<DossierView, 'status' | 'nationalStatus'>): string =>
  nationalStatus ? `${nationalStatus.code} ${nationalStatus.name.vi} · ${nationalStatus.name.en}` : status;

/** A dossier on its way, and who holds it. */
type Filed = { readonly token: string; readonly dossierId: string; readonly receipt: Receipt };

/**
 * The life of one dossier from the search in the catalogue to the doorstep, told step by step.
 * @throws StepFailed at the first step that does not hold
 */
export async function journey(place: Place, narrator: Narrator): Promise<void> {
  const filed = await file(place, narrator);
  await decide(place, narrator, filed);
  await deliver(place, narrator, filed);
  await lookBack(place, narrator, filed);
}

/** The citizen: from the catalogue to the receipt. */
async function file({ client, issuer }: Place, { step, tell }: Narrator): Promise<Filed> {
  await step('Tìm thủ tục "ly lich tu phap"', 'find a procedure, without diacritics', async () => {
    const { body } = await client.call(api.listProcedures, { query: { text: 'ly lich tu phap' } });
    const found = body.items.find(({ code }) => code === PROCEDURE);
    if (!found) throw new Error(`expected ${PROCEDURE} among ${body.items.length} found`);
    tell('Thủ tục · procedure', `${found.code} ${found.name.vi}`);
    tell('Mức độ · level', `${found.serviceLevel}, ${found.agency}`);
  });

  const token = await step('Công dân đăng nhập', 'the citizen signs in (OpenID Connect, PKCE)', async () => {
    tell('Người nộp · submitter', form.applicant.fullName);
    return signIn(issuer, 'hoa');
  });

  const draft = await step('Lập hồ sơ nháp và điền tờ khai', 'draft and form', async () => {
    const created = await client.call(api.createDraft, { token, body: { procedureCode: PROCEDURE } });
    const params = { dossierId: created.body.id };
    const filled = await client.call(api.fillForm, { token, params, etag: created.etag, body: form });
    expectSame('actions', filled.body.allowedActions, ['submit']);
    tell('Trả kết quả · result', 'qua bưu chính công ích · by the public post');
    return { dossierId: created.body.id, etag: filled.etag };
  });
  const { dossierId } = draft;

  await step('Tải giấy tờ lên', 'papers go straight to the storage and are examined', async () => {
    const send = (paperId: string, paper: LocalFile) => sendPaper(client, token, dossierId, paperId, paper);
    const rejected = await send('application-form', infected);
    expectSame('the verdict on an infected file', rejected.rejection?.code, 'infected');
    tell('✗ bị từ chối · rejected', `${rejected.name}: ${rejected.rejection?.message.vi}`);
    for (const [paperId, paper] of [
      ['application-form', declarationForm],
      ['identity-copy', identityCopy],
    ] as const) {
      const document = await send(paperId, paper);
      expectSame(`the verdict on ${paper.name}`, document.state, 'accepted');
      tell('✓ được nhận · accepted', `${document.name}, SHA-256 ${prefix(document.sha256)}`);
    }
  });

  const receipt = await step('Nộp hồ sơ', 'submit, and get the receipt', async () => {
    const said = { token, params: { dossierId }, etag: draft.etag };
    const { body } = await client.call(api.submitDossier, said);
    expectSame('the national status', body.dossier.nationalStatus?.code, 1);
    tell('Mã hồ sơ · dossier code', body.receipt.code);
    for (const { name, sizeBytes, sha256 } of body.receipt.documents)
      tell('Giấy tờ · paper', `${name}, ${sizeBytes} byte, SHA-256 ${prefix(sha256)}`);
    tell('Trạng thái · status', statusText(body.dossier));
    return body.receipt;
  });

  await step('Tra cứu không cần đăng nhập', 'track by the code and the secret of the receipt', async () => {
    const { body } = await client.call(api.trackDossier, {
      body: { code: receipt.code, secret: receipt.trackingSecret },
    });
    expectSame('the status', body.status.code, 1);
    tell('Trạng thái · status', `${body.status.code} ${body.status.name.vi}, ${body.completionPercent} %`);
  });
  return { token, dossierId, receipt };
}

/** The officers: from the worklist to the signed result, with a supplement in between. */
async function decide(place: Place, { step, tell }: Narrator, filed: Filed): Promise<void> {
  const { client, issuer, inboxUrl } = place;
  const { dossierId, receipt } = filed;
  const take = async (token: string, body: Act): Promise<DossierView> => {
    const params = { dossierId };
    const { etag } = await client.call(api.readDossier, { token, params });
    const answer = await client.call(api.applyTransition, { token, params, etag, body });
    tell('Trạng thái · status', statusText(answer.body));
    return answer.body;
  };
  const tellDueDate = ({ dueAt }: DossierView): void => {
    if (!dueAt) throw new Error('expected a due date, but none came');
    tell('Hẹn trả · due', vietnameseTime(dueAt));
  };

  await step(
    'Bộ phận Một cửa tiếp nhận',
    'the desk officer finds it in the worklist and receives it',
    async () => {
      const desk = await signIn(issuer, 'stp.mot-cua');
      const found = await findInWorklist(place, desk, receipt.code);
      tell('Danh sách · worklist', `${found.code} ${found.applicantName}`);
      tellDueDate(await take(desk, { action: 'receive' }));
    },
  );

  const officer = await step(
    'Chuyên viên thụ lý, yêu cầu bổ sung',
    'the case officer starts, and asks for a supplement',
    async () => {
      const token = await signIn(issuer, 'stp.chuyen-vien');
      await take(token, { action: 'startProcessing' });
      const today = localDateOf(systemNow());
      const deadline = addWorkingDays(today, WORKING_DAYS_TO_ANSWER, civilServiceCalendar());
      await take(token, {
        action: 'requestSupplement',
        reason: 'Ảnh chụp căn cước công dân bị mờ',
        items: [{ name: 'Ảnh chụp rõ căn cước công dân', paperId: 'identity-copy' }],
        deadline,
      });
      tell('Hạn bổ sung · deadline', vietnameseDate(deadline));
      return token;
    },
  );

  await step('Công dân nhận thư và bổ sung', 'the citizen gets the e-mail and answers', async () => {
    const email = await until('the e-mail that asks for the supplement', async () =>
      (await emailsAbout(inboxUrl, receipt.code)).find(({ subject }) =>
        subject.endsWith('Hồ sơ cần bổ sung'),
      ),
    );
    tell('Thư · e-mail', email.subject);
    const document = await sendPaper(client, filed.token, dossierId, 'identity-copy', clearerCopy);
    expectSame(`the verdict on ${clearerCopy.name}`, document.state, 'accepted');
    tell('✓ được nhận · accepted', `${document.name}, SHA-256 ${prefix(document.sha256)}`);
    tellDueDate(await take(filed.token, { action: 'answerSupplement' }));
  });

  await step('Giải quyết xong', 'the result is signed', async () => {
    const done = await take(officer, { action: 'finish' });
    expectSame('the national status', done.nationalStatus?.code, 9);
  });
}

/** Looks through the worklist page by page. */
async function findInWorklist({ client }: Place, token: string, code: string) {
  let cursor: string | undefined;
  do {
    const query = { status: 'submitted', ...(cursor && { cursor }) };
    const { body } = await client.call(api.listWorklist, { token, query });
    const found = body.items.find((item) => item.code === code);
    if (found) return found;
    cursor = body.nextCursor;
  } while (cursor);
  throw new Error(`expected ${code} in the worklist, but it is not there`);
}

/** The post: from the order to the doorstep. */
async function deliver(place: Place, { step, tell }: Narrator, filed: Filed): Promise<void> {
  const { postalUrl, client } = place;
  const { receipt, token, dossierId } = filed;
  const order = await step('Bưu điện nhận đơn', 'the order is at the postal operator', async () => {
    const found = await orderFor(postalUrl, receipt.code);
    expectSame('the reference', found.reference, `${receipt.code}-T1`);
    tell('Mã bưu gửi · item code', `${found.itemCode}, ${found.reference}`);
    tell('Người nhận · receiver', `${found.receiver.name}, ${found.receiver.address}`);
    return found;
  });

  await step('Bưu điện phát kết quả', 'picked up, one failed attempt, delivered', async () => {
    for (const [status, reason] of [
      ['PICKED_UP'],
      ['OUT_FOR_DELIVERY'],
      ['DELIVERY_FAILED', 'receiverAbsent'],
      ['OUT_FOR_DELIVERY'],
      ['DELIVERED'],
    ] as const) {
      await move(postalUrl, order.reference, status, reason);
      tell(moveNames[status], shipmentStatuses[status].name.en);
    }
    const { body } = await client.call(api.readDossier, { token, params: { dossierId } });
    expectSame('the national status', body.nationalStatus?.code, 10);
    tell('Trạng thái · status', statusText(body));
  });
}

/** What everybody was told: the citizen by e-mail, the department through its queue, and no other department. */
async function lookBack(
  place: Place,
  { step, tell }: Narrator,
  { receipt, dossierId }: Filed,
): Promise<void> {
  await step('Thư điện tử công dân đã nhận', 'the e-mails in the inbox', async () => {
    const expected = [
      'Hồ sơ đã được gửi',
      'Hồ sơ đã được tiếp nhận',
      'Hồ sơ cần bổ sung',
      'Đã nhận giấy tờ bổ sung',
      'Hồ sơ đã có kết quả',
      'Kết quả đã giao cho bưu điện',
      'Bưu điện phát chưa thành công',
      'Kết quả đã được phát',
    ].map((title) => `[${receipt.code}] ${title}`);
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
    const { take } = departmentReader(place.departmentAccess(DEPARTMENT), place.region);
    const names = [
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
    const events = (await take()).filter(({ subject }) => subject === dossierId);
    for (const { sequence, name, data } of events)
      tell(`${String(sequence).padStart(2)} ${name}`, `trạng thái ${data.nationalStatus} ${data.status}`);
    expectSame(
      'the sequence',
      events.map(({ sequence, name }) => [sequence, name]),
      names.map((name, index) => [index + 1, name]),
    );
  });

  await step('Sở khác', 'another department has learnt nothing, and may not look', async () => {
    const other = departmentReader(place.departmentAccess(OTHER_DEPARTMENT), place.region);
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
