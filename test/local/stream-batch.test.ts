import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../infra/local/functions/environment.ts';
import { deliver, type StreamDelivery } from '../../infra/local/sources/stream-batch.ts';
import type { StreamRecord } from '../../infra/local/sources/stream-reader.ts';

const aRecord = (sequenceNumber: string): StreamRecord => ({
  eventID: `event-${sequenceNumber}`,
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: sequenceNumber },
});
const records = (numbers: string) => [...numbers].map(aRecord);
const numbersOf = (batch: readonly StreamRecord[]) =>
  batch.map(({ dynamodb }) => dynamodb.SequenceNumber).join('');

const done: Outcome = { ok: true, result: { batchItemFailures: [] } };
const failed: Outcome = { ok: false, error: { errorType: 'Error', errorMessage: 'the topic is away' } };
const failedAt = (...identifiers: string[]): Outcome => ({
  ok: true,
  result: { batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) },
});

/** Delivers records and tells, in order, what was tried. */
async function story(
  numbers: string,
  answer: (batch: string, attempt: number) => Outcome,
  settings: Partial<StreamDelivery> = {},
): Promise<string[]> {
  const told: string[] = [];
  await deliver(records(numbers), {
    bisects: false,
    invoke: async (batch) => {
      told.push(`try ${numbersOf(batch)}`);
      return answer(numbersOf(batch), told.filter((line) => line === `try ${numbersOf(batch)}`).length);
    },
    wait: async () => void told.push('wait'),
    ...settings,
  });
  return told;
}

describe('a batch of a stream', () => {
  it('is done when the function succeeds', async () => {
    expect(await story('123', () => done)).toEqual(['try 123']);
  });

  it('goes on at the record that was reported as failed', async () => {
    expect(await story('1234', (batch) => (batch === '1234' ? failedAt('3', '4') : done))).toEqual([
      'try 1234',
      'try 34',
    ]);
  });

  it('is repeated as a whole, in order, while the function fails', async () => {
    expect(await story('12', (_, attempt) => (attempt < 3 ? failed : done))).toEqual([
      'try 12',
      'wait',
      'try 12',
      'wait',
      'try 12',
    ]);
  });

  it('is halved around the record that fails, which alone is waited for', async () => {
    const poisoned = (batch: string, attempt: number): Outcome =>
      batch.includes('3') && attempt < 2 ? failed : done;
    expect(await story('1234', poisoned, { bisects: true })).toEqual([
      'try 1234',
      'try 12',
      'try 34',
      'try 3',
      'wait',
      'try 3',
      'try 4',
    ]);
  });

  it('counts as failed when a report names a record that was not in it', async () => {
    expect(await story('12', (_, attempt) => (attempt === 1 ? failedAt('7') : done))).toEqual([
      'try 12',
      'wait',
      'try 12',
    ]);
  });
});
