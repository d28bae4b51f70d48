import { writeSync } from 'node:fs';
import { vi } from 'vitest';
import { handler as changeDelivery } from '../../../functions/postal/change-delivery.ts';
import { handler as orderDelivery } from '../../../functions/postal/order-delivery.ts';
import { importItemCodes } from '../../../infra/ops/import-item-codes.ts';
import { systemNow } from '../../../shared/clock.ts';
import { accessTo } from '../../../shared/dossier/access.ts';
import type { Filed } from '../../../shared/dossier/dossier.ts';
import type { CloudEvent } from '../../../shared/dossier/events.ts';
import { loadFiledFile } from '../../../shared/dossier/store.ts';
import { randomId as newId } from '../../../shared/ids.ts';
import { api } from '../../../shared/operations.ts';
import { reconcileProviders } from '../../../shared/paying/reconciling.ts';
import { Payment, putPayment } from '../../../shared/payment/payment.ts';
import { pursueDue } from '../../../shared/postal/retry.ts';
import type { Shipment } from '../../../shared/shipment/shipment.ts';
import { Tally } from '../../model/tally.ts';
import { call, lambdaContext } from '../../support/call.ts';
import { keptForm, keptPostDelivery } from '../../support/dossiers.ts';
import { anEvent } from '../../support/events.ts';
import { hoa } from '../../support/filing.ts';
import { batchOf, keptDossier, keptShipment, putAll } from '../../support/kept-dossier.ts';
import { type Fate, fateOf } from './clerk.ts';
import { Collections, type CollectionsOutcome } from './collections.ts';
import { handOut } from './desk.ts';
import { type Dice, diceOf, drawn, drawnId } from './dice.ts';
import { Letters } from './letters.ts';
import { liveMessagesChaos, type MessagesOutcome } from './messages.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { allOf } from './side-by-side.ts';
import { beginChaos, type World } from './world.ts';

const DAY = 86_400_000;
/** Friday 8 October 2021: no holiday comes until the new year. */
const START = Date.parse('2021-10-08T10:00:00+07:00');
/** So many messages are told of each, on average. */
const MESSAGES_OF_AN_ORDER = 2;
/** The longest way back takes a fortnight, and what is silent then is noticed. */
const DAYS = 30;
/** After so many days nothing new goes wrong: what did is to be made up for. */
const DAYS_OF_FAULTS = 20;

/** An address of which nobody could find the door, now and then. */
const addressFor = (dice: Dice, code: string) =>
  dice(`address of ${code}`) < 0.06 ? { ...keptPostDelivery.address.address, line: undefined } : undefined;

/** The operator allots codes for half of the orders, and for the others when the pool has long been spent. */
const DAY_OF_MORE_CODES = 3;
const FIRST_SERIAL = 20_211_010;
const allot = (world: World, orders: number, part: 0 | 1): Promise<boolean> => {
  const half = Math.ceil(orders / 2);
  const first = FIRST_SERIAL + part * half;
  return importItemCodes(world.target, { service: 'EB', first, last: first + half - 1 });
};

/** What the post is to collect with a result, of every third. */
const FEE = 200_000;
const collectedWith = (dice: Dice, code: string) =>
  dice(`fee of ${code}`) < 0.33 ? { payment: 1, amountVnd: FEE } : undefined;

const feeOf = (collects: Shipment['collects']) =>
  collects &&
  Payment.parse({
    v: 1,
    number: collects.payment,
    amountVnd: collects.amountVnd,
    deadline: '2021-10-20',
    requestedAt: '2021-10-06T03:00:00.000Z',
    requestedBy: { kind: 'system', worker: 'chaos' },
    state: 'toBeCollected',
  });

/** Some gave no e-mail address. */
function applicantOf(dice: Dice, code: string) {
  const { email, ...others } = keptForm.applicant;
  return dice(`mailbox of ${code}`) < 0.25 ? others : { ...others, email };
}

