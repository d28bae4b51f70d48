import { vietnameseDate } from '../../shared/format.ts';
import { api } from '../../shared/operations.ts';
import type { FiledDossier, Scene } from './scene.ts';
import { expectSame } from './steps.ts';

/** The applicant complains of how it was handled, and the head of the agency answers. */
export async function complain(
  { client, as, step, tell }: Scene,
  { person, dossierId }: FiledDossier,
  said: { readonly words: string; readonly answer: string; readonly leader: string },
): Promise<void> {
  await step('Phản ánh và trả lời', 'a complaint, and the answer of the agency', async () => {
    const token = await as(person);
    const params = { dossierId };
    const body = { kind: 'complaint', words: said.words } as const;
    const sent = (await client.call(api.sendFeedback, { token, params, body })).body;
    tell('Phản ánh · complaint', `${sent.words} Hạn trả lời: ${vietnameseDate(sent.deadline)}`);
    await client.call(api.answerFeedback, {
      token: await as(said.leader),
      params: { dossierId, number: String(sent.number) },
      body: { words: said.answer },
    });
    const [read] = (await client.call(api.listDossierFeedback, { token, params })).body.items;
    expectSame('the answer', read?.answer?.words, said.answer);
    tell('Trả lời · answer', said.answer);
  });
}
