import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Checklist, ConsignmentReport } from '../../shared/consignment/report.ts';
import type { ConsignmentStatus } from '../../shared/consignment/status.ts';
import { Carrier } from '../../shared/hand-over/hand-over.ts';
import { NamedCount } from '../../shared/procedure/counted.ts';
import { ItemCode } from '../../shared/shipment/item-code.ts';
import { FailureReason } from '../../shared/shipment/report.ts';
import type { State } from './state.ts';

const Place = z.object({ name: z.string().min(1), address: z.string().min(1) });

/** What the operator's API takes to collect papers. */
export const ConsignmentRequest = z.object({
  reference: z.string().min(1).max(60),
  itemCode: ItemCode,
  sender: Place.extend({ phone: z.string().min(1) }),
  receiver: Place,
  /** Local day, and local times between which the sender is there. */
  window: z.object({ day: z.iso.date(), from: z.string(), until: z.string() }),
  /** What is to be counted with the sender. */
  papers: z.array(NamedCount).min(1),
});

/** A booking as the operator keeps it, with every report on it and whether the customer has taken it. */
export const Collection = ConsignmentRequest.extend({
  bodySha256: z.string(),
  acceptedAt: z.string(),
  cancelledAt: z.string().optional(),
  moves: z.array(z.object({ report: ConsignmentReport, acknowledged: z.boolean() })),
});
export type Collection = z.infer<typeof Collection>;

/** What a postal clerk can do with papers that are to be collected. */
export const collectionNames = {
  COLLECTING: 'Đi thu gom',
  COLLECTION_FAILED: 'Chưa nhận được',
  COLLECTED: 'Đã nhận, niêm phong',
  IN_TRANSIT: 'Vận chuyển',
  RETURNED_TO_SENDER: 'Đã trả lại người gửi',
  LOST: 'Thất lạc',
} as const satisfies Partial<Record<ConsignmentStatus, string>>;
export type CollectionMove = keyof typeof collectionNames;

export const CollectionMoveRequest = z
  .object({
    status: z.enum(Object.keys(collectionNames) as readonly CollectionMove[]),
    reason: FailureReason.optional(),
    /** What was counted where it is not as booked, and the seal. */
    papers: z.array(NamedCount.omit({ name: true })).optional(),
    seal: z.string().optional(),
    clerk: Carrier.omit({ route: true }).optional(),
  })
  .refine(({ status, reason }) => (status === 'COLLECTION_FAILED') === (reason !== undefined), {
    message: 'a failed collection needs a reason, and nothing else has one',
  });
export type CollectionMoveRequest = z.infer<typeof CollectionMoveRequest>;

/** What postman and sender sign, as booked where the clerk says nothing else. */
const checklistOf = (
  { papers: booked, itemCode }: Collection,
  { papers, seal, clerk }: CollectionMoveRequest,
  signedAt: string,
): Checklist => ({
  papers: papers ?? booked.map(({ paperId, originals, copies }) => ({ paperId, originals, copies })),
  seal: seal ?? `NP-${itemCode.slice(2, 10)}`,
  clerk: clerk ?? { name: 'Trần Văn Bình', card: 'VNP-0226-118' },
  signedAt,
});

/** The next report on a booking. Each attempt begins when the postman sets out. */
export function nextCollectionReport(
  collection: Collection,
  move: CollectionMoveRequest,
  occurredAt: string,
): ConsignmentReport {
  const { moves, reference, itemCode } = collection;
  const counted = (status: CollectionMove) => moves.filter(({ report }) => report.status === status).length;
  const begun = counted('COLLECTING');
  const { status, reason } = move;
  const attempts: Partial<Record<CollectionMove, number>> = {
    COLLECTING: begun + 1,
    COLLECTION_FAILED: Math.max(begun, counted('COLLECTION_FAILED') + 1),
  };
  return ConsignmentReport.parse({
    eventId: `${itemCode}-${moves.length + 1}`,
    reference,
    itemCode,
    occurredAt,
    status,
    attempt: attempts[status],
    reason,
    ...(status === 'COLLECTED' && { checklist: checklistOf(collection, move, occurredAt) }),
  });
}

/** Whether the operator has papers, or had them: then a booking is called off no more. */
const isCollected = ({ moves }: Collection): boolean =>
  moves.some(({ report }) => !['COLLECTING', 'COLLECTION_FAILED'].includes(report.status));

const refusal = (status: number, error: string): Response => Response.json({ error }, { status });

/** The bookings that the stand-in has taken, by their references. */
export class Collections {
  readonly #state: State;
  readonly #time: () => string;
  readonly #known: Map<string, Collection>;

  constructor(state: State, time: () => string) {
    this.#state = state;
    this.#time = time;
    const kept = z.array(Collection).parse(state.read() ?? []);
    this.#known = new Map(kept.map((one) => [one.reference, one]));
  }

  /** Oldest first. */
  all(): readonly Collection[] {
    return [...this.#known.values()];
  }

  find(reference: string): Collection | undefined {
    return this.#known.get(reference);
  }

  save(): void {
    this.#state.write(this.all());
  }

  /** @param isUsed whether an item code stands on something else */
  take(request: Request, body: string, isUsed: (itemCode: string) => boolean): Response {
    const asked = ConsignmentRequest.safeParse(JSON.parse(body));
    if (!asked.success) return refusal(400, z.prettifyError(asked.error));
    const { reference, itemCode, sender } = asked.data;
    if (request.headers.get('idempotency-key') !== reference)
      return refusal(400, 'the Idempotency-Key is to be the reference');
    const bodySha256 = createHash('sha256').update(body).digest('hex');
    const known = this.find(reference);
    if (known && known.bodySha256 !== bodySha256) return refusal(409, 'this reference has another booking');
    if (known) return Response.json({ itemCode, acceptedAt: known.acceptedAt });
    if (isUsed(itemCode)) return refusal(409, 'this item code stands on something else');
    if (!sender.address.includes(',')) return refusal(422, 'the address is incomplete');
    const acceptedAt = this.#time();
    this.#known.set(reference, { ...asked.data, bodySha256, acceptedAt, moves: [] });
    this.save();
    return Response.json({ itemCode, acceptedAt }, { status: 201 });
  }

  cancel(reference: string): Response {
    const collection = this.find(reference);
    if (!collection) return refusal(404, 'no such booking');
    if (isCollected(collection)) return refusal(409, 'it was collected');
    collection.cancelledAt ??= this.#time();
    this.save();
    return Response.json({ cancelledAt: collection.cancelledAt });
  }

  progress(reference: string): Response {
    const collection = this.find(reference);
    if (!collection) return refusal(404, 'no such booking');
    const { itemCode, moves } = collection;
    return Response.json({ itemCode, reports: moves.map(({ report }) => report) });
  }
}