/** Results that are to go out by post, each with its intention on record. */
const results = (target: World['target'], orders: number, dice: Dice): Promise<Filed[]> =>
  allOf(
    Array.from({ length: orders }, (_, place) => place),
    async (place) => {
      const day = 8 + Math.floor(place / 9000);
      const code = `H25.03-2110${String(day).padStart(2, '0')}-${String((place % 9000) + 1).padStart(4, '0')}`;
      const address = addressFor(dice, code) ?? keptPostDelivery.address.address;
      const delivery = { ...keptPostDelivery, address: { ...keptPostDelivery.address, address } };
      const collects = collectedWith(dice, code);
      const dossier = await keptDossier(target, {
        id: drawnId(dice, code),
        code,
        status: 'done',
        version: 7,
        lastEvent: 5,
        shipments: 1,
        form: { ...keptForm, applicant: applicantOf(dice, code), delivery },
        ...(collects && { payments: 1, collection: 'byPost' }),
      });
      await keptShipment(target, dossier, { collects });
      const fee = feeOf(collects);
      if (fee) await putAll(target, [putPayment(dossier.id, fee, accessTo(dossier))]);
      return dossier;
    },
  );

const doneEvent = ({ id, code }: Filed): CloudEvent =>
  anEvent('dossier.done', { dossierId: id, dossierCode: code, delivery: 'post' }, `done-${code}`);

/** The queue brings its events in batches, some twice, and what a consumer did not finish again, four times more. */
async function bringEvents(dossiers: readonly Filed[], dice: Dice, tally: Tally): Promise<void> {
  let left = dossiers.flatMap((dossier) => {
    const event = doneEvent(dossier);
    return dice(`event of ${dossier.code}`) < 0.1 ? [event, event] : [event];
  });
  for (let receipt = 1; receipt <= 5 && left.length > 0; receipt++) {
    const again: CloudEvent[] = [];
    for (let start = 0; start < left.length; start += 10) {
      const batch = left.slice(start, start + 10);
      const { batchItemFailures } = await orderDelivery(batchOf(...batch), lambdaContext);
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      again.push(...batch.filter((_, place) => failed.has(`message-${place + 1}`)));
      vi.setSystemTime(Date.now() + 11_000);
    }
    for (const _ of again) tally.add('events', 'brought again');
    left = again;
  }
}

/** The clock strikes until nothing is left that is due, or the operator is asked too often: then the next day. */
async function strike(): Promise<void> {
  for (let busy = true; busy; ) {
    vi.setSystemTime(Date.now() + 300_000);
    const sources = { now: systemNow, newId, wait: async () => {} };
    const { told, failed } = await pursueDue('retry-deliveries', sources);
    busy = told + failed > 0;
  }
}

/** How the post pays what it collected, by the batches that it has today. */
const remittance = (day: number, dice: Dice) =>
  day > DAYS_OF_FAULTS
    ? 'whole'
    : drawn(dice(`batch of ${day}`), [
        [60, 'whole'],
        [20, 'absent'],
        [7, 'lacking'],
        [7, 'short'],
        [6, 'doubled'],
      ] as const);

/** The post's batches are held to what it collected; who is killed meanwhile does so an hour later. */
async function reconcile(tally: Tally): Promise<void> {
  const sources = { now: systemNow, newId };
  const { days, unexplained, late } = await reconcileProviders('reconcile-payments', sources);
  tally.add('batches of the post', 'compared', days);
  tally.add('batches of the post', 'differences that ring', unexplained);
  tally.add('batches of the post', 'late, and those of others', late);
}

/** Half of those whose address could not be worked by give another, once the desk has called them. */
async function mendAddresses(dossiers: readonly Filed[], dice: Dice, tally: Tally): Promise<void> {
  const { receiverName, phone } = keptPostDelivery.address;
  const address = { receiverName, phone, address: { unitCode: '13630', street: 'Xóm 5' } };
  for (const { id, code, form } of dossiers) {
    const isBad = form.delivery.channel === 'post' && form.delivery.address.address.line === undefined;
    if (!isBad || dice(`mended ${code}`) < 0.5) continue;
    const { dossier } = await loadFiledFile(id);
    const { status } = await call(api.changeDelivery, changeDelivery, {
      claims: hoa,
      params: { dossierId: id },
      key: newId(),
      etag: `"${dossier.version}"`,
      body: { wish: 'redirect', address },
    });
    tally.add('addresses mended', status);
  }
}

/** What happens on a day happens while it lasts, however many items there are: some of them move several times. */
const WORKING_MS = 8 * 3_600_000;
const MOVES_A_DAY = 5;

/** The operator at work: each item by its fate, each report by its own. */
class Operator {
  readonly #world: World;
  readonly #dice: Dice;
  readonly #at = new Map<string, { readonly fate: Fate; next: number; day: number }>();
  readonly #letters: Letters;
  /** Between one move and the next. */
  readonly #pause: number;

