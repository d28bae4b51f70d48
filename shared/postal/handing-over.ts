import { toInstant } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import { type Occasion, recorded } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { requireFiled } from '../dossier/rules.ts';
import { loadFile } from '../dossier/store.ts';
import {
  type HandOver,
  type HandOverLine,
  MOST_LINES,
  recordOf,
  withoutReceiver,
} from '../hand-over/hand-over.ts';
import { deedsIn, type HandOverDeed, handOverDeeds } from '../hand-over/state.ts';
import { putChanged, putOpened } from '../hand-over/store.ts';
import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import { watched } from '../shipment/journey.ts';
import { handOver } from '../shipment/movements/hand-over.ts';
import { canMove } from '../shipment/movements.ts';
import { movedBy, type Shipment } from '../shipment/shipment.ts';
import { notFetched } from '../shipment/status.ts';
import { putMoved } from '../shipment/store.ts';
import type { Write } from '../table/transaction.ts';
import type { Text } from '../text.ts';
import type { HandOverChange } from './hand-over-change.ts';
import { orderFor, posted } from './order.ts';
import { telling } from './telling.ts';

/** A result that the post is to fetch. */
type Posted = { readonly file: DossierFile<Filed>; readonly shipment: Shipment };

const refused = (detail: Text): Problem => new Problem('hand-over-not-allowed', { detail });

/** @throws Problem `dossier-not-found` for what the officer's agency does not decide */
async function loadPosted(dossierId: string, officer: Officer): Promise<Posted> {
  const found = await loadFile(dossierId, officer);
  // What a desk is still taking in has not been filed.
  if (found.dossier.status === 'draft' || found.dossier.procedure.agency !== officer.agency)
    throw new Problem('dossier-not-found');
  const file = requireFiled(found);
  const shipment = file.shipments.at(-1);
  if (!shipment)
    throw refused({
      vi: `Hồ sơ ${file.dossier.code} không trả kết quả qua bưu chính.`,
      en: `The result of ${file.dossier.code} does not go by post.`,
    });
  return { file, shipment };
}

/** An item as it is now. @throws Problem `hand-over-not-allowed` unless the post has taken its order and not fetched it */
function lineOf({ file, shipment }: Posted): HandOverLine {
  const { id, code } = file.dossier;
  if (!canMove(handOver, shipment))
    throw refused({
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

type Changing = { readonly after: HandOver; readonly writes: readonly Write[] };

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
    throw refused({
      vi: `Bưu gửi ${taken.shipment.reference} đã có trong biên bản ${taken.shipment.handOver}.`,
      en: `The shipment ${taken.shipment.reference} stands in the record ${taken.shipment.handOver}.`,
    });
  const lines = [...record.lines, ...added.map(lineOf)];
  if (lines.length > MOST_LINES)
    throw refused({
      vi: `Một biên bản có nhiều nhất ${MOST_LINES} bưu gửi.`,
      en: `A record has ${MOST_LINES} items at most.`,
    });
  return { after: { ...record, lines }, writes: added.map((one) => putIn(one, recordOf(record))) };
}

/** Under what the records of a year are counted, beside other numbers of an agency. */
export const countedIn = (year: string): string => `hand-overs-${year}`;

/**
 * A new record of an agency with its items, and all that it writes but its number.
 * @throws Problem `hand-over-not-allowed`, `dossier-not-found`
 */
export async function handOverOpened(
  place: Pick<HandOver, 'year' | 'number'>,
  dossierIds: readonly string[],
  officer: Officer,
  at: Date,
): Promise<Changing> {
  const { agency, subject, name } = officer;
  const empty: HandOver = {
    v: 1,
    version: 1,
    agency,
    ...place,
    state: 'open',
    lines: [],
    openedAt: toInstant(at),
    openedBy: { subject, name },
  };
  const { after, writes } = await withItems(empty, dossierIds, officer);
  return { after, writes: [putOpened(after), ...writes] };
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
    throw refused({ vi: 'Biên bản chưa có bưu gửi nào.', en: 'The record has no item yet.' });
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
      throw refused({
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

function changing(
  record: HandOver,
  said: HandOverChange,
  officer: Officer,
  occasion: Occasion,
): Promise<Changing> {
  switch (said.action) {
    case 'add':
      return withItems(record, said.dossierIds, officer);
    case 'remove':
      return withoutItems(record, said.dossierIds, officer);
    case 'sign':
      return signed(record, officer, occasion);
    case 'countersign':
      return countersigned(record, { ...said.carrier, at: toInstant(occasion.at) }, officer, occasion);
    case 'discard':
      return withoutItems(
        record,
        record.lines.map(({ dossierId }) => dossierId),
        officer,
      );
  }
}

function requireDeed({ state }: HandOver, deed: HandOverDeed): void {
  const allowed = deedsIn(state);
  if (allowed.includes(deed)) return;
  const offered = allowed.join(', ') || '-';
  throw refused({
    vi: `Không thể thực hiện "${deed}" khi biên bản ở trạng thái "${state}". Có thể: ${offered}.`,
    en: `"${deed}" cannot be done while the record is "${state}". What can be: ${offered}.`,
  });
}

/**
 * A record after what the desk does with it, and all that it writes.
 * @throws Problem `hand-over-not-allowed` when its state or a shipment does not allow it
 */
export async function handOverChanged(
  before: HandOver,
  said: HandOverChange,
  officer: Officer,
  occasion: Occasion,
): Promise<Changing> {
  requireDeed(before, said.action);
  const { after, writes } = await changing(before, said, officer, occasion);
  const changed: HandOver = {
    ...after,
    // What was discarded still says what stood in it, but not for whom: no shipment leads there any more.
    lines: said.action === 'discard' ? before.lines.map(withoutReceiver) : after.lines,
    state: handOverDeeds[said.action].to,
    version: before.version + 1,
  };
  return { after: changed, writes: [putChanged(before, changed), ...writes] };
}
