import { toInstant } from '../clock.ts';
import { type Consignment, passedBy } from '../consignment/consignment.ts';
import { arrive } from '../consignment/movements/arrive.ts';
import { mayPass } from '../consignment/movements.ts';
import { loadConsignments, putPassed } from '../consignment/store.ts';
import { accessTo } from '../dossier/access.ts';
import type { Occasion } from '../dossier/change.ts';
import type { Dossier, DossierFile } from '../dossier/dossier.ts';
import { loadFileIfThere, putDossier } from '../dossier/store.ts';
import { isWaitedFor } from '../dossier/supplement-by-post.ts';
import { type Arrival, type HandOver, recordOf, withoutSender } from '../hand-over/hand-over.ts';
import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import { type CountedPaper, namedCounts, namesOf } from '../procedure/counted.ts';
import type { Write } from '../table/transaction.ts';
import { type Changing, notHandedOver, requireRoom, type Way } from './hand-over-way.ts';

/** Papers that the post brings, of a draft or of a supplement. */
type Brought = { readonly file: DossierFile; readonly consignment: Consignment };

/**
 * The dossier of a consignment: a draft its desk sees once it has signed for the papers.
 * @throws Problem `dossier-not-found` when it is gone, `hand-over-not-allowed` when the draft is filed already
 */
async function loadAddressed(dossierId: string, { supplement }: Consignment): Promise<DossierFile> {
  const file = await loadFileIfThere(dossierId);
  if (!file) throw new Problem('dossier-not-found');
  if (file.dossier.status === 'draft' || supplement !== undefined) return file;
  throw notHandedOver({
    vi: `Hồ sơ ${file.dossier.code} đã được tiếp nhận, không còn bưu gửi nào để nhận.`,
    en: `The dossier ${file.dossier.code} has been filed: nothing of it is still to be taken in.`,
  });
}

/**
 * What the post brings of a dossier: what goes to the officer's agency, and nothing else is found.
 * @param number of the consignment; without it the newest
 * @throws Problem `dossier-not-found`
 */
async function loadBrought(dossierId: string, { agency }: Officer, number?: number): Promise<Brought> {
  const consignments = await loadConsignments(dossierId, agency);
  const consignment = consignments.findLast((one) => number === undefined || one.number === number);
  if (!consignment) throw new Problem('dossier-not-found');
  return { file: await loadAddressed(dossierId, consignment), consignment };
}

/** @throws Problem `hand-over-not-allowed` for what the post cannot have */
function requireWithPost({ consignment }: Brought): void {
  if (mayPass(arrive, consignment, 'deskOfficer')) return;
  throw notHandedOver({
    vi: `Bưu gửi ${consignment.reference} đang ở trạng thái "${consignment.status}", bưu điện không giao được.`,
    en: `The consignment ${consignment.reference} is "${consignment.status}", and cannot come from the post.`,
  });
}

/** An item as the desk gets it: to be counted, beside what was signed where it was collected. @throws Problem `hand-over-not-allowed` */
function arrivalOf(brought: Brought): Arrival {
  requireWithPost(brought);
  const { file, consignment } = brought;
  const { number, itemCode, sender, checklist, papers, reference } = consignment;
  if (itemCode === undefined) throw new Error(`${reference} has no item code`);
  return {
    dossierId: file.dossier.id,
    consignment: number,
    itemCode,
    senderName: sender.name,
    senderAddress: sender.address.line ?? sender.address.street,
    ...(checklist && { seal: checklist.seal }),
    papers: checklist?.papers ?? papers,
  };
}

const putIn = ({ file: { dossier }, consignment }: Brought, record: string | undefined): Write => {
  const { handOver: _, ...free } = consignment;
  const after = record ? { ...free, handOver: record } : free;
  return putPassed(dossier.id, consignment, after, accessTo(dossier));
};

async function withArrivals(
  record: HandOver,
  dossierIds: readonly string[],
  officer: Officer,
): Promise<Changing> {
  const added = await Promise.all([...new Set(dossierIds)].map((id) => loadBrought(id, officer)));
  const taken = added.find(({ consignment }) => consignment.handOver !== undefined);
  if (taken)
    throw notHandedOver({
      vi: `Bưu gửi ${taken.consignment.reference} đã có trong biên bản ${taken.consignment.handOver}.`,
      en: `The consignment ${taken.consignment.reference} stands in the record ${taken.consignment.handOver}.`,
    });
  const arrivals = [...record.arrivals, ...added.map(arrivalOf)];
  requireRoom(arrivals);
  return { after: { ...record, arrivals }, writes: added.map((one) => putIn(one, recordOf(record))) };
}

