import type * as z from 'zod';
import type { CollectionMove } from '../../../infra/partners/postal-collections.ts';
import { systemNow } from '../../../shared/clock.ts';
import { Booking, type Consignment } from '../../../shared/consignment/consignment.ts';
import { isUnderWay } from '../../../shared/consignment/status.ts';
import { civilServiceCalendar } from '../../../shared/deadline/seed.ts';
import { accessTo } from '../../../shared/dossier/access.ts';
import type { Dossier } from '../../../shared/dossier/dossier.ts';
import { newDraft, newFile } from '../../../shared/dossier/draft.ts';
import { KeptForm } from '../../../shared/dossier/form.ts';
import { loadFileIfThere, putDossier } from '../../../shared/dossier/store.ts';
import { recordOf } from '../../../shared/hand-over/hand-over.ts';
import { loadHandOvers } from '../../../shared/hand-over/store.ts';
import { randomId } from '../../../shared/ids.ts';
import { collectionBooked } from '../../../shared/postal/booking.ts';
import { supplementBooked } from '../../../shared/postal/supplement-booking.ts';
import { catalogue } from '../../../shared/procedure/catalogue.ts';
import type { FailureReason } from '../../../shared/shipment/report.ts';
import { putSupplement } from '../../../shared/supplement/supplement.ts';
import { commit, type Write } from '../../../shared/table/transaction.ts';
import type { Tally } from '../../model/tally.ts';
import { aDossier, aFile } from '../../support/dossiers.ts';
import { form } from '../../support/filing.ts';
import { aRound } from '../../support/sheets.ts';
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
const bookingOf = (papers: z.input<typeof Booking>['papers']) =>
  Booking.parse({
    sender: { name: 'Nguyễn Thị Hoa', phone, address },
    window: { day: '2021-10-12', part: 'morning' },
    papers,
  });
const copy = { paperId: 'identity-copy', originals: 0, copies: 1 };

const actor = { kind: 'applicant', subject: 'cd-hoa' } as const;
const bookedBy = (at: Date) => ({
  at,
  actor,
  newId: randomId,
  correlationId: 'chaos',
  calendar: civilServiceCalendar(),
});

/** What was before is of no matter here: it is there at once, as it is. */
const thereAtOnce = (writes: readonly Write[]): readonly Write[] =>
  writes.flatMap((write) => ('put' in write ? [{ put: write.put }] : []));
const ofPost = (writes: readonly Write[]): readonly Write[] =>
  writes.filter((write) => 'put' in write && write.put.SK.includes('CONSIGNMENT'));

function certificate() {
  const procedure = catalogue.find(({ code }) => code === '2.000488');
  if (!procedure) throw new Error('no criminal record certificate in the catalogue');
  return procedure;
}

/** A draft whose papers the post is to collect, as its owner leaves it. */
async function bookDraft(id: string): Promise<void> {
  const procedure = certificate();
  const at = systemNow();
  const begun = newDraft(procedure, {
    id,
    owner: 'cd-hoa',
    channel: 'post',
    changedBy: actor,
    at,
  });
  const draft = { ...begun, form: KeptForm.parse(form) };
  const booking = bookingOf([{ paperId: 'application-form', originals: 1, copies: 0 }, copy]);
  const { file, writes } = collectionBooked(newFile(draft), booking, procedure, bookedBy(at));
  await commit([...thereAtOnce(putDossier(begun, file.dossier)), ...ofPost(writes)]);
}

/** A dossier of which a copy is asked for, which the post is to collect. */
async function bookSupplement(id: string, place: number): Promise<void> {
  const code = `H25.03-210901-${String(place).padStart(4, '0')}`;
  const change = { id, code, status: 'supplementRequested', supplements: 1, supplementUntil: '2021-10-20' };
  const dossier = aDossier(change);
  const item = { id: 'identity-copy', name: 'Bản sao CCCD', file: { acceptedTypes: [], maxBytes: 1 } };
  const round = aRound({ items: [item], deadline: '2021-10-20' });
  const before = aFile(dossier, { supplements: [round] });
  const { file, writes } = supplementBooked(before, bookingOf([copy]), certificate(), bookedBy(systemNow()));
  await commit([
    ...thereAtOnce(putDossier({ ...dossier, form: { ...dossier.form } }, file.dossier)),
    putSupplement(id, round, accessTo(dossier)),
    ...ofPost(writes),
  ]);
}

/** Every so manyth of what is collected is a supplement. */
const SUPPLEMENTS = 4;

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
    /** A supplement whose deadline waits for nothing, or does not wait while the post is to bring it or has. */
    readonly supplementsHeldOffInVain: number;
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
    this.#ids = Array.from({ length: count }, (_, place) => drawnId(this.#dice, `draft ${place}`));
    await allOf([...this.#ids.entries()], ([place, id]) =>
      place % SUPPLEMENTS === 0 ? bookSupplement(id, place) : bookDraft(id),
    );
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
      (await this.#fileOf(id)).consignment.status === 'HANDED_TO_AGENCY' ? [] : [id],
    );
    await takeOver(open.flat(), this.#tally);
    this.#tally.add(
      'papers that came',
      `by day ${day > 10 ? 'eleven and later' : 'ten'}`,
      open.flat().length,
    );
  }

  async #fileOf(
    dossierId: string,
  ): Promise<{ readonly dossier: Dossier; readonly consignment: Consignment }> {
    const file = await loadFileIfThere(dossierId);
    const [consignment] = file?.consignments ?? [];
    if (!file || !consignment) throw new Error(`${dossierId} has no consignment`);
    return { dossier: file.dossier, consignment };
  }

  async outcome(): Promise<CollectionsOutcome> {
    const { items: records } = await loadHandOvers('H25.03', { limit: 10_000 });
    const closed = records.filter(({ state, direction }) => state === 'closed' && direction === 'inbound');
    const booked = this.#world.postal.collections();
    const seen = await allOf(this.#ids, async (id) => {
      const { dossier, consignment } = await this.#fileOf(id);
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
        inVain:
          dossier.status !== 'draft' &&
          (dossier.supplementByPost ?? false) !== (isUnderWay(status) || isHanded),
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
        supplementsHeldOffInVain: count(({ inVain }) => inVain),
      },
    };
  }
}
