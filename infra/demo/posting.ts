import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localDateOf, systemNow } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { vietnameseAmount } from '../../shared/format.ts';
import { api } from '../../shared/operations.ts';
import { shipmentStatuses } from '../../shared/shipment/status.ts';
import { moveNames } from '../partners/postal-orders.ts';
import { type Issuing, issuedToday } from './deciding.ts';
import { batchOf, move, orderFor } from './post-office.ts';
import { type FiledDossier, type Scene, take } from './scene.ts';
import { expectSame } from './steps.ts';
import { until } from './until.ts';
import { statusText } from './wording.ts';

/** The officer decides; the fee is asked for, and its payer has the post collect it at the door. */
export async function decideWithFeeAtTheDoor(
  scene: Scene,
  filed: FiledDossier,
  { desk, quantity, ...issuing }: Issuing & { readonly desk: string; readonly quantity: number },
): Promise<void> {
  const { step, tell } = scene;
  const { officer } = issuing;
  await step('Chọn nộp phí khi nhận kết quả', 'the fee will be paid at the door', async () => {
    const deadline = addDays(localDateOf(systemNow()), 5);
    const asked = await take(scene, filed, desk, { action: 'requestPayment', quantity, deadline });
    tell('Phí · fee', `${vietnameseAmount(asked.payments.at(-1)?.amountVnd ?? 0)} đồng`);
    await take(scene, filed, filed.person, { action: 'payOnDelivery' });
  });
  await step('Ban hành kết quả', 'the result is issued', async () => {
    const done = await take(scene, filed, officer, { action: 'finish', decision: issuedToday(issuing) });
    expectSame('the national status', done.nationalStatus?.code, 9);
    tell('Số, ký hiệu · number', `${issuing.number}, ${issuing.signer.name}`);
  });
}

/** What goes out stands in a record too, whose paper both sides have. */
export async function handToPost(scene: Scene, filed: FiledDossier, desk: string): Promise<void> {
  const { client, as, step, tell, postalUrl } = scene;
  await step('Giao kết quả cho bưu điện', 'handed to the post by a record, as a PDF', async () => {
    const { itemCode } = await orderFor(postalUrl, filed.receipt.code);
    const token = await as(desk);
    // The post has the order a moment before its answer is on record.
    await until('the answer of the post to be on record', async () => {
      const { body } = await client.call(api.readDossier, { token, params: { dossierId: filed.dossierId } });
      return body.shipments.at(-1)?.status === 'REQUESTED';
    });
    const opened = await client.call(api.openHandOver, {
      token,
      body: { dossierIds: [filed.dossierId] },
    });
    const params = { record: opened.body.record };
    const sign = { action: 'sign' } as const;
    const signed = await client.call(api.changeHandOver, { token, params, etag: opened.etag, body: sign });
    const carrier = { name: 'Trần Văn Bình', card: 'VNP-0226-118', route: 'HNM-04' };
    const body = { action: 'countersign', carrier } as const;
    const closed = (await client.call(api.changeHandOver, { token, params, etag: signed.etag, body })).body;
    tell(
      'Biên bản · record',
      `${closed.record}: ${itemCode}, thu hộ ${vietnameseAmount(closed.totals.codVnd)} đồng`,
    );
    const { url } = (await client.call(api.openHandOverSheet, { token, params })).body;
    const file = path.join(tmpdir(), `motcua-bien-ban-${closed.record}.pdf`);
    await writeFile(file, await (await fetch(url)).bytes());
    tell('Bảng kê, biên bản · PDF', file);
  });
}

/** The first attempt fails, the second brings the result, and the fee with it. */
export async function deliverWithFees(scene: Scene, filed: FiledDossier): Promise<void> {
  const { client, as, step, tell, postalUrl } = scene;
  const { reference } = await orderFor(postalUrl, filed.receipt.code);
  await step('Phát lần đầu không thành công', 'a first attempt that fails', async () => {
    await move(postalUrl, reference, 'OUT_FOR_DELIVERY');
    await move(postalUrl, reference, 'DELIVERY_FAILED', 'receiverAbsent');
    tell(moveNames.DELIVERY_FAILED, shipmentStatuses.DELIVERY_FAILED.name.en);
  });
  await step('Mời lần hai, phát và thu hộ', 'invited again, delivered, and paid at the door', async () => {
    await move(postalUrl, reference, 'OUT_FOR_DELIVERY');
    await move(postalUrl, reference, 'DELIVERED');
    const said = { token: await as(filed.person), params: { dossierId: filed.dossierId } };
    const { body } = await client.call(api.readDossier, said);
    expectSame('the national status', body.nationalStatus?.code, 10);
    tell('Biên lai · receipt', body.payments.at(-1)?.receiptNo ?? '');
    tell('Trạng thái · status', statusText(body));
  });
}

/** What the post has collected it owes, and pays by its batch of the day: by both books the same, to the đồng. */
export async function remit(scene: Scene, filed: FiledDossier, control: string): Promise<void> {
  const { client, as, step, tell, postalUrl } = scene;
  await step('Bưu điện nộp tiền thu hộ', 'what the post owes of today, and its batch', async () => {
    const today = localDateOf(systemNow());
    const { body } = await client.call(api.listReconciliations, {
      token: await as(control),
      params: { provider: 'postal' },
      query: { from: today, to: today },
    });
    const owedVnd = body.owed?.outstandingVnd ?? 0;
    tell('Còn phải nộp · outstanding', `${vietnameseAmount(owedVnd)} đồng`);
    const { reference } = await orderFor(postalUrl, filed.receipt.code);
    const batch = await batchOf(postalUrl, today);
    const paidVnd = batch.reduce((sum, { amountVnd }) => sum + amountVnd, 0);
    for (const one of batch.filter((line) => line.reference === reference))
      tell('Trong bảng kê · in the batch', `${one.transaction}, ${vietnameseAmount(one.amountVnd)} đồng`);
    expectSame('what the batch of the post pays', paidVnd, owedVnd);
    tell('Cộng bảng kê · sum', `${vietnameseAmount(paidVnd)} đồng: khớp với sổ, đối soát trong đêm`);
  });
}
