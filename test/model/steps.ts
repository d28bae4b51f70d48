import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { checkDossier, checkSums, numbersIn } from './checks.ts';
import { type ClockName, clocks, delivered, recounted } from './clocks.ts';
import { afterDeed } from './consequences.ts';
import { addDays, type Book, dayOf, instant, type Known, works } from './known.ts';
import { everybody, type Person, seatOf } from './people.ts';
import { type Answer, answerTo, type Deed, type DeedName, deedNames } from './rules.ts';
import { pick, sayingOf } from './sayings.ts';
import type { Tally } from './tally.ts';
import type { Answered, Seen, World } from './world.ts';

/** The world beside the book: what was last seen of each dossier, and the numbers of the events that travelled. */
export type Lived = {
  readonly world: World;
  readonly seen: Map<string, Seen>;
  readonly travelled: Map<string, number[]>;
  readonly tally: Tally;
  /** What was done so far, a line for each step. */
  readonly story: string[];
};

/** How an answer is heard. */
const heardAs = ({ status }: Answered): Answer | number =>
  status === 200 || status === 201 ? 'done' : status;

/**
 * Enters what has become of the dossiers, and holds the table to it: of those to which nothing has happened nothing was
 * written at all.
 */
async function settle(book: Book, lived: Lived, after: readonly Known[]): Promise<void> {
  const { world, seen, travelled } = lived;
  const heard = world.heard();
  for (const [place, now] of after.entries()) {
    const puts = heard.filter(({ PK }) => PK === `DOSSIER#${now.id}`);
    const before = book.dossiers[place];
    if (before === now) {
      expect(puts).toEqual([]);
      continue;
    }
    book.dossiers[place] = now;
    if (now.code && !before?.code) {
      const [day = ''] = now.code.match(/^.*(?=-)/) ?? [];
      book.numbers.set(day, (book.numbers.get(day) ?? 0) + 1);
    }
    const numbers = [
      ...(travelled.get(now.id) ?? []),
      ...numbersIn(puts.flatMap(({ outbox }) => outbox ?? [])),
    ];
    travelled.set(now.id, numbers);
    const found = await world.see(now);
    seen.set(now.id, found);
    checkDossier(now, found, numbers);
  }
  checkSums(book.dossiers, [...seen.values()]);
}

const replaced = (book: Book, place: number, dossier: Known): readonly Known[] =>
  book.dossiers.map((one, index) => (index === place ? dossier : one));

/** What the book lets be done to a dossier now, each deed with one who may do it. */
function fitting(book: Book, dossier: Known, number: number): readonly Deed[] {
  return deedNames.flatMap((name) => {
    const said = sayingOf(name, dossier, book, number);
    const deeds = everybody
      .map((who): Deed => ({ name, who, said, version: dossier.version }))
      .filter((deed) => answerTo(dossier, deed, book) === 'done');
    return deeds.length > 0 ? [pick(deeds, number)] : [];
  });
}

/** What is proposed decides whether it is finished or stopped, which is not known before it is said. */
const isDecided =
  ({ proposal }: Known) =>
  (name: string): boolean =>
    !proposal || (name !== 'finish' && name !== 'stop');

/** Results that are signed are no part of this world. */
const isKnown = (name: string): boolean => deedNames.some((deed) => deed === name);

/** What an answer is to offer somebody: all that could be done next, if it is said rightly. */
const offered = (book: Book, dossier: Known, who: Person): readonly string[] =>
  deedNames
    .filter((name) => {
      const said = sayingOf(name, dossier, book, 0);
      const answer = answerTo(dossier, { name, who, said, version: dossier.version }, book);
      return answer === 'done' || answer === 400;
    })
    .filter(isDecided(dossier))
    .sort();

/** What would end most lives before they have begun. */
const seldom: readonly DeedName[] = ['refuse', 'stop', 'requestWithdrawal', 'confirmWithdrawal'];

