import { api } from '../../shared/operations.ts';
import { shipmentStatuses } from '../../shared/shipment/status.ts';
import { moveNames } from '../partners/postal-orders.ts';
import { move, orderFor } from './post-office.ts';
import type { FiledDossier, Scene } from './scene.ts';
import { expectSame } from './steps.ts';
import { statusText } from './wording.ts';

/** The post: from the order to the doorstep. */
export async function deliver(scene: Scene, { person, receipt, dossierId }: FiledDossier): Promise<void> {
  const { postalUrl, client, as, step, tell } = scene;
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
    const { body } = await client.call(api.readDossier, { token: await as(person), params: { dossierId } });
    expectSame('the national status', body.nationalStatus?.code, 10);
    tell('Trạng thái · status', statusText(body));
  });
}
