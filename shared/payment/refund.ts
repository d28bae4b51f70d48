import * as z from 'zod';
import { Actor } from '../actor.ts';
import { toInstant } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import type { Text } from '../text.ts';
import type { Attempt } from './attempt.ts';
import type { Movement } from './movement.ts';

/** Why money goes back. */
export const refundReasons = {
  'paid-twice': { vi: 'Khoản phí đã được thanh toán trước đó', en: 'The charge had been paid before' },
  'came-late': {
    vi: 'Tiền đến khi hồ sơ không còn chờ thanh toán',
    en: 'It came when the dossier waited for no payment any more',
  },
  'other-sum': { vi: 'Số tiền khác với số phải nộp', en: 'It was another sum than was asked for' },
  'charge-changed': {
    vi: 'Mức phí, lệ phí đã thay đổi theo tờ khai',
    en: 'The form was changed, and the charge with it',
  },
  'not-submitted': {
    vi: 'Hồ sơ không được nộp trong thời hạn',
    en: 'The dossier was not submitted in time',
  },
} as const satisfies Record<string, Text>;
export const RefundReason = z.enum(Object.keys(refundReasons) as readonly RefundReason[]);
export type RefundReason = keyof typeof refundReasons;

/** Why, by its code in an event of any version. */
export const whyReturned = (code = ''): Text | undefined => {
  const { data } = RefundReason.safeParse(code);
  return data && refundReasons[data];
};

const stateNames = ['owed', 'ordered', 'refused', 'returned'] as const;
export type RefundState = (typeof stateNames)[number];

/** By which document the desk has returned what no provider does, and whether in cash out of the officer's own drawer. */
export const ReturnedByHand = z.strictObject({
  document: z.string().trim().min(3).max(100),
  fromDrawer: z.literal(true).optional(),
});
export type ReturnedByHand = z.infer<typeof ReturnedByHand>;

/** Money that came though nothing waited for it, until the payer has it back. */
export const Refund = z.object({
  v: z.literal(1),
  /** The number of the attempt that brought it. */
  attempt: z.int().min(1),
  provider: z.string(),
  /** The attempt's. */
  reference: z.string(),
  /** In đồng: all that came. */
  amountVnd: z.int().positive(),
  reason: RefundReason,
  state: z.enum(stateNames),
  owedAt: StoredInstant,
  orderedAt: StoredInstant.optional(),
  endedAt: StoredInstant.optional(),
  /** Who returned it by hand, and by which document. */
  returnedBy: Actor.optional(),
  document: z.string().optional(),
  /** How often the provider was asked. */
  tries: z.int().min(0),
  /** When it is asked next. */
  lookAt: StoredInstant.optional(),
  /** Of the money of a draft, which has neither events nor a desk: of which state its payer was told last. */
  ofDraft: z.object({ told: z.enum(stateNames).optional() }).optional(),
});
export type Refund = z.infer<typeof Refund>;

/** What a provider says of a refund: that it knows of none, has taken the order, gave the money back, or will not. */
export type RefundWord = 'none' | 'ordered' | 'refused' | 'returned';

/** As of attempts: from each state, by what is said, to which; nothing leads back. */
const table: Readonly<Record<RefundState, Readonly<Record<RefundWord, RefundState>>>> = {
  owed: { none: 'owed', ordered: 'ordered', refused: 'refused', returned: 'returned' },
  ordered: { none: 'ordered', ordered: 'ordered', refused: 'refused', returned: 'returned' },
  refused: { none: 'refused', ordered: 'refused', refused: 'refused', returned: 'returned' },
  returned: { none: 'returned', ordered: 'returned', refused: 'returned', returned: 'returned' },
};

/** Minutes from one question to the next: a refund takes banks days (VNPAY: up to fifteen working days). */
const LADDER_MINUTES = [15, 60, 240, 720];
const EVERY_DAY = 1440;
const IN_DOUBT_MS = 24 * 3_600_000;

/** A refund of what an attempt brought: on record with it, before the provider is asked. */
export const owedRefund = (
  { number, provider, reference }: Attempt,
  { amountVnd, reason, at }: { readonly amountVnd: number; readonly reason: RefundReason; readonly at: Date },
  isOfDraft = false,
): Refund => ({
  v: 1,
  attempt: number,
  provider,
  reference,
  amountVnd,
  reason,
  state: 'owed',
  owedAt: toInstant(at),
  tries: 0,
  lookAt: toInstant(at),
  ...(isOfDraft && { ofDraft: {} }),
});

/** Whether its provider is still to give it back, as far as we know. */
export const isStillOwed = ({ state }: Pick<Refund, 'state'>): boolean =>
  state === 'owed' || state === 'ordered';

/** Whether the payer of a draft is still to be told of the state of a refund: not that it is ordered, which changes nothing. */
export const isUntold = ({ ofDraft, state }: Refund): boolean =>
  ofDraft !== undefined && state !== 'ordered' && ofDraft.told !== state;

/** A refund of whose state its payer has been told. */
export const toldRefund = (refund: Refund): Refund => ({ ...refund, ofDraft: { told: refund.state } });

/**
 * A refund of which the provider is about to be asked: on record before the question, so that no two ask at once, and
 * whoever comes after a question without an answer asks first what came of it.
 */
export const askedAgain = (refund: Refund, at: Date): Refund => ({
  ...refund,
  tries: refund.tries + 1,
  lookAt: toInstant(new Date(at.getTime() + (LADDER_MINUTES[refund.tries] ?? EVERY_DAY) * 60_000)),
});

/** A refund after a word of its provider. Pure. */
export function afterWord(refund: Refund, word: RefundWord, at: Date): Refund {
  const state = table[refund.state][word];
  const now = toInstant(at);
  const { lookAt, ...rest } = refund;
  const after: Refund = {
    ...rest,
    state,
    ...(state === 'ordered' && { orderedAt: refund.orderedAt ?? now }),
    ...(!isStillOwed({ state }) && { endedAt: refund.endedAt ?? now }),
  };
  // What its payer is to be told is told by whoever looks next: at once, and again as often as that fails.
  const next = isUntold(after) && state !== refund.state ? now : lookAt;
  return (isStillOwed(after) || isUntold(after)) && next ? { ...after, lookAt: next } : after;
}

/** A refund that no provider returned, and the desk did. Pure. */
export const returnedByHand = (
  refund: Refund,
  { document, at, by }: ReturnedByHand & { readonly at: Date; readonly by: Actor },
): Refund => ({
  ...refund,
  state: 'returned',
  endedAt: toInstant(at),
  returnedBy: by,
  document,
  ...(refund.ofDraft && { lookAt: toInstant(at) }),
});

/** What its provider gave back, once it has. */
export const returnOf = ({ reference, amountVnd, state, returnedBy }: Refund): Movement | undefined =>
  state === 'returned' && !returnedBy ? { kind: 'refund', reference, amountVnd } : undefined;

/** Whether a provider has not taken the order for a day, or the payer has not had the money for a month. */
export const isStuck = ({ state, owedAt }: Refund, at: Date): boolean =>
  at.getTime() - new Date(owedAt).getTime() >= (state === 'owed' ? IN_DOUBT_MS : 30 * IN_DOUBT_MS);
