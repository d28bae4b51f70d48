import type * as z from 'zod';
import { localDateOf, systemNow } from '../../shared/clock.ts';
import type { Booking } from '../../shared/consignment/consignment.ts';
import { addWorkingDays } from '../../shared/deadline/calendar.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import type { DossierView } from '../../shared/dossier/view.ts';
import { vietnameseDate, vietnameseTime } from '../../shared/format.ts';
import { api } from '../../shared/operations.ts';
import type { CountedPaper } from '../../shared/procedure/counted.ts';
import { collectionNames } from '../partners/postal-collections.ts';
import { type Application, applicantName } from './filing.ts';
import { bookingFor, collect } from './post-office.ts';
import { openReceipt } from './receiving.ts';
import { type FiledDossier, type Scene, take, tellDueDate } from './scene.ts';
import { expectSame } from './steps.ts';
import { statusText } from './wording.ts';

/** What somebody asks for who sends the papers by post. */
type PostedApplication = Application & {
  readonly sender: z.input<typeof Booking>['sender'];
  /** What the sender has ready, and what postman and sender count. */
  readonly ready: readonly CountedPaper[];
  readonly counted: readonly CountedPaper[];
};

/** A draft whose papers are on their way, and the item that they are. */
type SentDraft = { readonly dossierId: string; readonly reference: string };

const carrier = { name: 'Trần Văn Bình', card: 'VNP-0226-118', route: 'HNM-04' };

/** What one of the collections of a draft is like, as its owner sees it. */
const newest = ({ consignments = [] }: DossierView) => {
  const consignment = consignments.at(-1);
  if (!consignment) throw new Error('expected a collection, but there is none');
  return consignment;
};

/** Somebody who files, and the dossier. */
type Said = { readonly token: string; readonly params: { readonly dossierId: string } };

/** The post is to come the next morning, and knows of it. @returns the reference of the item */
async function book(
  { client, tell, postalUrl }: Scene,
  said: Said,
  { sender, ready }: Pick<PostedApplication, 'sender' | 'ready'>,
): Promise<string> {
  const day = addWorkingDays(localDateOf(systemNow()), 1, civilServiceCalendar());
  const { etag } = await client.call(api.readDossier, said);
  const body = { sender, window: { day, part: 'morning' as const }, papers: [...ready] };
  const booked = newest((await client.call(api.bookConsignment, { ...said, etag, body })).body);
  tell('Hẹn · window', `buổi sáng ${vietnameseDate(day)}, ${sender.address.street}`);
  for (const { name, originals, copies } of booked.papers)
    tell('Giấy tờ · paper', `${name}: ${originals} bản chính, ${copies} bản sao`);
  const { itemCode } = await bookingFor(postalUrl, booked.reference);
  tell('Bưu điện nhận đơn · booked', `${itemCode}, ${booked.reference}`);
  return booked.reference;
}

/** The form is filled online, the collection booked, and the postman comes twice. */
export async function collectAtHome(scene: Scene, application: PostedApplication): Promise<SentDraft> {
  const { client, as, step, tell, postalUrl } = scene;
  const { person, procedureCode, form, counted } = application;
  const token = await as(person);

  const dossierId = await step(
    'Điền tờ khai, gửi giấy tờ qua bưu điện',
    'filled online, sent by post',
    async () => {
      const body = { procedureCode, channel: 'post' } as const;
      const created = await client.call(api.createDraft, { token, body });
      const params = { dossierId: created.body.id };
      const filled = await client.call(api.fillForm, { token, params, etag: created.etag, body: form });
      expectSame('what else is to be done online', filled.body.allowedActions, []);
      tell('Người nộp · applicant', applicantName(form));
      tell('Thủ tục · procedure', `${procedureCode} ${filled.body.procedure.name.vi}`);
      return created.body.id;
    },
  );
  const said = { token, params: { dossierId } };
  const seen = async () => newest((await client.call(api.readDossier, said)).body);

  const reference = await step('Đặt bưu điện đến nhận tại nhà', 'the collection is booked', () =>
    book(scene, said, application),
  );

  await step('Bưu tá đến, lần đầu vắng nhà', 'the postman comes in vain, and again', async () => {
    await collect(postalUrl, reference, { status: 'COLLECTING' });
    await collect(postalUrl, reference, { status: 'COLLECTION_FAILED', reason: 'receiverAbsent' });
    const [failure] = (await seen()).failures;
    tell(`${collectionNames.COLLECTION_FAILED}, lần ${failure?.attempt}`, failure?.reason.name.vi ?? '');
  });

  await step('Cùng kiểm đếm, ký phiếu gửi, niêm phong', 'counted together, signed, sealed', async () => {
    await collect(postalUrl, reference, { status: 'COLLECTING' });
    await collect(postalUrl, reference, { status: 'COLLECTED', papers: [...counted] });
    const { checklist, countedOtherwise = [], status } = await seen();
    tell('Niêm phong · seal', `${checklist?.seal}, ${checklist?.clerk.name} (${checklist?.clerk.card})`);
    for (const { name, originals, copies } of countedOtherwise)
      tell('Khác đăng ký · otherwise', `${name}: ${originals} bản chính, ${copies} bản sao`);
    await collect(postalUrl, reference, { status: 'IN_TRANSIT' });
    tell('Trạng thái · status', status.name.vi);
  });
  return { dossierId, reference };
}

