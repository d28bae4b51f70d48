import { randomUUID } from 'node:crypto';
import type { Assembly } from './assembly.ts';

/** An event of EventBridge's default bus. */
export type BusEvent = {
  readonly version: '0';
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly account: string;
  readonly region: string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
};

/** An event that a service puts on the bus now. */
export const busEvent = (
  { context: { accountId, region } }: Assembly,
  about: Pick<BusEvent, 'source' | 'detail-type' | 'resources' | 'detail'>,
): BusEvent => ({
  version: '0',
  id: randomUUID(),
  ...about,
  account: accountId,
  region,
  time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
});
