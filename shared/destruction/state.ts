import type { Text } from '../text.ts';

/** How far a list of what is to be destroyed is. */
export const destructionStates = {
  drawn: { vi: 'Chờ phê duyệt', en: 'Waiting for approval' },
  approved: { vi: 'Đã phê duyệt, chờ hủy', en: 'Approved, to be destroyed' },
  destroyed: { vi: 'Đã hủy', en: 'Destroyed' },
  discarded: { vi: 'Không phê duyệt', en: 'Not approved' },
} as const satisfies Record<string, Text>;

export type DestructionState = keyof typeof destructionStates;
export const destructionStateNames = Object.keys(destructionStates) as readonly DestructionState[];

type Deed = { readonly from: DestructionState; readonly to: DestructionState };

/** What the head of the agency does with a list: it changes until it is approved, and never afterwards. */
export const destructionDeeds = {
  strike: { from: 'drawn', to: 'drawn' },
  approve: { from: 'drawn', to: 'approved' },
  discard: { from: 'drawn', to: 'discarded' },
} as const satisfies Record<string, Deed>;

export type DestructionDeed = keyof typeof destructionDeeds;
export const destructionDeedNames = Object.keys(destructionDeeds) as readonly DestructionDeed[];

/** What may be done in a state. */
export const destructionDeedsIn = (state: DestructionState): readonly DestructionDeed[] =>
  destructionDeedNames.filter((name) => destructionDeeds[name].from === state);

/** Whether nothing becomes of a list any more: then the next one of its year may be drawn. */
export const isEnded = (state: DestructionState): boolean => state === 'destroyed' || state === 'discarded';
