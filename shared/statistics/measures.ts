import type { Channel } from '../dossier/channel.ts';

/**
 * What is counted, each with the letter by which items of tallies call it: DynamoDB charges for names too. Flows are counted
 * on the day on which they happen. Stocks rise on the day on which a dossier joins them and fall on the day on which it
 * leaves, so that the sum up to a day is what stands in them at its end.
 */
export const measures = {
  /** Received, which starts the clock (NĐ 61/2018 Điều 17). */
  received: 'r',
  /** Not received: form 03 before reception. */
  refused: 'n',
  /** Resolved before, on and after the due day. */
  early: 'e',
  onTime: 't',
  overdue: 'v',
  /** Minutes from reception to result, without those in which the applicant was waited for (QĐ 766, 2.2). */
  minutes: 'm',
  /** Ended without a result after reception: stopped, withdrawn, not supplemented. */
  handedBack: 'b',
  /** The result is with the applicant. */
  returned: 'x',
  /** Papers that came by the public post, results that went by it, and dossiers of which both is true (QĐ 45/2016 Điều 5). */
  postIn: 'i',
  postOut: 'o',
  postBoth: 'w',
  /** Đồng that were asked for, less what was asked for wrongly. */
  charged: 'A',
  /** Đồng that were paid, by the way to pay. */
  cash: 'C',
  transfer: 'B',
  paidOnline: 'O',
  collected: 'D',
  /** Payments, and of them those through a provider. */
  payments: 'p',
  paymentsOnline: 'q',
  /** Đồng that went back: they settled nothing, or were not owed. */
  returnedVnd: 'R',
  /** Dossiers that are charged with nothing by who files them. */
  exempt: 'z',
  /** Ratings, by their grade. */
  verySatisfied: 'V',
  satisfied: 'S',
  unsatisfied: 'U',
  /** Stock: received and not ended. */
  inProgress: 'P',
  /** Stock: of those, past the due day. */
  late: 'L',
  /** Stock: of those, waiting for papers or a payment of the applicant. */
  waiting: 'W',
} as const satisfies Record<string, string>;

export type Measure = keyof typeof measures;

const channelLetters = { desk: 'd', online: 'o', post: 'p' } as const satisfies Record<Channel, string>;

/** The name of a count in an item of tallies: `or` is what was received online. */
export const countName = (channel: Channel, measure: Measure): string =>
  `${channelLetters[channel]}${measures[measure]}`;