  /** @param items how many there are */
  constructor(world: World, dice: Dice, letters: Letters, items: number) {
    this.#world = world;
    this.#dice = dice;
    this.#letters = letters;
    this.#pause = Math.min(60_000, Math.floor(WORKING_MS / (MOVES_A_DAY * items)));
  }

  /** Results that wait for the postman by now: half of those that he will fetch go out by a record. */
  toBeFetched(dossiers: readonly Filed[], day: number): readonly string[] {
    const ordered = new Set(this.#world.postal.orders().map(({ reference }) => reference));
    return dossiers.flatMap(({ id, code }) => {
      const reference = `${code}-T1`;
      if (!ordered.has(reference) || this.#dice(`record of ${reference}`) < 0.5) return [];
      return this.#begun(reference, day).fate.deeds[0]?.status === 'PICKED_UP' ? [id] : [];
    });
  }

  /** What is to become of an item that it has from this day on. */
  #begun(reference: string, day: number) {
    const begun = this.#at.get(reference) ?? { fate: fateOf(this.#dice, reference), next: 0, day };
    this.#at.set(reference, begun);
    return begun;
  }

  /** What became of an item. */
  fateOf(reference: string): Fate | undefined {
    return this.#at.get(reference)?.fate;
  }

  async work(day: number): Promise<void> {
    for (const { reference } of this.#world.postal.orders()) {
      const begun = this.#begun(reference, day);
      let deed = begun.fate.deeds[begun.next];
      while (deed && begun.day + deed.after <= day) {
        const { status, after, reason } = deed;
        const { report } = await this.#world.postal.move(reference, status, {
          forgotten: true,
          ...(reason && { reason }),
          ...(this.#dice(`sum of ${reference}`) < 0.08 && { collectedVnd: FEE - 50_000 }),
        });
        this.#letters.post(report, day);
        vi.setSystemTime(Date.now() + this.#pause);
        begun.day += after;
        begun.next += 1;
        deed = begun.fate.deeds[begun.next];
      }
    }
  }
}

/** A bar for who waits before a terminal, past what a test run captures. */
const showProgress = (day: number): void => {
  if (!process.env.CHAOS) return;
  const done = Math.round((day / DAYS) * 40);
  writeSync(
    2,
    `\r[${'#'.repeat(done)}${'.'.repeat(40 - done)}] day ${day} of ${DAYS}${day === DAYS ? '\n' : ''}`,
  );
};

/**
 * Sends so many results through all that may go wrong, and looks what came of them.
 * @param seed draws the same for every order, whoever is sooner
 */
export async function livePostalChaos(
  orders: number,
  seed: string,
): Promise<{
  readonly tally: Tally;
  readonly outcome: Outcome;
  readonly collected: CollectionsOutcome;
  readonly messages: MessagesOutcome;
}> {
  const tally = new Tally();
  const dice = diceOf(seed);
  const world = await beginChaos(dice, tally);
  try {
    vi.setSystemTime(START);
    const papers = Math.ceil(orders / 4);
    await allot(world, orders + papers, 0);
    const dossiers = await results(world.target, orders, dice);
    const letters = new Letters(dice, tally);
    const operator = new Operator(world, dice, letters, orders);
    const collections = new Collections(world, dice, tally, letters);
    await collections.book(papers);
    world.faults(true);
    await bringEvents(dossiers, dice, tally);
    for (let day = 1; day <= DAYS; day++) {
      vi.setSystemTime(START + day * DAY);
      world.faults(day <= DAYS_OF_FAULTS);
      if (day === 1) await handOut(operator.toBeFetched(dossiers, day), tally);
      await operator.work(day);
      await collections.work(day);
      await letters.send(day);
      await strike();
      await collections.takeOver(day);
      world.postal.remit(remittance(day, dice));
      await reconcile(tally);
      if (day === DAY_OF_MORE_CODES) {
        await allot(world, orders + papers, 1);
        await bringEvents(dossiers, dice, tally);
      }
      if (day === 4) await mendAddresses(dossiers, dice, tally);
      showProgress(day);
    }
    world.faults(false);
    const collected = await collections.outcome();
    const outcome = await outcomeOf(
      dossiers,
      { postal: world.postal, fateOf: (one) => operator.fateOf(one), itemCodes: collected.itemCodes },
      allOf,
    );
    const messages = await liveMessagesChaos(dossiers, MESSAGES_OF_AN_ORDER * orders, {
      dice,
      tally,
      faults: world.faults,
    });
    return { tally, outcome, collected, messages };
  } finally {
    await world.stop();
  }
}
