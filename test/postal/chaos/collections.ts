import type { CollectionMove } from '../../../infra/partners/postal-collections.ts';
import { systemNow } from '../../../shared/clock.ts';
import { Booking, type Consignment } from '../../../shared/consignment/consignment.ts';
import { isUnderWay } from '../../../shared/consignment/status.ts';
import { civilServiceCalendar } from '../../../shared/deadline/seed.ts';
import { newDraft, newFile } from '../../../shared/dossier/draft.ts';
import { KeptForm } from '../../../shared/dossier/form.ts';
import { loadFileIfThere, putDossier } from '../../../shared/dossier/store.ts';
import { recordOf } from '../../../shared/hand-over/hand-over.ts';
import { loadHandOvers } from '../../../shared/hand-over/store.ts';
import { randomId } from '../../../shared/ids.ts';
import { collectionBooked } from '../../../shared/postal/booking.ts';
import { catalogue } from '../../../shared/procedure/catalogue.ts';
import type { FailureReason } from '../../../shared/shipment/report.ts';
import { commit } from '../../../shared/table/transaction.ts';
import type { Tally } from '../../model/tally.ts';
import { form } from '../../support/filing.ts';
import { takeOver } from './desk.ts';
import { type Dice, drawn, drawnId } from './dice.ts';
import type { Letters } from './letters.ts';
import { allOf } from './side-by-side.ts';
import type { World } from './world.ts';

type Deed = { readonly after: number; readonly status: CollectionMove; readonly reason?: FailureReason };

/** What becomes of papers that are to be collected. */
type Fate = {
  readonly name: 'handed to the desk' | 'brought back' | 'lost' | 'forgotten';
  readonly deeds: readonly Deed[];
};

const deed = (status: CollectionMove, after = 0): Deed => ({ after, status });
const missed: readonly Deed[] = [
  deed('COLLECTING', 1),
  { after: 0, status: 'COLLECTION_FAILED', reason: 'receiverAbsent' },
];
const collected = [deed('COLLECTING', 1), deed('COLLECTED'), deed('IN_TRANSIT', 1)];
const fates = [
  [50, { name: 'handed to the desk', deeds: collected }],
  [20, { name: 'handed to the desk', deeds: [...missed, ...collected] }],
  [10, { name: 'brought back', deeds: [...collected, deed('RETURNED_TO_SENDER', 1)] }],
  [8, { name: 'lost', deeds: [...collected, deed('LOST', 1)] }],
  [6, { name: 'forgotten', deeds: [] }],
  [6, { name: 'forgotten', deeds: missed }],
] as const satisfies readonly (readonly [number, Fate])[];

const { phone, address } = form.applicant;
const booking = Booking.parse({
  sender: { name: 'Nguyễn Thị Hoa', phone, address },
  window: { day: '2021-10-12', part: 'morning' },
  papers: [
    { paperId: 'application-form', originals: 1, copies: 0 },
    { paperId: 'identity-copy', originals: 0, copies: 1 },
  ],
});

/** A draft whose papers the post is to collect, as its owner leaves it. @returns its id */
async function bookedDraft(id: string): Promise<string> {
  const procedure = catalogue.find(({ code }) => code === '2.000488');
  if (!procedure) throw new Error('no criminal record certificate in the catalogue');
  const actor = { kind: 'applicant', subject: 'cd-hoa' } as const;
  const at = systemNow();
  const begun = newDraft(procedure, {
    id,
    owner: 'cd-hoa',
    channel: 'post',
    changedBy: actor,
    at,
  });
  const draft = { ...begun, form: KeptForm.parse(form) };
  const occasion = { at, actor, newId: randomId, correlationId: 'chaos', calendar: civilServiceCalendar() };
  const { file, writes } = collectionBooked(newFile(draft), booking, procedure, occasion);
  // What its owner did before is of no matter here: it is there at once, as it is.
  const there = putDossier(begun, file.dossier).flatMap((write) =>
    'put' in write ? [{ put: write.put }] : [],
  );
  await commit([
    ...there,
    ...writes.filter((write) => 'put' in write && write.put.SK.includes('CONSIGNMENT')),
  ]);
  return draft.id;
}

/** What came of all collections. Every number but those of what came of them is to be 0. */
export type CollectionsOutcome = {
  readonly came: Readonly<Record<Fate['name'] | 'not booked', number>>;
  readonly itemCodes: readonly string[];
  readonly wrong: {
    readonly doubleBookings: number;
    readonly collectionsStuckWithoutTask: number;
    readonly collectionsOtherThanAtTheOperator: number;
    /** At the desk by no record, or by more than one, or at another time than that of its second signature. */
    readonly filedOtherwiseThanSigned: number;
  };
};