/** What a step is, beside when it is taken. */
const kinds = ['fitting', 'anything', 'stale', 'race', 'delivery', 'dayOff'] as const;
type StepKind = (typeof kinds)[number] | ClockName;

type Drawn = {
  readonly minutes: number;
  readonly kind: StepKind;
  /** Which dossier, which deed, and what else there is to choose. */
  readonly dossier: number;
  readonly choice: number;
  readonly number: number;
};

const tell = ({ now }: Book, { story }: Lived, what: string): void => {
  story.push(`${instant(now)} ${what}`);
};

class Step implements fc.AsyncCommand<Book, Lived> {
  readonly #drawn: Drawn;

  constructor(drawn: Drawn) {
    this.#drawn = drawn;
  }

  check(): boolean {
    return true;
  }

  async run(book: Book, lived: Lived): Promise<void> {
    book.now += this.#drawn.minutes * 60_000;
    vi.setSystemTime(book.now);
    const { kind } = this.#drawn;
    if (kind in clocks) return this.#strike(kind as ClockName, book, lived);
    if (kind === 'race') return this.#race(book, lived);
    if (kind === 'delivery') return this.#deliver(book, lived);
    if (kind === 'dayOff') return this.#takeOff(book, lived);
    return this.#act(book, lived);
  }

  toString(): string {
    return this.#drawn.kind;
  }

