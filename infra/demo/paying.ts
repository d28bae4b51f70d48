import { localDateOf, systemNow } from '../../shared/clock.ts';
import { addWorkingDays } from '../../shared/deadline/calendar.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { vietnameseAmount, vietnameseDate } from '../../shared/format.ts';
import { type FiledDossier, type Scene, take, tellDueDate } from './scene.ts';

const WORKING_DAYS_TO_PAY = 5;

/** The desk asks for the fee, and records that it has been paid: the clock stands still between. */
export async function payFee(
  scene: Scene,
  filed: FiledDossier,
  fee: { readonly desk: string; readonly quantity: number },
): Promise<void> {
  const { step, tell } = scene;
  const { desk, quantity } = fee;
  await step('Thu phí', 'the fee is asked for, and paid', async () => {
    const deadline = addWorkingDays(localDateOf(systemNow()), WORKING_DAYS_TO_PAY, civilServiceCalendar());
    const asked = await take(scene, filed, desk, { action: 'requestPayment', quantity, deadline });
    tell(
      'Phí · fee',
      `${vietnameseAmount(asked.payments.at(-1)?.amountVnd ?? 0)} đồng, trước ngày ${vietnameseDate(deadline)}`,
    );
    const paid = await take(scene, filed, desk, { action: 'recordPayment' });
    tell('Biên lai · receipt', paid.payments.at(-1)?.receiptNo ?? '');
    tellDueDate(scene, paid);
  });
}