/** Papers that the post collects, and brings to the desk. */
export class Collections {
  readonly #world: World;
  readonly #dice: Dice;
  readonly #tally: Tally;
  readonly #letters: Letters;
  readonly #at = new Map<string, { readonly fate: Fate; next: number; day: number }>();
  #ids: readonly string[] = [];

  constructor(world: World, dice: Dice, tally: Tally, letters: Letters) {
    this.#world = world;
    this.#dice = dice;
    this.#tally = tally;
    this.#letters = letters;
  }

  async book(count: number): Promise<void> {
    const ids = Array.from({ length: count }, (_, place) => drawnId(this.#dice, `draft ${place}`));
    this.#ids = await allOf(ids, bookedDraft);
  }

  /** The postmen do what is to be done by now, and the desk takes over what lies there. */
  async work(day: number): Promise<void> {
    for (const { reference } of this.#world.postal.collections()) {
      const fate = drawn<Fate>(this.#dice(`fate of ${reference}`), fates);
      const begun = this.#at.get(reference) ?? { fate, next: 0, day };
      this.#at.set(reference, begun);
      let next = begun.fate.deeds[begun.next];
      while (next && begun.day + next.after <= day) {
        const { status, after, reason } = next;
        const { report } = await this.#world.postal.collect(reference, status, {
          forgotten: true,
          ...(reason && { reason }),
        });
        this.#letters.post(report, day);
        begun.day += after;
        begun.next += 1;
        next = begun.fate.deeds[begun.next];
      }
    }
  }

  /** The desk takes over what has come, as the postman stands there. */
  async takeOver(day: number): Promise<void> {
    const arrived = [...this.#at].flatMap(([reference, { fate, next }]) => {
      const isThere = fate.name === 'handed to the desk' && next === fate.deeds.length;
      return isThere ? [reference.replace(/-G\d+$/, '')] : [];
    });
    const open = await allOf(arrived, async (id) =>
      (await this.#consignmentOf(id)).status === 'HANDED_TO_AGENCY' ? [] : [id],
    );
    await takeOver(open.flat(), this.#tally);
    this.#tally.add(
      'papers that came',
      `by day ${day > 10 ? 'eleven and later' : 'ten'}`,
      open.flat().length,
    );
  }

  async #consignmentOf(dossierId: string): Promise<Consignment> {
    const [consignment] = (await loadFileIfThere(dossierId))?.consignments ?? [];
    if (!consignment) throw new Error(`${dossierId} has no consignment`);
    return consignment;
  }

  async outcome(): Promise<CollectionsOutcome> {
    const { items: records } = await loadHandOvers('H25.03', { limit: 10_000 });
    const closed = records.filter(({ state, direction }) => state === 'closed' && direction === 'inbound');
    const booked = this.#world.postal.collections();
    const seen = await allOf(this.#ids, async (id) => {
      const consignment = await this.#consignmentOf(id);
      const { reference, status, attention, handOver, handedAt } = consignment;
      const bookings = booked.filter((one) => one.reference === reference);
      const fate = this.#at.get(reference)?.fate;
      const last = bookings[0]?.moves.at(-1)?.report.status;
      const there = last ?? (bookings.length > 0 ? 'REQUESTED' : 'INTENDED');
      const signed = closed.filter(({ arrivals }) => arrivals.some(({ dossierId }) => dossierId === id));
      const isHanded = status === 'HANDED_TO_AGENCY';
      const isSound = signed.some((one) => recordOf(one) === handOver && one.taker?.at === handedAt);
      return {
        came: fate?.name ?? ('not booked' as const),
        itemCode: consignment.itemCode,
        double: bookings.length > 1,
        stuck: isUnderWay(status) && !attention,
        other: status !== (fate?.name === 'handed to the desk' ? 'HANDED_TO_AGENCY' : there),
        unsigned: isHanded ? signed.length !== 1 || !isSound : signed.length > 0,
      };
    });
    const count = (is: (one: (typeof seen)[number]) => boolean) => seen.filter(is).length;
    const came = (name: (typeof seen)[number]['came']) => count((one) => one.came === name);
    return {
      came: {
        'handed to the desk': came('handed to the desk'),
        'brought back': came('brought back'),
        lost: came('lost'),
        forgotten: came('forgotten'),
        'not booked': came('not booked'),
      },
      itemCodes: seen.flatMap(({ itemCode }) => itemCode ?? []),
      wrong: {
        doubleBookings: count(({ double }) => double),
        collectionsStuckWithoutTask: count(({ stuck }) => stuck),
        collectionsOtherThanAtTheOperator: count(({ other }) => other),
        filedOtherwiseThanSigned: count(({ unsigned }) => unsigned),
      },
    };
  }
}
