import { localDateOf, systemNow } from '../../shared/clock.ts';
import { addWorkingDays } from '../../shared/deadline/calendar.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { vietnameseDate, vietnameseTime } from '../../shared/format.ts';
import { api } from '../../shared/operations.ts';
import type { LocalFile } from './files.ts';
import { emailsAbout } from './inbox.ts';
import { bring } from './papers.ts';
import { type FiledDossier, type Scene, take, tellDueDate } from './scene.ts';
import { until } from './until.ts';

/** What is wrong with a paper, by the catalogue of reasons, and the paper that mends it. */
type Flaw = {
  readonly paperId: string;
  /** What is asked for. */
  readonly name: string;
  /** Code of the reason. */
  readonly reason: string;
  readonly mended: LocalFile;
};

const WORKING_DAYS_TO_ANSWER = 5;

/** The officer sees what a request would do to the time of the dossier, which changes nothing, and then asks. */
export async function askForSupplement(
  scene: Scene,
  filed: FiledDossier,
  officer: string,
  { paperId, name, reason }: Omit<Flaw, 'mended'>,
): Promise<void> {
  const { client, as, step, tell } = scene;
  const today = localDateOf(systemNow());
  const deadline = addWorkingDays(today, WORKING_DAYS_TO_ANSWER, civilServiceCalendar());

  await step('Xem trước việc yêu cầu bổ sung', 'what a supplement would do to the time', async () => {
    const { items } = (await client.call(api.listSupplementReasons)).body;
    const found = items.find(({ code }) => code === reason);
    if (!found) throw new Error(`expected ${reason} among ${items.length} reasons`);
    tell('Lý do · reason', `${found.text.vi} (${found.legalBasis})`);
    const { body } = await client.call(api.previewSupplement, {
      token: await as(officer),
      params: { dossierId: filed.dossierId },
      body: { deadline },
    });
    const { dueBefore = '', ifAnswered, round } = body;
    tell('Lần · round', `${round.number}, ${round.agencyFault ? 'lỗi của cơ quan' : 'đúng luật · lawful'}`);
    tell('Nếu bổ sung ngày · if answered', vietnameseDate(ifAnswered.on));
    tell('Hẹn trả · due', `${vietnameseTime(dueBefore)} → ${vietnameseTime(ifAnswered.dueAt ?? '')}`);
  });

  await step('Yêu cầu bổ sung', 'the supplement is asked for, and the clock stops', async () => {
    await take(scene, filed, officer, {
      action: 'requestSupplement',
      items: [{ name, paperId, reason }],
      deadline,
    });
    tell('Hạn bổ sung · deadline', vietnameseDate(deadline));
  });
}

/** The applicant gets the e-mail and sends the paper that was named; the time is given anew. */
export async function supplement(scene: Scene, filed: FiledDossier, flaw: Flaw): Promise<void> {
  const { inboxUrl, as, step, tell } = scene;
  const { person, dossierId, receipt } = filed;
  await step('Người nộp nhận thư và bổ sung', 'the applicant gets the e-mail and answers', async () => {
    const email = await until('the e-mail that asks for the supplement', async () =>
      (await emailsAbout(inboxUrl, receipt.code)).find(({ subject }) =>
        subject.endsWith('Hồ sơ cần bổ sung'),
      ),
    );
    tell('Thư · e-mail', email.subject);
    await bring(scene, { token: await as(person), dossierId }, { [flaw.paperId]: flaw.mended });
    tellDueDate(scene, await take(scene, filed, person, { action: 'answerSupplement' }));
  });
}
