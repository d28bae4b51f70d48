import { describe, expect, it } from 'vitest';
import { events } from '../../shared/dossier/events.ts';
import { consumeQueue, consumeTogether } from '../../shared/event/consume.ts';
import type { Worker } from '../../shared/event/worker.ts';
import { lambdaContext } from '../support/call.ts';
import { anEvent } from '../support/events.ts';
import { batchOf } from '../support/kept-dossier.ts';

const worker: Worker = {
  id: 'read-events',
  area: 'notification',
  trigger: { kind: 'queue', queue: 'notifications' },
  touches: {},
  timeoutSeconds: 30,
  impact: 'none',
};

const told = (dossier: number, sequence: number) =>
  anEvent(
    'dossier.done',
    { dossierId: `0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e0${dossier}` },
    `${dossier}-${sequence}`,
  );

describe('a consumer', () => {
  it('reports a failed message and those behind it of the same dossier, and goes on with the others', async () => {
    const seen: string[] = [];
    const consume = consumeQueue(worker, events, async (event) => {
      seen.push(event.id);
      if (event.id === '1-1') throw new Error('mail server down');
    });
    const batch = batchOf(told(1, 1), told(2, 1), told(1, 2), told(2, 2));
    const answer = await consume(batch, lambdaContext);
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
      'message-1',
      'message-3',
    ]);
    expect(seen).toEqual(['1-1', '2-1', '2-2']);
  });

  it('reports what is no event of ours, so that it ends in the dead-letter queue', async () => {
    const consume = consumeQueue(worker, events, async () => {});
    const Records = batchOf(told(1, 1)).Records.map((record) => ({ ...record, body: '{"type":"nonsense"}' }));
    const { batchItemFailures } = await consume({ Records }, lambdaContext);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'message-1' }]);
  });

  it('starts afresh with each batch', async () => {
    let fail = true;
    const consume = consumeQueue(worker, events, async () => {
      if (fail) throw new Error('once');
    });
    await consume(batchOf(told(1, 1)), lambdaContext);
    fail = false;
    expect(await consume(batchOf(told(1, 1)), lambdaContext)).toEqual({ batchItemFailures: [] });
  });
});

describe('a consumer of whole batches', () => {
  it('takes a batch in one go', async () => {
    const seen: string[][] = [];
    const consume = consumeTogether(worker, events, async (batch) => {
      seen.push(batch.map(({ id }) => id));
    });
    expect(await consume(batchOf(told(1, 1), told(2, 1)), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([['1-1', '2-1']]);
  });

  it('tries each by itself when the batch fails, so that one holds up its own dossier only', async () => {
    const taken: string[] = [];
    const consume = consumeTogether(worker, events, async (batch) => {
      if (batch.some(({ id }) => id === '1-1')) throw new Error('refused');
      taken.push(...batch.map(({ id }) => id));
    });
    const { batchItemFailures } = await consume(
      batchOf(told(1, 1), told(2, 1), told(1, 2), told(2, 2)),
      lambdaContext,
    );
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['message-1', 'message-3']);
    expect(taken).toEqual(['2-1', '2-2']);
  });
});
