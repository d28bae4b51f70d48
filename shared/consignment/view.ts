import * as z from 'zod';
import { withVietnamOffset } from '../clock.ts';
import { FailureReason, failureReasons } from '../shipment/report.ts';
import { KeptText } from '../text.ts';
import { Consignment, countedOtherwise } from './consignment.ts';
import { consignmentAttentions } from './movement.ts';
import { giveUp } from './movements/give-up.ts';
import { mayPass } from './movements.ts';
import { consignmentStatuses, consignmentStatusNames } from './status.ts';
import { ShownWindow } from './window.ts';

const localTime = z.iso.datetime({ offset: true });

/** A consignment as its owner and the desk to which it goes see it. */
export const ConsignmentView = z
  .object({
    number: z.int(),
    /** Which round of supplement it answers; without one it brings what files the dossier. */
    supplement: z.int().optional(),
    reference: z.string(),
    itemCode: z.string().optional(),
    status: z.object({ code: z.enum(consignmentStatusNames), name: KeptText }),
    sender: Consignment.shape.sender,
    window: ShownWindow,
    /** As it was booked. */
    papers: Consignment.shape.papers,
    /** As postman and sender counted and signed it. */
    checklist: Consignment.shape.checklist.unwrap().extend({ signedAt: localTime }).optional(),
    /** What of that is not as it was booked, with the counted numbers. */
    countedOtherwise: Consignment.shape.papers.optional(),
    /** Attempts to collect it that failed, oldest first. */
    failures: z.array(
      z.object({
        attempt: z.int(),
        at: localTime,
        reason: z.object({ code: FailureReason, name: KeptText }),
      }),
    ),
    /** The record by which the desk got it, and when both had signed that: the time of filing. */
    handOver: z.object({ record: z.string(), signedAt: localTime }).optional(),
    /** What the desk is to look after. */
    attention: z.enum(consignmentAttentions).optional(),
    /** Whether it can be called off. */
    mayCallOff: z.boolean(),
  })
  .meta({ id: 'Consignment' });

export const viewOfConsignment = (consignment: Consignment): z.output<typeof ConsignmentView> => {
  const { number, supplement, reference, itemCode, status, sender, window, papers, checklist } = consignment;
  const { failures, handOver, handedAt, attention } = consignment;
  const otherwise = countedOtherwise(consignment);
  return {
    number,
    supplement,
    reference,
    itemCode,
    status: { code: status, name: consignmentStatuses[status].name },
    sender,
    window,
    papers,
    checklist: checklist && { ...checklist, signedAt: withVietnamOffset(checklist.signedAt) },
    ...(otherwise.length > 0 && { countedOtherwise: [...otherwise] }),
    failures: failures.map(({ attempt, at, reason }) => ({
      attempt,
      at: withVietnamOffset(at),
      reason: { code: reason, name: failureReasons[reason] },
    })),
    ...(handOver && handedAt && { handOver: { record: handOver, signedAt: withVietnamOffset(handedAt) } }),
    attention,
    mayCallOff: mayPass(giveUp, consignment, 'owner'),
  };
};
