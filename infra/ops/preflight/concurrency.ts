import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { workers } from '../../../shared/operations.ts';
import type { Settings } from '../../settings/shape.ts';
import { aws, type Check } from './check.ts';

/** What a call of the API takes, generously: concurrency is the rate times the duration (Lambda guide, scaling). */
const CALL_SECONDS = 0.1;

/** A new table on demand takes 4,000 writes a second, a partition 1,000, and each has a shard (DynamoDB guide). */
const SHARDS = 4;

/** What AWS gives an account by default, and the least it can be asked for; a new account begins with less. */
const DEFAULT_QUOTA = 1000;

/** Functions that run at once when everything is as busy as the settings let it be. */
export function expectedConcurrency({ throttling, concurrency }: Settings): number {
  const queues = workers.filter(({ trigger }) => trigger.kind === 'queue').length;
  return (
    Math.ceil(throttling.all.rate * CALL_SECONDS) +
    SHARDS * concurrency.outbox +
    queues * concurrency.consumers
  );
}

export const concurrency: Check = {
  name: 'Lambda concurrency',
  needs: ['lambda:GetAccountSettings'],
  look: async (place) => {
    const { AccountLimit } = await new LambdaClient(place.connection).send(new GetAccountSettingsCommand({}));
    const free = AccountLimit?.UnreservedConcurrentExecutions ?? 0;
    const expected = expectedConcurrency(place.settings);
    if (free >= expected)
      return { verdict: 'ok', says: `${free} functions may run at once; the settings expect ${expected}.` };
    const desired = Math.max(DEFAULT_QUOTA, (AccountLimit?.ConcurrentExecutions ?? 0) - free + expected);
    return {
      verdict: 'missing',
      says: `Only ${free} functions may run at once, and the settings expect ${expected}.`,
      command: aws(
        place,
        `service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${desired}`,
      ),
    };
  },
};
