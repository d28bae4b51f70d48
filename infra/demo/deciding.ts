import { localDateOf, systemNow } from '../../shared/clock.ts';
import { findInWorklist } from './receiving.ts';
import { type FiledDossier, type Scene, take } from './scene.ts';
import { expectSame } from './steps.ts';

/** What is issued on paper, and by whom. */
export type Issuing = {
  /** The case officer, who has it stamped. */
  readonly officer: string;
  /** Number and symbol, as the clerk enters them. */
  readonly number: string;
  readonly signer: { readonly name: string; readonly title: string };
};

/** What is issued, numbered and stamped today. */
export const issuedToday = ({ number, signer }: Issuing) => {
  const today = localDateOf(systemNow());
  return { number, signer, issuedOn: today, stampedOn: today };
};

/** A procedure that no leader need approve: its officer takes it from those that nobody has, and decides. */
export async function decide(scene: Scene, filed: FiledDossier, issuing: Issuing): Promise<void> {
  const { step, tell } = scene;
  const { officer } = issuing;
  await step('Chuyên viên thụ lý, ban hành kết quả', 'the case officer decides', async () => {
    const { code } = await findInWorklist(scene, officer, { list: 'unassigned', code: filed.receipt.code });
    tell('Danh sách · worklist', `${code} chưa ai nhận · nobody has it yet`);
    await take(scene, filed, officer, { action: 'startProcessing' });
    const done = await take(scene, filed, officer, { action: 'finish', decision: issuedToday(issuing) });
    expectSame('the national status', done.nationalStatus?.code, 9);
    tell('Số, ký hiệu · number', `${issuing.number}, ${issuing.signer.name}`);
  });
}

/** The desk hands the result over to who has come for it. */
export async function handOver(scene: Scene, filed: FiledDossier, desk: string): Promise<void> {
  await scene.step('Trả kết quả tại quầy', 'handed over at the desk', async () => {
    const returned = await take(scene, filed, desk, { action: 'returnResult' });
    expectSame('the national status', returned.nationalStatus?.code, 10);
  });
}
