import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { table } from '../../shared/aws.ts';
import { type Instant, toInstant } from '../../shared/clock.ts';
import { tellOnce } from '../../shared/notification/store.ts';
import { Superseded } from '../../shared/table/transaction.ts';
import { startTable, type TestTable } from '../support/dynamodb.ts';

let target: TestTable;
beforeAll(async () => {
  target = await startTable();
});
afterAll(() => target.stop());

const at = (time: string) => () => new Date(time);
const noon = at('2021-10-11T05:00:00Z');
const sent = { state: 'sent', messageId: 'ses-1', at: toInstant(noon()) } as const;
const telling = () => vi.fn(async () => sent);

const recordOf = async (eventId: string) => {
  const { Item } = await target.client.send(
    new GetCommand({
      TableName: target.tableName,
      Key: { PK: 'DOSSIER#dossier-1', SK: `NOTIFICATION#${eventId}` },
      ConsistentRead: true,
    }),
  );
  return Item;
};

const told = (eventId: string) => ({ dossierId: 'dossier-1', eventId });

describe('an event is told once', () => {
  it('and its record says by which e-mail and when', async () => {
    expect(await tellOnce(told('first'), noon, telling())).toEqual(sent);
    expect(await recordOf('first')).toEqual({
      PK: 'DOSSIER#dossier-1',
      SK: 'NOTIFICATION#first',
      v: 1,
      state: 'sent',
      messageId: 'ses-1',
      at: '2021-10-11T05:00:00.000Z',
    });
  });

  it('though the queue brings it again, and again a year later', async () => {
    const tell = telling();
    await tellOnce(told('again'), noon, tell);
    expect(await tellOnce(told('again'), noon, tell)).toBeUndefined();
    expect(await tellOnce(told('again'), at('2022-10-11T05:00:00Z'), tell)).toBeUndefined();
    expect(tell).toHaveBeenCalledTimes(1);
  });

  it('also when there was nobody to tell', async () => {
    const skipped = {
      state: 'skipped',
      reason: 'no-address',
      at: '2021-10-11T05:00:00.000Z' as Instant,
    } as const;
    await tellOnce(told('skipped'), noon, async () => skipped);
    const tell = telling();
    expect(await tellOnce(told('skipped'), noon, tell)).toBeUndefined();
    expect(tell).not.toHaveBeenCalled();
  });

  it('by one of two runs at the same time', async () => {
    const tell = telling();
    const runs = await Promise.allSettled([1, 2, 3].map(() => tellOnce(told('race'), noon, tell)));
    expect(tell).toHaveBeenCalledTimes(1);
    expect(runs.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
  });
});

describe('a run that does not come to its end', () => {
  /** Dies between the claim and the record. */
  const die = (eventId: string) =>
    new Promise<void>((died) => {
      void tellOnce(told(eventId), noon, () => {
        died();
        return new Promise(() => {});
      });
    });

  it('holds the others off while its lease lasts, which brings the event again', async () => {
    await die('leased');
    const tell = telling();
    const tooSoon = tellOnce(told('leased'), at('2021-10-11T05:00:29Z'), tell);
    await expect(tooSoon).rejects.toThrow('another run is sending this notification');
    expect(tell).not.toHaveBeenCalled();
  });

  it('loses its right after half a minute, so that nothing is lost', async () => {
    await die('retaken');
    expect(await tellOnce(told('retaken'), at('2021-10-11T05:00:30Z'), telling())).toEqual(sent);
  });

  it('holds no conflict with another for done: the event comes again, and is told then', async () => {
    const wire = mockClient(table);
    wire.onAnyCommand().rejects(new TransactionConflictException({ message: 'conflict', $metadata: {} }));
    const tell = telling();
    await expect(tellOnce(told('conflict'), noon, tell)).rejects.toBeInstanceOf(Superseded);
    wire.restore();
    expect(tell).not.toHaveBeenCalled();
    expect(await tellOnce(told('conflict'), noon, tell)).toEqual(sent);
  });

  it('gives its right back when the e-mail could not be sent', async () => {
    const failing = tellOnce(told('failed'), noon, async () => {
      throw new Error('SES is busy');
    });
    await expect(failing).rejects.toThrow('SES is busy');
    expect(await recordOf('failed')).toMatchObject({ state: 'sending' });
    expect(await tellOnce(told('failed'), noon, telling())).toEqual(sent);
  });
});
