import type { Text } from '../text.ts';

/** How far a hand-over record is. */
export const handOverStates = {
  open: { vi: 'Đang lập', en: 'Being drawn up' },
  signed: { vi: 'Bộ phận Một cửa đã ký', en: 'Signed by the desk' },
  closed: { vi: 'Hai bên đã ký', en: 'Signed by both' },
  discarded: { vi: 'Đã hủy', en: 'Discarded' },
} as const satisfies Record<string, Text>;

export type HandOverState = keyof typeof handOverStates;
export const handOverStateNames = Object.keys(handOverStates) as readonly HandOverState[];

type Deed = { readonly from: readonly HandOverState[]; readonly to: HandOverState };

/** What may be done with a record: it changes until the desk has signed it, and never once both have. */
export const handOverDeeds = {
  add: { from: ['open'], to: 'open' },
  remove: { from: ['open'], to: 'open' },
  count: { from: ['open'], to: 'open' },
  sign: { from: ['open'], to: 'signed' },
  countersign: { from: ['signed'], to: 'closed' },
  discard: { from: ['open', 'signed'], to: 'discarded' },
} as const satisfies Record<string, Deed>;

export type HandOverDeed = keyof typeof handOverDeeds;
export const handOverDeedNames = Object.keys(handOverDeeds) as readonly HandOverDeed[];

/** What may be done in a state: papers that come in are counted, results that go out are not. */
export const deedsIn = (state: HandOverState, direction: 'outbound' | 'inbound'): readonly HandOverDeed[] =>
  handOverDeedNames.filter(
    (name) =>
      handOverDeeds[name].from.some((from) => from === state) &&
      (direction === 'inbound' || name !== 'count'),
  );
