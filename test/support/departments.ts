import type { Departments } from '../../shared/feed/subscription.ts';

const QUEUES = 'https://sqs.ap-southeast-1.amazonaws.com/000000000000/';

/** What functions are told where these agencies have queues. @param wanted what one of them wants, by its agency */
export const departments = (agency: string, wanted: Departments['wanted'][string] = {}): string =>
  JSON.stringify({ stage: 'local', queues: QUEUES, wanted: { [agency]: wanted } } satisfies Departments);

/** What SQS says of a queue in which nothing lies, by its attributes. */
export const aQueue = {
  ApproximateNumberOfMessages: '0',
  ApproximateNumberOfMessagesNotVisible: '0',
  RedrivePolicy: JSON.stringify({
    deadLetterTargetArn: 'arn:aws:sqs:ap-southeast-1:000000000000:dead-letters.fifo',
    maxReceiveCount: 5,
  }),
};
