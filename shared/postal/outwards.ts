import { toInstant } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import { type Occasion, recorded } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { requireFiled } from '../dossier/rules.ts';
import { loadFile } from '../dossier/store.ts';
import { type HandOver, type HandOverLine, recordOf, withoutReceiver } from '../hand-over/hand-over.ts';
import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import { watched } from '../shipment/journey.ts';
import { canMove } from '../shipment/movement.ts';
import { handOver } from '../shipment/movements/hand-over.ts';
import { movedBy, type Shipment } from '../shipment/shipment.ts';
import { notFetched } from '../shipment/status.ts';
import { putMoved } from '../shipment/store.ts';
import type { Write } from '../table/transaction.ts';
import { type Changing, notHandedOver, requireRoom, type Way } from './hand-over-way.ts';
import { orderFor, posted } from './order.ts';
import { telling } from './telling.ts';

/** A result that the post is to fetch. */
type Posted = { readonly file: DossierFile<Filed>; readonly shipment: Shipment };

/** @throws Problem `dossier-not-found` for what the officer's agency does not decide */
async function loadPosted(dossierId: string, officer: Officer): Promise<Posted> {
  const found = await loadFile(dossierId, officer);
  // What a desk is still taking in has not been filed.
  if (found.dossier.status === 'draft' || found.dossier.procedure.agency !== officer.agency)
    throw new Problem('dossier-not-found');
  const file = requireFiled(found);
  const shipment = file.shipments.at(-1);
  if (!shipment)
    throw notHandedOver({
      vi: `Hồ sơ ${file.dossier.code} không trả kết quả qua bưu chính.`,
      en: `The result of ${file.dossier.code} does not go by post.`,
    });
  return { file, shipment };
}

/** An item as it is now. @throws Problem `hand-over-not-allowed` unless the post has taken its order and not fetched it */
function lineOf({ file, shipment }: Posted): HandOverLine {
  const { id, code } = file.dossier;
  if (!canMove(handOver, shipment))
    throw notHandedOver({
      vi: `Bưu gửi ${shipment.reference} đang ở trạng thái "${shipment.status}", chưa giao hoặc không còn giao cho bưu điện được.`,
      en: `The shipment ${shipment.reference} is "${shipment.status}", and cannot be handed to the post.`,
    });
  const { itemCode, receiver, codAmountVnd } = orderFor(posted(file), shipment);
  return {
    dossierId: id,
    dossierCode: code,
    shipment: shipment.number,
    itemCode,
    receiverName: receiver.name,
    receiverAddress: receiver.address,
    papers: Math.max(1, file.results.length),
    codVnd: codAmountVnd,
  };
}

const putIn = ({ file: { dossier }, shipment }: Posted, record: string | undefined): Write => {
  const { handOver: _, ...free } = shipment;
  return putMoved(dossier.id, shipment, record ? { ...free, handOver: record } : free, accessTo(dossier));
};

/**
 * A record with more items, each of which stands in no other.
 * @throws Problem `hand-over-not-allowed`, `dossier-not-found`
 */
async function withItems(
  record: HandOver,
  dossierIds: readonly string[],
  officer: Officer,
): Promise<Changing> {
  const added = await Promise.all([...new Set(dossierIds)].map((id) => loadPosted(id, officer)));
  const taken = added.find(({ shipment }) => shipment.handOver !== undefined);
  if (taken)
    throw notHandedOver({
      vi: `Bưu gửi ${taken.shipment.reference} đã có trong biên bản ${taken.shipment.handOver}.`,
      en: `The shipment ${taken.shipment.reference} stands in the record ${taken.shipment.handOver}.`,
    });
  const lines = [...record.lines, ...added.map(lineOf)];
  requireRoom(lines);
  return { after: { ...record, lines }, writes: added.map((one) => putIn(one, recordOf(record))) };
}

/** The very shipment of a line, as it is now. */
async function loadLine({ dossierId, shipment: number }: HandOverLine, officer: Officer): Promise<Posted> {
  const { file } = await loadPosted(dossierId, officer);
  const shipment = file.shipments.find((one) => one.number === number);
  if (!shipment) throw new Error(`${dossierId} has no shipment ${number}`);
  return { file, shipment };
}

/** A record without some of its items, which may stand in another then. */
async function withoutItems(
  record: HandOver,
  dossierIds: readonly string[],
  officer: Officer,
): Promise<Changing> {
  const isOut = ({ dossierId }: HandOverLine) => dossierIds.includes(dossierId);
  const freed = await Promise.all(record.lines.filter(isOut).map((line) => loadLine(line, officer)));
  return {
    after: { ...record, lines: record.lines.filter((line) => !isOut(line)) },
    writes: freed.map((one) => putIn(one, undefined)),
  };
}

/** The desk signs what it hands over, as it is now. */
async function signed(record: HandOver, officer: Officer, { at }: Occasion): Promise<Changing> {
  if (record.lines.length === 0)
    throw notHandedOver({ vi: 'Biên bản chưa có bưu gửi nào.', en: 'The record has no item yet.' });
  const items = await Promise.all(record.lines.map((line) => loadLine(line, officer)));
  const { subject, name } = officer;
  const giver = { subject, name, at: toInstant(at) };
  return { after: { ...record, lines: items.map(lineOf), giver }, writes: [] };
}

/** What the post has fetched, as it is told by the signatures, unless a report has told it before. */
function fetched({ file: { dossier }, shipment }: Posted, occasion: Occasion): readonly Write[] {
  const since = toInstant(occasion.at);
  if (!canMove(handOver, shipment)) {
    // It goes nowhere any more that the post has not fetched, or will not.
    if (notFetched.some((status) => status === shipment.status) || shipment.status === 'CANCELLED')
      throw notHandedOver({
        vi: `Bưu gửi ${shipment.reference} đã được đề nghị không giao nữa: hãy hủy biên bản và lập lại.`,
        en: `The shipment ${shipment.reference} is called off: discard the record and open another.`,
      });
    return [];
  }
  const after = watched(movedBy(handOver, shipment, { since }), occasion.at);
  return [
    ...recorded(dossier, telling(dossier, handOver, after), occasion).writes,
    putMoved(dossier.id, shipment, after, accessTo(dossier)),
  ];
}

/** The post signs too: what stands in the record is handed over, all of it in one transaction. */
async function countersigned(
  record: HandOver,
  carrier: NonNullable<HandOver['taker']>,
  officer: Officer,
  occasion: Occasion,
): Promise<Changing> {
  const items = await Promise.all(record.lines.map((line) => loadLine(line, officer)));
  const writes = items.flatMap((item) => fetched(item, occasion));
  return { after: { ...record, taker: carrier }, writes };
}

/** Results that go out. */
export const outwards: Way = {
  add: withItems,
  remove: withoutItems,
  sign: signed,
  countersign: countersigned,
  idsIn: ({ lines }) => lines.map(({ dossierId }) => dossierId),
  nameless: ({ lines }) => ({ lines: lines.map(withoutReceiver) }),
};