  /** A deed that fits, that may not, or that fits what was read before. */
  #deed(book: Book, dossier: Known): Deed {
    const { kind, choice, number } = this.#drawn;
    const fits = kind === 'anything' ? [] : fitting(book, dossier, number);
    if (fits.length === 0) {
      const name: DeedName = pick(deedNames, Math.floor(choice / 2));
      const said = sayingOf(name, dossier, book, number);
      // Every other time by somebody who has to do with it: what only just may not be done.
      const seated = everybody.filter((who) => seatOf(dossier, who));
      const who = pick(choice % 2 > 0 && seated.length > 0 ? seated : everybody, number);
      return { name, who, said, version: dossier.version };
    }
    const lasting = fits.filter(({ name }) => !seldom.includes(name));
    const deed = pick(choice % 4 > 0 && lasting.length > 0 ? lasting : fits, Math.floor(choice / 4));
    return kind === 'stale' && deed.version > 1 ? { ...deed, version: deed.version - 1 } : deed;
  }

  async #act(book: Book, lived: Lived): Promise<void> {
    const place = this.#drawn.dossier % book.dossiers.length;
    const dossier = pick(book.dossiers, place);
    const deed = this.#deed(book, dossier);
    const expected = answerTo(dossier, deed, book);
    tell(
      book,
      lived,
      `${deed.who}: ${deed.name} ${JSON.stringify(deed.said)} on ${place}, is to be ${expected}`,
    );
    const answer = await lived.world.say(dossier, deed);
    expect(heardAs(answer)).toBe(expected);
    lived.tally.add(deed.name, expected);
    const after = expected === 'done' ? afterDeed(dossier, deed, book) : dossier;
    if (answer.allowedActions)
      expect(answer.allowedActions.filter(isKnown).filter(isDecided(after)).sort()).toEqual(
        offered(book, after, deed.who),
      );
    await settle(book, lived, replaced(book, place, after));
  }

  /** Two act at once on what both have read: what they hear is as if one had been first. */
  async #race(book: Book, lived: Lived): Promise<void> {
    const { dossier: which, choice, number } = this.#drawn;
    const place = which % book.dossiers.length;
    const dossier = pick(book.dossiers, place);
    const fits = fitting(book, dossier, number);
    if (fits.length === 0) return this.#act(book, lived);
    const [one, other] = [pick(fits, choice), pick(fits, number)];
    tell(book, lived, `at once: ${one.who}: ${one.name}, ${other.who}: ${other.name} on ${place}`);
    const [said, saidToo] = await Promise.all([
      lived.world.say(dossier, one),
      lived.world.say(dossier, other),
    ]);
    const inOrder = (first: Deed, second: Deed) => {
      const answer = answerTo(dossier, first, book);
      const between = answer === 'done' ? afterDeed(dossier, first, book) : dossier;
      const answerToo = answerTo(between, second, book);
      return {
        answers: [answer, answerToo],
        after: answerToo === 'done' ? afterDeed(between, second, book) : between,
      };
    };
    const [forwards, backwards] = [inOrder(one, other), inOrder(other, one)];
    const heard = [heardAs(said), heardAs(saidToo)];
    const happened = [forwards, { ...backwards, answers: backwards.answers.toReversed() }].find(
      ({ answers }) => answers.every((answer, index) => answer === heard[index]),
    );
    if (!happened) throw new Error(`no order explains ${heard.join(' and ')}`);
    lived.tally.add('two at once', [...heard].sort().join(' and '));
    await settle(book, lived, replaced(book, place, happened.after));
  }

  async #strike(name: ClockName, book: Book, lived: Lived): Promise<void> {
    tell(book, lived, name);
    const after = book.dossiers.map((dossier) => clocks[name](dossier, book));
    await lived.world.strike(name);
    const moved = after.filter((dossier, place) => dossier !== book.dossiers[place]).length;
    lived.tally.add(name, moved > 0 ? 'struck' : 'nothing to do');
    await settle(book, lived, after);
  }

  async #deliver(book: Book, lived: Lived): Promise<void> {
    const place = book.dossiers.findIndex(({ shipment }) => shipment?.isKnown && shipment.state !== 'over');
    const dossier = book.dossiers[place];
    if (!dossier) return this.#act(book, lived);
    tell(book, lived, `the post has delivered ${place}`);
    expect(await lived.world.deliver(dossier)).toBe(200);
    lived.tally.add('delivery', 'done');
    await settle(book, lived, replaced(book, place, delivered(dossier)));
  }

  /** One of the next working days is taken off, but no Saturday that is worked for another day. */
  async #takeOff(book: Book, lived: Lived): Promise<void> {
    let day = addDays(dayOf(book.now), 1 + (this.#drawn.number % 20));
    const { off, worked } = book.daysOff;
    while (!works(book.daysOff, day) || worked.has(day)) day = addDays(day, 1);
    tell(book, lived, `${day} is taken off`);
    await lived.world.takeOff(day);
    // To the minute, in which steps are counted.
    book.now = Math.ceil(Date.now() / 60_000) * 60_000;
    book.daysOff = { off: new Set([...off, day]), worked };
    const after = book.dossiers.map((dossier) => recounted(dossier, book));
    const moved = after.filter((dossier, place) => dossier !== book.dossiers[place]).length;
    lived.tally.add('day off', moved > 0 ? 'moved what is due' : 'moved nothing');
    await settle(book, lived, after);
  }
}

/** Between two steps: within the hour, the day, the week or the month. */
const gaps = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 90 }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 24 * 60 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 5 * 24 * 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 * 24 * 60 }) },
);

const weights: Readonly<Record<StepKind, number>> = {
  fitting: 26,
  anything: 6,
  stale: 2,
  race: 4,
  watchDueDays: 2,
  followSupplements: 1,
  endSilentConsultations: 1,
  endUnpaid: 1,
  retryDeliveries: 2,
  delivery: 1,
  dayOff: 1,
};

const numbers = fc.nat(9_999);

/** Anything that may come next. */
export const steps: fc.Arbitrary<fc.AsyncCommand<Book, Lived>> = fc
  .record({
    minutes: gaps,
    kind: fc.oneof(
      ...(Object.keys(weights) as StepKind[]).map((kind) => ({
        weight: weights[kind],
        arbitrary: fc.constant(kind),
      })),
    ),
    dossier: numbers,
    choice: numbers,
    number: numbers,
  })
  .map((drawn) => new Step(drawn));
