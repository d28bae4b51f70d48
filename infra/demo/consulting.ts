import { agencyByCode } from '../../shared/agency/agency.ts';
import { vietnameseDate } from '../../shared/format.ts';
import { api } from '../../shared/operations.ts';
import { type FiledDossier, type Scene, take } from './scene.ts';
import { expectSame } from './steps.ts';

/** What another agency is asked, and what its officer answers. */
type Consulted = {
  readonly agency: string;
  readonly officer: string;
  readonly question: string;
  readonly answer: string;
};

/** The officer starts, and asks other agencies side by side; how long they have is the law's to say. */
export async function consult(
  scene: Scene,
  filed: FiledDossier,
  officer: string,
  asked: readonly Consulted[],
): Promise<void> {
  const { step, tell } = scene;
  await step('Chuyên viên lấy ý kiến', 'the case officer starts, and asks other agencies', async () => {
    await take(scene, filed, officer, { action: 'startProcessing' });
    for (const { agency, question } of asked) {
      const { work } = await take(scene, filed, officer, { action: 'consult', agency, question });
      const open = work?.consultations.find(
        ({ consulted, state }) => consulted === agency && state === 'open',
      );
      if (!open) throw new Error(`expected an open question to ${agency}, but there is none`);
      tell(agencyByCode(agency)?.name.vi ?? agency, `${question} Đến ${vietnameseDate(open.deadline)}`);
      if (open.silenceAgrees) tell('Không trả lời · silence', open.silenceAgrees);
    }
  });
}

/** The agencies answer at the same time, neither waiting for the other. */
export async function answerAll(
  { client, as, step, tell }: Scene,
  { dossierId }: FiledDossier,
  asked: readonly Consulted[],
): Promise<void> {
  await step('Các cơ quan trả lời cùng lúc', 'both agencies answer at the same time', async () => {
    const answered = await Promise.all(
      asked.map(async ({ officer, answer }) => {
        const body = { opinion: 'agrees', answer } as const;
        const said = { token: await as(officer), params: { dossierId }, body };
        return (await client.call(api.answerConsultation, said)).body.consultation;
      }),
    );
    for (const { consulted, state, answer = '' } of answered) {
      expectSame(`the question to ${consulted}`, state, 'answered');
      tell(agencyByCode(consulted)?.name.vi ?? consulted, answer);
    }
  });
}