/** Desk and post count what came, and both sign the record. @returns its name */
export async function handToDesk(
  { client, as, step, tell }: Scene,
  { dossierId }: Pick<SentDraft, 'dossierId'>,
  { desk, counted }: { readonly desk: string; readonly counted: readonly CountedPaper[] },
): Promise<string> {
  return step('Giao tại Bộ phận Một cửa', 'counted at the desk, signed by both: filed', async () => {
    const token = await as(desk);
    const { items } = (await client.call(api.listConsignments, { token })).body;
    if (!items.some((one) => one.dossierId === dossierId)) throw new Error('the desk does not see it come');
    const opened = await client.call(api.openHandOver, {
      token,
      body: { direction: 'inbound', dossierIds: [dossierId] },
    });
    const { record } = opened.body;
    const params = { record };
    const count = { action: 'count' as const, dossierId, papers: [...counted], sealIntact: true };
    let { etag } = await client.call(api.changeHandOver, { token, params, etag: opened.etag, body: count });
    ({ etag } = await client.call(api.changeHandOver, { token, params, etag, body: { action: 'sign' } }));
    const body = { action: 'countersign', carrier } as const;
    const closed = (await client.call(api.changeHandOver, { token, params, etag, body })).body;
    tell('Biên bản · record', `${record}: ${closed.totals.items} bưu gửi, ${closed.totals.papers} giấy tờ`);
    tell('Niêm phong · seal', `${closed.arrivals[0]?.seal}, còn nguyên · intact`);
    tell('Thời điểm nộp · filed at', vietnameseTime(closed.taker?.at ?? ''));
    return record;
  });
}

/** The desk receives what the record says: it counts as filed when that was signed. */
export async function receiveFromPost(
  scene: Scene,
  { dossierId }: SentDraft,
  { person, desk, counted, record }: PostedApplication & { readonly desk: string; readonly record: string },
): Promise<FiledDossier> {
  const { client, as, step, tell } = scene;
  return step('Tiếp nhận theo biên bản', 'received, by the record and its time', async () => {
    const said = { token: await as(desk), params: { dossierId } };
    const { etag } = await client.call(api.readDossier, said);
    const body = { sets: 1, papers: [...counted] };
    const { dossier, receipt } = (await client.call(api.receiveIntake, { ...said, etag, body })).body;
    expectSame('the record', dossier.intake?.handOver?.record, record);
    expectSame('the time of filing', dossier.submittedAt, dossier.intake?.handOver?.signedAt);
    tell('Mã hồ sơ · dossier code', receipt.code);
    tell('Trạng thái · status', statusText(dossier));
    tellDueDate(scene, dossier);
    const filed = { person, dossierId, receipt };
    await openReceipt(scene, filed);
    return filed;
  });
}

/** What the agency asks for comes by post too: its deadline waits, and its time counts from the record that both sign. */
export async function supplementByPost(
  scene: Scene,
  filed: FiledDossier,
  { sender, ready, desk }: Pick<PostedApplication, 'sender' | 'ready'> & { readonly desk: string },
): Promise<void> {
  const { client, as, step, tell, postalUrl } = scene;
  const { person, dossierId } = filed;
  const said = { token: await as(person), params: { dossierId } };

  await step('Gửi giấy tờ bổ sung qua bưu điện', 'the supplement is collected too', async () => {
    const reference = await book(scene, said, { sender, ready });
    const { body } = await client.call(api.readDossier, said);
    expectSame('what else may be done online', body.allowedActions, ['requestWithdrawal']);
    await collect(postalUrl, reference, { status: 'COLLECTING' });
    await collect(postalUrl, reference, { status: 'COLLECTED', papers: [...ready] });
  });

  const record = await handToDesk(scene, { dossierId }, { desk, counted: ready });

  await step('Tiếp nhận giấy tờ bổ sung', 'taken in, by the record and its time', async () => {
    const taken = await take(scene, filed, desk, { action: 'takeInSupplement', papers: [...ready] });
    const round = taken.supplements.at(-1);
    expectSame('the record', round?.handOver, record);
    for (const { name, originals, copies } of round?.papers ?? [])
      tell('Đã nhận · taken in', `${name}: ${originals} bản chính, ${copies} bản sao`);
    tellDueDate(scene, taken);
  });
}
