import { localDateOf, systemNow } from '../../shared/clock.ts';
import { addWorkingDays } from '../../shared/deadline/calendar.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import type { Act } from '../../shared/dossier/act.ts';
import type { DossierView } from '../../shared/dossier/view.ts';
import { vietnameseDate, vietnameseTime } from '../../shared/format.ts';
import { api } from '../../shared/operations.ts';
import type { FiledDossier } from './filing.ts';
import { clearerCopy } from './hoa.ts';
import { emailsAbout } from './inbox.ts';
import { sendPaper } from './papers.ts';
import type { Place } from './place.ts';
import { signIn } from './sign-in.ts';
import { expectSame, type Narrator } from './steps.ts';
import { until } from './until.ts';
import { prefix, statusText } from './wording.ts';

const WORKING_DAYS_TO_ANSWER = 5;

/** The officers: from the worklist to the signed result, with a supplement in between. */
export async function decide(place: Place, { step, tell }: Narrator, filed: FiledDossier): Promise<void> {
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
      const params = { dossierId, sheet: 'receipt' };
      const { body } = await client.call(api.openSheet, { token: filed.token, params });
      const pdf = await fetch(body.url);
      expectSame('the size of the receipt', (await pdf.arrayBuffer()).byteLength, body.sizeBytes);
      tell('Giấy tiếp nhận · form 01', `PDF ${body.sizeBytes} byte, SHA-256 ${prefix(body.sha256)}`);
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
    const query = { list: 'reception', ...(cursor && { cursor }) };
    const { body } = await client.call(api.listWorklist, { token, query });
    const found = body.items.find((item) => item.code === code);
    if (found) return found;
    cursor = body.nextCursor;
  } while (cursor);
  throw new Error(`expected ${code} in the worklist, but it is not there`);
}
