import type { Departments } from '../../shared/feed/subscription.ts';
import type { Settings } from '../settings/shape.ts';

/** The subscriptions of a stage as functions are told of them. @param queues what the URLs of its queues begin with */
export const departmentsOf = ({ stage, departments }: Settings, queues: string): Departments => ({
  stage,
  queues,
  wanted: Object.fromEntries(departments.map(({ agency, only = {} }) => [agency, only])),
});

/** @param domain that of AWS, which differs by partition */
export const queueUrlsIn = (region: string, account: string, domain = 'amazonaws.com'): string =>
  `https://sqs.${region}.${domain}/${account}/`;
