import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { type Instant, toInstant } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { type PartnerId, partnerIds, partners } from '../partners.ts';
import { Difference, type ExplainedByHand } from './difference.ts';
import type { Movement } from './movement.ts';

/** A partner through whom fees come, and who has a file of each day. */
export type CollectorId = {
  [P in PartnerId]: (typeof partners)[P] extends { readonly merchant: string } ? P : never;
}[PartnerId];

const isCollector = (partner: PartnerId): partner is CollectorId => 'merchant' in partners[partner];
export const collectorIds = partnerIds.filter(isCollector);
export const CollectorId = z.enum(collectorIds);

/** One of them through whom a dossier is paid that waits for it: all but the post, which collects with the result. */
export const cashlessIds = collectorIds.filter((id) => partners[id].merchant !== 'onDelivery');

/** One of them through whom they are paid online, and who is asked what became of that. */
export type ProviderId = {
  [P in CollectorId]: (typeof partners)[P]['merchant'] extends 'online' ? P : never;
}[CollectorId];

const isProvider = (partner: CollectorId): partner is ProviderId => partners[partner].merchant === 'online';
export const ProviderId = z.enum(collectorIds.filter(isProvider));

/**
 * What a provider says of an attempt. `open`: nothing was paid so far, or it knows of none. `doubtful`: money may have
 * left the payer (VNPAY 04, 07), and only the provider can say when it is settled.
 */
export type Report = {
  readonly says: 'open' | 'doubtful' | 'failed' | 'paid';
  /** What was paid, in đồng. */
  readonly amountVnd: number;
  /** The provider's own number of it, once there is one. */
  readonly transaction?: string | undefined;
  /** The provider's own code, as it stands in its book. */
  readonly code: string;
  /** That it answers a question of ours. */
  readonly asked?: true;
};

/** One word of a provider that was new when it came. */
const Said = z.object({
  says: z.string(),
  code: z.string(),
  amountVnd: z.int(),
  at: StoredInstant,
});

const stateNames = ['pending', 'expired', 'failed', 'paid'] as const;
export type AttemptState = (typeof stateNames)[number];

/**
 * One way to pay a request: online, from the moment that the payer is sent to a provider; or by a transfer, from the moment
 * that its bank tells of it.
 */
export const Attempt = z.object({
  v: z.literal(1),
  /** Rises with every change. */
  version: z.int().min(1),
  /** 1, 2 … in the life of its dossier. */
  number: z.int().min(1),
  /** The number of the request for payment. */
  payment: z.int().min(1),
  provider: z.string(),
  /** Ours, the same at the provider: never given twice. Of a transfer the bank's own number. */
  reference: z.string(),
  /** In đồng. */
  amountVnd: z.int().positive(),
  startedAt: StoredInstant,
  /** Until when the provider takes the payer's money. */
  expiresAt: StoredInstant,
  /** Where the payer pays; absent until the provider has said. */
  url: z.string().optional(),
  state: z.enum(stateNames),
  /** What became of the money, once there is some: its request is settled by it, a draft holds it until then, or it goes back. */
  became: z.enum(['settled', 'held', 'refund']).optional(),
  /** The provider's own number of the payment. */
  transaction: z.string().optional(),
  /** What was paid, in đồng, and when we heard so. */
  paid: z.object({ amountVnd: z.int(), at: StoredInstant }).optional(),
  /** What its provider's file of a day says otherwise. */
  difference: Difference.optional(),
  /** What the provider said of it, each word once, the first twenty. */
  said: z.array(Said),
  /** When the provider is asked next. */
  lookAt: StoredInstant.optional(),
});
export type Attempt = z.infer<typeof Attempt>;

/** What happens to an attempt: a report, or that its time is over and there is none but `open`. */
type Happening = Report['says'] | 'lapsed';

/**
 * From each state, by what is said, to which. The states are in an order that nothing leads back in: so reports come to
 * the same end, whatever their order and number. What is paid stays paid, and money that comes late still came.
 */
const table: Readonly<Record<AttemptState, Readonly<Record<Happening, AttemptState>>>> = {
  pending: { open: 'pending', doubtful: 'pending', lapsed: 'expired', failed: 'failed', paid: 'paid' },
  expired: { open: 'expired', doubtful: 'expired', lapsed: 'expired', failed: 'failed', paid: 'paid' },
  failed: { open: 'failed', doubtful: 'failed', lapsed: 'failed', failed: 'failed', paid: 'paid' },
  paid: { open: 'paid', doubtful: 'paid', lapsed: 'paid', failed: 'paid', paid: 'paid' },
};

/** The payer has so long at the provider (`vnp_ExpireDate`). */
const LIFE_MS = 15 * 60_000;

/** A provider may need so long after that to hear of its bank. */
const GRACE_MS = 5 * 60_000;

/** A pending attempt is asked about as often as the worker runs; one that ended without money once more after a day. */
const LOOK_AGAIN_MS = 15 * 60_000;
const LAST_LOOK_MS = 24 * 3_600_000;

const MOST_SAID = 20;

const later = (at: Date, ms: number): Instant => toInstant(new Date(at.getTime() + ms));

/**
 * The reference of the n-th attempt to pay for a dossier, or for a draft by the code of its charge: VNPAY takes letters and
 * digits alone, so `.` is written `x` and `-` `y`, which no code has: `H25x03y211010y0001y1`.
 */
