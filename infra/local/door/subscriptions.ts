import * as z from 'zod';
import type { Assembly } from '../assembly.ts';
import type { Authorize } from './authorize.ts';

const subscriptionSchema = z.object({ TopicArn: z.string(), Protocol: z.string(), Endpoint: z.string() });

/**
 * SNS delivers to SQS inside the emulator, past the door; so what a delivery needs is judged when the door opens.
 * Throws a sentence per subscription whose queue, or the key of whose queue, does not let SNS in from that topic.
 */
export async function assertDeliverable(assembly: Assembly, authorize: Authorize): Promise<void> {
  const faults: string[] = [];
  for (const { id, properties } of assembly.ofType('AWS::SNS::Subscription')) {
    const { TopicArn, Protocol, Endpoint } = subscriptionSchema.parse(properties);
    // Mail goes to those on call only from alarms, and alarms do not sound here.
    if (Protocol !== 'sqs') continue;
    const decision = await authorize(
      { arn: 'sns.amazonaws.com', policies: [] },
      {
        action: 'sqs:SendMessage',
        resource: Endpoint,
        context: { 'aws:SourceArn': TopicArn, 'aws:SourceAccount': TopicArn.split(':')[4] ?? '' },
      },
    );
    if (!decision.allowed)
      faults.push(`subscription ${id}: ${TopicArn} may not send to ${Endpoint} ${decision.reason}`);
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
