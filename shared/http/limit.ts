import { createHash } from 'node:crypto';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { epochSeconds } from '../clock.ts';
import { lazily } from '../lazily.ts';
import { environment } from '../resources.ts';
import { limitKey } from '../table/keys.ts';
import { addressOf } from './edge.ts';
import type { CallLimit, Operation } from './operation.ts';
import { Problem } from './problems.ts';
import { callerOf, type Event } from './request.ts';

/**
 * How often something may be done in a time. Such times follow one another for all alike, so across the end of one it may
 * be done twice as often.
 */
const Limit = z.strictObject({ most: z.int().positive(), seconds: z.int().positive() });

/** What is limited, as the settings state it. */
export const Limits = z.strictObject({
  /** Calls of one operation that need no token, from one address: behind it may be an office, or all that a mobile network has there. */
  call: Limit,
  /** Files that one account declares. */
  upload: Limit,
  /** Wrong secrets for one dossier code from one address. */
  guess: Limit,
} satisfies Record<CallLimit | 'guess', typeof Limit>);
type LimitName = keyof z.output<typeof Limits>;

/** The limits do not change while a container lives. */
const limits = lazily(() => Limits.parse(JSON.parse(environment('LIMITS'))));

/**
 * An address as limits know it. Of IPv6 the first half: the rest is its owner's to choose (RFC 6177, RFC 8981).
 * Both forms are as API Gateway writes them.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - (before?.length ?? 0) - (after?.length ?? 0) }, () => '0');
  return [...(before ?? []), ...(address.includes('::') ? zeros : []), ...(after ?? [])]
    .slice(0, 4)
    .join(':');
}

/** What is counted: how often somebody did something in the time that now is. Who, the table knows by a hash alone. */
function counting(name: LimitName, who: readonly string[], now: Date) {
  const { most, seconds } = limits()[name];
  const turn = Math.floor(now.getTime() / 1000 / seconds);
  const ends = (turn + 1) * seconds;
  const digest = createHash('sha256')
    .update(JSON.stringify([...who, turn]))
    .digest('base64url');
  const refusal = () =>
    new Problem('too-many-calls', { retryAfterSeconds: Math.max(1, ends - epochSeconds(now)) });
  return { most, ends, key: limitKey(name, digest), refusal };
}

const Counted = z.object({ done: z.int() });

/**
 * Counts one more. A call that is refused costs as much as one that is not, so nothing is gained by a condition.
 * @throws Problem `too-many-calls` where that is more than may be
 */
async function count({ most, ends, key, refusal }: ReturnType<typeof counting>): Promise<void> {
  const { Attributes } = await table.send(
    new UpdateCommand({
      TableName: environment('TABLE_NAME'),
      Key: key,
      UpdateExpression: 'ADD done :one SET v = :v, expiresAt = :ends',
      ExpressionAttributeValues: { ':one': 1, ':v': 1, ':ends': ends },
      ReturnValues: 'ALL_NEW',
    }),
  );
  if (Counted.parse(Attributes).done > most) throw refusal();
}

/**
 * So much of a limit each container lets through beside it, by its own count: whoever does no more than people do, costs no
 * write. A few containers serve an operation at once, so it may be done so many tenths more often.
 */
const UNCOUNTED_SHARE = 1 / 10;

/** How often this container has let something through uncounted, by the key that it would be counted under. */
const uncounted = new Map<string, number>();

/** Bounds what is remembered, of times that are over and of a flood from many addresses; who is forgotten is counted anew. */
const REMEMBERED = 10_000;

/**
 * Holds the callers of an operation to the limit that it states, if it states one: by their account, or else by their address.
 * @throws Problem `too-many-calls`, with the seconds until there may be more
 */
export async function keepWithin(operation: Operation, event: Event, now: Date): Promise<void> {
  const { limit } = operation;
  if (!limit) return;
  const caller = callerOf(operation, event);
  const who = 'subject' in caller ? caller.subject : networkOf(addressOf(event));
  const counted = counting(limit, [operation.id, who], now);
  const done = uncounted.get(counted.key.PK) ?? 0;
  if (done < Math.floor(counted.most * UNCOUNTED_SHARE)) {
    if (uncounted.size >= REMEMBERED) uncounted.clear();
    uncounted.set(counted.key.PK, done + 1);
    return;
  }
  await count(counted);
}

/**
 * Guesses at one secret from one address. Others who know it are not kept out by them, nor is its owner who signs in.
 * @param secretOf what the secret opens
 */
export function guessesAt(secretOf: string, address: string, now: Date) {
  const guesses = counting('guess', [secretOf, networkOf(address)], now);
  return {
    /** @throws Problem `too-many-calls` when there were too many before, be this one right */
    async refuseMore(): Promise<void> {
      const { Item } = await table.send(
        new GetCommand({ TableName: environment('TABLE_NAME'), Key: guesses.key }),
      );
      if (Item && Counted.parse(Item).done >= guesses.most) throw guesses.refusal();
    },
    /** One was wrong. @throws Problem `too-many-calls` when others from there were, meanwhile */
    wrong: (): Promise<void> => count(guesses),
  };
}
