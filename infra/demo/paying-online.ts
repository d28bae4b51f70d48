import { localDateOf, systemNow } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { vietnameseAmount } from '../../shared/format.ts';
import { api } from '../../shared/operations.ts';
import { behave, dealOf, decide, transfer } from './bank.ts';
import { type FiledDossier, type Scene, take } from './scene.ts';
import { expectSame } from './steps.ts';
import { until } from './until.ts';
import { statusText } from './wording.ts';

/** So late VNPAY reports: long enough that the payer is back before. */
const LATE_MS = 1500;

/** What the fees will be, before anything is filed. */
export async function quote({ client, step, tell }: Scene, code: string, quantity: number): Promise<void> {
  await step('Xem trước phí, lệ phí', 'the fees, before anything is filed', async () => {
    const said = { params: { code }, query: { quantity: String(quantity) } };
    const { body } = await client.call(api.quoteFees, said);
    for (const { name, quantity: pieces, amountVnd } of body.lines)
      tell(`${pieces} ×`, `${name.vi}: ${vietnameseAmount(amountVnd)} đồng`);
    tell('Cộng · sum', `${vietnameseAmount(body.amountVnd)} đồng (${body.source})`);
  });
}

const stateOf = async ({ client, as }: Scene, { person, dossierId }: FiledDossier) =>
  (await client.call(api.readDossier, { token: await as(person), params: { dossierId } })).body;

const paymentsOf = async ({ client, as }: Scene, { person, dossierId }: FiledDossier) =>
  (await client.call(api.readPayments, { token: await as(person), params: { dossierId } })).body.items;

/** The owner begins to pay at VNPAY, goes there, and pays. @returns the reference of the attempt */
async function payThere(scene: Scene, { person, dossierId }: FiledDossier): Promise<string> {
  const { client, as, tell, vnpayUrl } = scene;
  const said = { token: await as(person), params: { dossierId }, body: { provider: 'vnpay' } as const };
  const { body } = await client.call(api.startPayment, said);
  const again = await client.call(api.startPayment, said);
  expectSame('the attempt of a second tab', again.body.reference, body.reference);
  tell('Hai thẻ trình duyệt · two tabs', `một giao dịch ${body.reference}`);
  expectSame("the provider's page", (await fetch(body.url)).status, 200);
  await decide(vnpayUrl, body.reference, 'paid');
  tell('VNPAY', `đã trừ ${vietnameseAmount(body.amountVnd)} đồng`);
  return body.reference;
}

const ask = (scene: Scene, filed: FiledDossier, desk: string, quantity: number) =>
  take(scene, filed, desk, {
    action: 'requestPayment',
    quantity,
    deadline: addDays(localDateOf(systemNow()), 5),
  });

/** The fee is paid online, and the provider reports it late and twice: the dossier goes on with the first word of it. */
export async function payLate(
  scene: Scene,
  filed: FiledDossier,
  { desk, quantity }: { readonly desk: string; readonly quantity: number },
): Promise<void> {
  const { step, tell, vnpayUrl } = scene;
  await step('Nộp phí trực tuyến', 'paid at VNPAY, which reports late and twice', async () => {
    await ask(scene, filed, desk, quantity);
    await behave(vnpayUrl, { lateMs: LATE_MS, copies: 2 });
    const reference = await payThere(scene, filed);
    const back = await stateOf(scene, filed);
    expectSame('the national status when the payer is back', back.nationalStatus?.code, 6);
    tell('Trở về từ VNPAY · back', statusText(back));
    const paid = await until('the report of VNPAY', async () => {
      const now = await stateOf(scene, filed);
      return now.status === 'processing' ? now : undefined;
    });
    tell('VNPAY báo · reported', statusText(paid));
    const answers = await until('two answers', async () => {
      const deal = await dealOf(vnpayUrl, reference);
      return deal.answers.length === 2 ? deal.answers : undefined;
    });
    for (const answer of answers.toSorted()) tell('Trả lời · answered', answer);
  });
}

/** The payer pays online, and at the desk as well before the provider reports: what came second goes back. */
export async function payTwice(
  scene: Scene,
  filed: FiledDossier,
  { desk, quantity }: { readonly desk: string; readonly quantity: number },
): Promise<void> {
  const { step, tell, vnpayUrl } = scene;
  await step('Nộp hai lần', 'paid online and at the desk: the second goes back', async () => {
    await ask(scene, filed, desk, quantity);
    await behave(vnpayUrl, { lateMs: LATE_MS });
    const reference = await payThere(scene, filed);
    const paid = await take(scene, filed, desk, { action: 'recordPayment' });
    tell('Biên lai tại quầy · receipt at the desk', paid.payments.at(-1)?.receiptNo ?? '');
    const refund = await until('the refund', async () => {
      const attempts = (await paymentsOf(scene, filed)).flatMap((item) => item.attempts);
      return attempts.find((attempt) => attempt.reference === reference)?.refund;
    });
    expectSame('why it goes back', refund.reason.code, 'paid-twice');
    tell('Hoàn tiền · refund', `${vietnameseAmount(refund.amountVnd)} đồng: ${refund.reason.name.vi}`);
    await behave(vnpayUrl, {});
  });
}

/** The payer transfers, in words of her own with the reference among them: the bank tells of it, and the dossier goes on. */
export async function payByTransfer(
  scene: Scene,
  filed: FiledDossier,
  { desk, quantity }: { readonly desk: string; readonly quantity: number },
): Promise<void> {
  const { client, as, step, tell, bankUrl } = scene;
  const { person, dossierId } = filed;
  await step('Chuyển khoản', 'paid by transfer, matched by its reference', async () => {
    await ask(scene, filed, desk, quantity);
    const said = { token: await as(person), params: { dossierId } };
    const { amountVnd, reference, account } = (await client.call(api.startTransfer, said)).body;
    tell(`${account.bank} ${account.number}`, `${vietnameseAmount(amountVnd)} đồng, nội dung ${reference}`);
    await transfer(bankUrl, amountVnd, `Hoa nộp lệ phí, mã ${reference.toLowerCase()}, cảm ơn`);
    const paid = await until('the word of the bank', async () => {
      const now = await stateOf(scene, filed);
      return now.status === 'processing' ? now : undefined;
    });
    tell('Ngân hàng báo có · credited', statusText(paid));
  });
}
