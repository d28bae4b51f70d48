import { api } from '../../shared/operations.ts';
import type { FailureReason } from '../../shared/shipment/report.ts';
import { shipmentStatuses } from '../../shared/shipment/status.ts';
import { type MoveStatus, moveNames, type Order } from '../partners/postal-orders.ts';
import { move, orderFor } from './post-office.ts';
import type { FiledDossier, Scene } from './scene.ts';
import { expectSame } from './steps.ts';
import { until } from './until.ts';
import { statusText } from './wording.ts';

type Moves = readonly (readonly [MoveStatus, FailureReason?])[];

/** The post does one thing after the other with an item. */
async function moveOn({ postalUrl, tell }: Scene, { reference }: Order, moves: Moves): Promise<void> {
  for (const [status, reason] of moves) {
    await move(postalUrl, reference, status, reason);
    tell(moveNames[status], shipmentStatuses[status].name.en);
  }
}

/** The applicant asks for another attempt, and the operator hears of it. */
async function askAgain(scene: Scene, { person, dossierId, receipt }: FiledDossier): Promise<void> {
  const { client, as, postalUrl, tell } = scene;
  const said = { token: await as(person), params: { dossierId } };
  const { body, etag } = await client.call(api.readDossier, said);
  expectSame('what may be asked', body.shipments.at(-1)?.mayWish, ['deliverAgain']);
  await client.call(api.changeDelivery, { ...said, etag, body: { wish: 'deliverAgain' } });
  const told = await until('the operator to know', async () => {
    const { redeliveries } = await orderFor(postalUrl, receipt.code);
    return redeliveries.length > 0 ? redeliveries : undefined;
  });
  tell('Phát lại · again', `sau lần ${told.join(', ')} · after attempt ${told.join(', ')}`);
}

/** The post: from the order to the doorstep, to which it comes three times. */
export async function deliver(scene: Scene, filed: FiledDossier): Promise<void> {
  const { postalUrl, client, as, step, tell } = scene;
  const { person, receipt, dossierId } = filed;
  const order = await step('Bưu điện nhận đơn', 'the order is at the postal operator', async () => {
    const found = await orderFor(postalUrl, receipt.code);
    expectSame('the reference', found.reference, `${receipt.code}-T1`);
    tell('Mã bưu gửi · item code', `${found.itemCode}, ${found.reference}`);
    tell('Người nhận · receiver', `${found.receiver.name}, ${found.receiver.address}`);
    return found;
  });

  await step('Bưu điện phát lần đầu', 'picked up, and a first attempt that fails', () =>
    moveOn(scene, order, [['PICKED_UP'], ['OUT_FOR_DELIVERY'], ['DELIVERY_FAILED', 'receiverAbsent']]),
  );

  await step('Người nhận đề nghị phát lại', 'the receiver asks for another attempt', () =>
    askAgain(scene, filed),
  );

  await step('Bưu điện mời hai lần nữa, rồi phát được', 'invited for twice more, and delivered', async () => {
    await moveOn(scene, order, [
      ['OUT_FOR_DELIVERY'],
      ['DELIVERY_FAILED', 'unreachable'],
      ['OUT_FOR_DELIVERY'],
      ['DELIVERED'],
    ]);
    const { body } = await client.call(api.readDossier, { token: await as(person), params: { dossierId } });
    expectSame('the national status', body.nationalStatus?.code, 10);
    tell('Trạng thái · status', statusText(body));
  });
}
