import * as z from 'zod';
import { toInstant } from '../clock.ts';
import type { Fate } from './announcement.ts';

const reportedAt = z.iso.datetime();

/** What we said of the e-mail when we sent it: of a code or of a copy that is ready, which tell no event of a dossier, nothing. */
const mail = z.object({
  tags: z.object({
    dossier: z.array(z.uuid()).length(1).optional(),
    sequence: z.array(z.coerce.number().int().min(1)).length(1).optional(),
    copy: z.array(z.uuid()).length(1).optional(),
  }),
  timestamp: reportedAt,
});

/**
 * What SES reports of an e-mail, as EventBridge brings it (SES guide, SES events schema reference): as well as it can,
 * perhaps twice and in any order.
 */
const Detail = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Delivery'), mail, delivery: z.object({ timestamp: reportedAt }) }),
  z.object({ eventType: z.literal('Complaint'), mail, complaint: z.object({ timestamp: reportedAt }) }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: z.object({
      timestamp: reportedAt,
      bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
    }),
  }),
  z.object({ eventType: z.literal('Reject'), mail, reject: z.object({ reason: z.string() }) }),
]);
export const MailReport = z.object({ detail: Detail }).transform(({ detail }) => detail);
export type MailReport = z.infer<typeof MailReport>;

/** The event that the e-mail told, and the further address that it went to; nothing where it told of no dossier. */
export function toldByMail({ mail: { tags } }: MailReport) {
  const [[subject] = [], [sequence] = [], [copy] = []] = [tags.dossier, tags.sequence, tags.copy];
  return subject && sequence ? { subject, sequence, copy } : undefined;
}

/**
 * What a report says of the e-mail for good. A bounce that may pass says nothing: a reply that somebody is on leave
 * comes as one (SES guide, bounce types).
 */
export function fateOfMail(report: MailReport): Fate | undefined {
  switch (report.eventType) {
    case 'Delivery':
      return { kind: 'delivered', at: instantOf(report.delivery.timestamp) };
    case 'Complaint':
      return { kind: 'complained', at: instantOf(report.complaint.timestamp) };
    case 'Bounce': {
      const { bounceType, timestamp } = report.bounce;
      return bounceType === 'Permanent' ? { kind: 'bounced', at: instantOf(timestamp) } : undefined;
    }
    case 'Reject':
      return { kind: 'rejected', at: instantOf(report.mail.timestamp) };
  }
}

const instantOf = (timestamp: string) => toInstant(new Date(timestamp));
