import type { Assembly } from '../local/assembly.ts';
import { type BusEvent, busEvent } from '../local/bus-event.ts';
import type { SentMail } from '../local/door/services/ses.ts';

/** Mail takes its time: who sent it has written that down by then. */
const REPORTED_AFTER_MS = 500;

/** What becomes of mail to the mailboxes of SES's own simulator (SES guide, using the mailbox simulator). */
const simulated = new Map<string, readonly [what: string, eventType: string, more: object]>([
  ['bounce@simulator.amazonses.com', ['Email Bounced', 'Bounce', { bounceType: 'Permanent' }]],
  [
    'complaint@simulator.amazonses.com',
    ['Email Complaint Received', 'Complaint', { complaintFeedbackType: 'abuse' }],
  ],
]);
const arrived = ['Email Delivered', 'Delivery', {}] as const;

/**
 * The stand-in for the mailboxes of the world: all mail arrives but that to the simulator's, and SES reports of it where
 * the configuration set lets it tell EventBridge.
 */
export const mailboxes =
  (assembly: Assembly, putEvent: (event: BusEvent) => void) =>
  ({ ConfigurationSetName: set, Destination, EmailTags }: SentMail): void => {
    const told = assembly
      .ofType('AWS::SES::ConfigurationSetEventDestination')
      .some(
        ({ properties: { ConfigurationSetName, EventDestination } }) =>
          ConfigurationSetName === set && EventDestination.EventBridgeDestination,
      );
    if (!told) return;
    const [type, eventType, more] = simulated.get(Destination.ToAddresses[0]) ?? arrived;
    const report = (): void => {
      const timestamp = new Date().toISOString();
      const said = Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, [Value]]));
      const mail = { timestamp, tags: { ...said, 'ses:configuration-set': [set] } };
      const detail = { eventType, mail, [eventType.toLowerCase()]: { timestamp, ...more } };
      putEvent(busEvent(assembly, { source: 'aws.ses', 'detail-type': type, resources: [], detail }));
    };
    setTimeout(report, REPORTED_AFTER_MS).unref();
  };