export const attemptReference = (code: string, number: number): string =>
  `${code}-${number}`.replaceAll('.', 'x').replaceAll('-', 'y');

/** Of which dossier and the how many-th attempt a reference of ours speaks, or undefined. */
export function attemptOf(reference: string): { readonly code: string; readonly number: number } | undefined {
  const [, code, number] = /^(\w+)y([1-9]\d{0,3})$/.exec(reference) ?? [];
  if (code === undefined) return undefined;
  return { code: code.replaceAll('x', '.').replaceAll('y', '-'), number: Number(number) };
}

/** A new attempt: on record before the provider is told. */
export const begunAttempt = (
  code: string,
  begun: Pick<Attempt, 'number' | 'payment' | 'amountVnd'> & { readonly provider: ProviderId },
  at: Date,
): Attempt => ({
  v: 1,
  version: 1,
  ...begun,
  reference: attemptReference(code, begun.number),
  startedAt: toInstant(at),
  expiresAt: later(at, LIFE_MS),
  state: 'pending',
  said: [],
  lookAt: later(at, LIFE_MS + GRACE_MS),
});

/** A transfer, of which its bank has just told: the money is there. */
export const creditedAttempt = (
  credited: Pick<Attempt, 'number' | 'payment' | 'amountVnd' | 'reference'>,
  at: Date,
): Attempt => {
  const now = toInstant(at);
  const { amountVnd, reference } = credited;
  return {
    v: 1,
    version: 1,
    ...credited,
    provider: 'bank' satisfies CollectorId,
    startedAt: now,
    expiresAt: now,
    state: 'paid',
    transaction: reference,
    paid: { amountVnd, at: now },
    said: [],
  };
};

/** Whether the payer may still be sent to it: long enough to get there. */
export const isAlive = ({ state, expiresAt }: Attempt, at: Date): boolean =>
  state === 'pending' && toInstant(new Date(at.getTime() + 60_000)) < expiresAt;

const isOver = ({ expiresAt }: Attempt, at: Date): boolean =>
  at.getTime() > new Date(expiresAt).getTime() + GRACE_MS;

/** Whether one of which a provider is still to be asked should long have been settled: after its last look. */
export const isInDoubt = ({ startedAt }: Attempt, at: Date): boolean =>
  at.getTime() - new Date(startedAt).getTime() >= LAST_LOOK_MS + 3_600_000;

function heard({ said }: Attempt, { says, code, amountVnd }: Report, at: Date): Attempt['said'] {
  const isKnown = said.some((one) => one.says === says && one.code === code && one.amountVnd === amountVnd);
  return isKnown || said.length === MOST_SAID
    ? said
    : [...said, { says, code, amountVnd, at: toInstant(at) }];
}

/** When a provider is asked of an attempt that came into a state, or stays in it. */
function nextLook(
  before: Attempt,
  state: AttemptState,
  { says, asked }: Report,
  at: Date,
): Instant | undefined {
  if (state === 'paid') return undefined;
  if (state === 'pending' || says === 'doubtful') return later(at, LOOK_AGAIN_MS);
  if (before.state === 'pending') return later(at, LAST_LOOK_MS);
  // The last look is still to come, unless this was it: nothing that a provider says by itself stands for it.
  return asked ? undefined : before.lookAt;
}

/** Nothing heard when its time is over is the end; and nothing paid is no payment. */
function happeningOf(attempt: Attempt, { says, amountVnd }: Report, at: Date): Happening {
  if (says === 'open' && isOver(attempt, at)) return 'lapsed';
  return says === 'paid' && amountVnd <= 0 ? 'doubtful' : says;
}

/**
 * An attempt after a report. Whether `paid` money settles its request or goes back is not for it to say. Pure.
 * @param at when it was heard
 */
export function attemptAfter(attempt: Attempt, report: Report, at: Date): Attempt {
  const happening = happeningOf(attempt, report, at);
  const state = table[attempt.state][happening];
  const { lookAt: _, ...rest } = attempt;
  const lookAt = nextLook(attempt, state, report, at);
  return {
    ...rest,
    state,
    said: heard(attempt, report, at),
    ...(lookAt && { lookAt }),
    ...(state === 'paid' &&
      attempt.state !== 'paid' && {
        transaction: report.transaction ?? report.code,
        paid: { amountVnd: report.amountVnd, at: toInstant(at) },
      }),
  };
}

/** What an attempt brought, if it did. */
export const paymentOf = ({ reference, transaction, paid }: Attempt): Movement | undefined =>
  paid && { kind: 'payment', reference, amountVnd: paid.amountVnd, transaction };

/** Whether its provider's file says otherwise of it than we do, and nobody has said why. */
export const isUnexplained = ({ difference }: Attempt): boolean =>
  difference !== undefined && difference.explainedAt === undefined;

/** An attempt of whose difference the desk has said how it came about. Pure. */
export const explainedByHand = (
  { difference, ...attempt }: Attempt,
  { document, at, by }: ExplainedByHand & { readonly at: Date; readonly by: Actor },
): Attempt => ({
  ...attempt,
  ...(difference && {
    difference: { ...difference, explainedAt: toInstant(at), explainedBy: by, document },
  }),
});

/** An attempt whose provider did not answer: asked again when the worker runs next. */
export const askedInVain = (attempt: Attempt, at: Date): Attempt => ({
  ...attempt,
  lookAt: later(at, LOOK_AGAIN_MS),
});
