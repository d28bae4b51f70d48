import type { MoveStatus } from '../../../infra/partners/postal-orders.ts';
import type { FailureReason } from '../../../shared/shipment/report.ts';
import { type Dice, drawn } from './dice.ts';

/** What a clerk does with an item, so many days after what was done before. */
export type Deed = { readonly after: number; readonly status: MoveStatus; readonly reason?: FailureReason };

/** What becomes of an item, and what is to be found of it in the end. */
export type Fate = {
  readonly name: 'delivered' | 'sent back by law' | 'sent back early' | 'lost' | 'forgotten';
  readonly deeds: readonly Deed[];
};

const deed = (status: MoveStatus, after = 0): Deed => ({ after, status });
const failed = (after: number): readonly Deed[] => [
  deed('OUT_FOR_DELIVERY', after),
  { after: 0, status: 'DELIVERY_FAILED', reason: 'receiverAbsent' },
];
const fetched = [deed('PICKED_UP', 1), deed('IN_TRANSIT')];
const back = [deed('RETURNING', 1), deed('RETURNED_TO_AGENCY', 1)];

// Four days later are two working days later, whatever the weekday, in weeks without a holiday.
const fates = [
  [40, { name: 'delivered', deeds: [...fetched, deed('OUT_FOR_DELIVERY', 1), deed('DELIVERED')] }],
  [5, { name: 'delivered', deeds: [deed('DELIVERED', 1)] }],
  [
    20,
    {
      name: 'delivered',
      deeds: [...fetched, ...failed(1), ...failed(4), deed('OUT_FOR_DELIVERY', 4), deed('DELIVERED')],
    },
  ],
  [12, { name: 'sent back by law', deeds: [...fetched, ...failed(1), ...failed(4), ...failed(4), ...back] }],
  [4, { name: 'sent back early', deeds: [...fetched, ...failed(1), ...back] }],
  [4, { name: 'sent back early', deeds: [...fetched, ...failed(1), ...failed(1), ...failed(1), ...back] }],
  [5, { name: 'lost', deeds: [...fetched, deed('LOST', 2)] }],
  [5, { name: 'forgotten', deeds: [] }],
  [5, { name: 'forgotten', deeds: [...fetched, ...failed(1)] }],
] as const satisfies readonly (readonly [number, Fate])[];

/** What becomes of the item under a reference. */
export const fateOf = (dice: Dice, reference: string): Fate =>
  drawn<Fate>(dice(`fate of ${reference}`), fates);
