import { vietnameseTime } from '../../shared/format.ts';
import { api } from '../../shared/operations.ts';
import { grades } from '../../shared/rating/rating.ts';
import type { FiledDossier, Scene } from './scene.ts';
import { expectSame } from './steps.ts';

/** The applicant reads in words what has happened. */
export async function readTimeline(
  { client, as, step, tell }: Scene,
  { person, dossierId }: FiledDossier,
): Promise<void> {
  await step('Dòng thời gian của hồ sơ', 'what happened, in words', async () => {
    const { body } = await client.call(api.readTimeline, { token: await as(person), params: { dossierId } });
    for (const { at, text } of body.events.toReversed()) tell(vietnameseTime(at), `${text.vi} · ${text.en}`);
    tell('Hiện nay · now', body.now.vi);
  });
}

/** Who has the receipt rates the handling, once. */
export async function rate(
  { client, step, tell }: Scene,
  { receipt }: FiledDossier,
  grade: keyof typeof grades,
): Promise<void> {
  await step('Đánh giá bằng giấy biên nhận', 'rated by the receipt alone, and once', async () => {
    const body = { code: receipt.code, secret: receipt.trackingSecret, grade };
    await client.call(api.rateByReceipt, { body });
    tell('Đánh giá · rating', `${grades[grade].vi} · ${grades[grade].en}`);
    const again = await client.attempt(api.rateByReceipt, { body });
    expectSame('the answer to a second rating', again.status, 409);
  });
}