const loadArrived = ({ dossierId, consignment }: Arrival, officer: Officer): Promise<Brought> =>
  loadBrought(dossierId, officer, consignment);

async function withoutArrivals(
  record: HandOver,
  dossierIds: readonly string[],
  officer: Officer,
): Promise<Changing> {
  const isOut = ({ dossierId }: Arrival) => dossierIds.includes(dossierId);
  const freed = await Promise.all(record.arrivals.filter(isOut).map((one) => loadArrived(one, officer)));
  return {
    after: { ...record, arrivals: record.arrivals.filter((one) => !isOut(one)) },
    writes: freed.map((one) => putIn(one, undefined)),
  };
}

/**
 * What desk and carrier count of one item, and whether its seal was whole.
 * @throws Problem `dossier-not-found` for what does not stand in the record
 */
export function arrivalCounted(
  record: HandOver,
  said: {
    readonly dossierId: string;
    readonly papers: readonly CountedPaper[];
    readonly sealIntact: boolean;
  },
): Changing {
  const { dossierId, sealIntact, papers } = said;
  if (!record.arrivals.some((one) => one.dossierId === dossierId)) throw new Problem('dossier-not-found');
  const arrivals = record.arrivals.map((one) =>
    one.dossierId === dossierId
      ? { ...one, sealIntact, papers: namedCounts(papers, namesOf(one.papers)) }
      : one,
  );
  return { after: { ...record, arrivals }, writes: [] };
}

/** The desk signs for what it has counted, all of it. */
async function arrivalsSigned(record: HandOver, { subject, name }: Officer, { at }: { readonly at: Date }) {
  if (record.arrivals.length === 0)
    throw notHandedOver({ vi: 'Biên bản chưa có bưu gửi nào.', en: 'The record has no item yet.' });
  const uncounted = record.arrivals.find(({ sealIntact }) => sealIntact === undefined);
  if (uncounted)
    throw notHandedOver({
      vi: `Bưu gửi ${uncounted.itemCode} chưa được hai bên kiểm đếm.`,
      en: `The consignment ${uncounted.itemCode} has not been counted yet.`,
    });
  return { after: { ...record, giver: { subject, name, at: toInstant(at) } }, writes: [] };
}

/**
 * Papers that are at the desk from the second signature on: they count as filed then, and their draft is at the desk with them.
 * A supplement that nobody waits for any more is no task of the desk.
 */
function arrived(
  { file, consignment }: Brought,
  record: string,
  { at, actor }: Occasion,
  agency: string,
): readonly Write[] {
  requireWithPost({ file, consignment });
  const { dossier } = file;
  const next = { version: dossier.version + 1, changedBy: actor };
  const after: Dossier =
    dossier.status === 'draft' ? { ...dossier, ...next, receiving: agency } : { ...dossier, ...next };
  const handed = {
    handOver: record,
    handedAt: toInstant(at),
    ...(dossier.status !== 'draft' && !isWaitedFor(file, consignment) && { closed: true as const }),
  };
  return [
    ...putDossier(dossier, after),
    putPassed(dossier.id, consignment, passedBy(arrive, consignment, toInstant(at), handed), accessTo(after)),
  ];
}

async function arrivalsCountersigned(
  record: HandOver,
  carrier: NonNullable<HandOver['taker']>,
  officer: Officer,
  occasion: Occasion,
): Promise<Changing> {
  const items = await Promise.all(record.arrivals.map((one) => loadArrived(one, officer)));
  return {
    after: { ...record, taker: carrier },
    writes: items.flatMap((one) => arrived(one, recordOf(record), occasion, officer.agency)),
  };
}

/** Papers that come in. */
export const inwards: Way = {
  add: withArrivals,
  remove: withoutArrivals,
  sign: arrivalsSigned,
  countersign: arrivalsCountersigned,
  idsIn: ({ arrivals }) => arrivals.map(({ dossierId }) => dossierId),
  nameless: ({ arrivals }) => ({ arrivals: arrivals.map(withoutSender) }),
};
