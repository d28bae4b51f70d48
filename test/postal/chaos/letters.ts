import type { ConsignmentReport } from '../../../shared/consignment/report.ts';
import type { ShipmentReport } from '../../../shared/shipment/report.ts';
import type { Tally } from '../../model/tally.ts';
import { type Dice, drawn } from './dice.ts';
import { allOf } from './side-by-side.ts';
import { callBack } from './world.ts';

type Report = ShipmentReport | ConsignmentReport;
type Letter = { readonly report: Report; readonly day: number };

/** What becomes of a report on its way to us: on which days it is sent, before it is sent again until it is taken. */
function lettersOf(report: Report, day: number, dice: Dice, tally: Tally): readonly Letter[] {
  const kind = drawn(dice(`letter ${report.eventId}`), [
    [60, 'sent'],
    [13, 'never sent'],
    [12, 'sent twice'],
    [15, 'sent late'],
  ] as const);
  tally.add('callbacks', kind);
  const letter = { report, day };
  if (kind === 'never sent') return [];
  if (kind === 'sent twice') return [letter, letter];
  return kind === 'sent late'
    ? [{ report, day: day + 1 + Math.floor(dice(`late ${report.eventId}`) * 5) }]
    : [letter];
}

/** The operator's reports on their way to us: late, twice, in any order, or never. */
export class Letters {
  readonly #dice: Dice;
  readonly #tally: Tally;
  #letters: Letter[] = [];

  constructor(dice: Dice, tally: Tally) {
    this.#dice = dice;
    this.#tally = tally;
  }

  /** Puts a report on its way. */
  post(report: Report, day: number): void {
    this.#letters.push(...lettersOf(report, day, this.#dice, this.#tally));
  }

  /** Sends what is to be sent by now, in any order; what is not taken goes out again another day. */
  async send(day: number): Promise<void> {
    const due = this.#letters.filter((letter) => letter.day <= day);
    this.#letters = this.#letters.filter((letter) => letter.day > day);
    const shuffled = due.toSorted((one, other) => this.#order(one) - this.#order(other));
    const refused = await allOf(shuffled, async (letter) => {
      await this.#mislead(letter);
      const status = await callBack(letter.report);
      if (status !== 200) this.#tally.add('callbacks', `answered ${status}, and sent again`);
      return status === 200 ? [] : [letter];
    });
    this.#letters.push(...refused.flat().map((letter) => ({ ...letter, day: day + 1 })));
  }

  #order({ report }: Letter): number {
    return this.#dice(`order of ${report.eventId}`);
  }

  /** What must change nothing: a wrong key, a report on nothing of ours, and one on another's item. */
  async #mislead({ report }: Letter): Promise<void> {
    const lies = [
      [1, 'signed wrongly', { ...report }, 401],
      [1, 'on an unknown order', { ...report, reference: 'H25.03-990101-0001-T1' }, 404],
      [1, "with another's item code", { ...report, itemCode: 'RR473124829VN' }, 404],
    ] as const;
    const lie = drawn(this.#dice(`lie ${report.eventId}`), [
      [90, undefined],
      ...lies.map((one) => [3 * one[0], one] as const),
    ]);
    if (!lie) return;
    const [, kind, body, expected] = lie;
    const eventId = `${report.eventId}-${expected}-${kind.length}`;
    const status = await callBack({ ...body, eventId }, expected === 401 ? 'khóa khác' : undefined);
    this.#tally.add('callbacks', status === expected ? `refused: ${kind}` : `${kind} answered ${status}`);
  }
}
