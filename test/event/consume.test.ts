import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { consumeQueue } from '../../shared/event/consume.ts';
import type { Worker } from '../../shared/event/worker.ts';
import { lambdaContext } from '../support/call.ts';

const worker: Worker = {
  id: 'read-events',
  area: 'notification',
  trigger: { kind: 'queue', queue: 'notifications' },
  touches: {},
  timeoutSeconds: 30,
  impact: 'none',
};

const message = (dossier: number, sequence: number): SQSRecord => {
  const dossierId = `0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e0${dossier}`;
  return {
    messageId: `${dossier}-${sequence}`,
    receiptHandle: 'r',
    body: JSON.stringify({
      specversion: '1.0',
      id: `${dossier}-${sequence}`,
      source: 'urn:motcua:H25',
      type: 'vn.gov.hanam.motcua.dossier.done.v1',
      subject: dossierId,
      time: '2021-10-08T02:00:00.000Z',
      datacontenttype: 'application/json',
      sequence,
      correlationid: 'request-1',
      data: {
        dossierId,
        dossierCode: 'H25.03-211008-0001',
        procedureCode: '2.000488',
        agency: 'H25.03',
        status: 'done',
        nationalStatus: 9,
        occurredAt: '2021-10-08T09:00:00+07:00',
        delivery: 'desk',
      },
    }),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: dossierId,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:ap-southeast-1:000000000000:notifications.fifo',
    awsRegion: 'ap-southeast-1',
  };
};

describe('a consumer', () => {
  it('reports a failed message and those behind it of the same dossier, and goes on with the others', async () => {
    const seen: string[] = [];
    const consume = consumeQueue(worker, async (event) => {
      seen.push(event.id);
      if (event.id === '1-1') throw new Error('mail server down');
    });
    const Records = [message(1, 1), message(2, 1), message(1, 2), message(2, 2)];
    const answer = await consume({ Records }, lambdaContext);
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['1-1', '1-2']);
    expect(seen).toEqual(['1-1', '2-1', '2-2']);
  });

  it('reports what is no event of ours, so that it ends in the dead-letter queue', async () => {
    const consume = consumeQueue(worker, async () => {});
    const poison = { ...message(1, 1), body: '{"type":"nonsense"}' };
    const { batchItemFailures } = await consume({ Records: [poison] }, lambdaContext);
    expect(batchItemFailures).toEqual([{ itemIdentifier: '1-1' }]);
  });

  it('starts afresh with each batch', async () => {
    let fail = true;
    const consume = consumeQueue(worker, async () => {
      if (fail) throw new Error('once');
    });
    await consume({ Records: [message(1, 1)] }, lambdaContext);
    fail = false;
    expect(await consume({ Records: [message(1, 1)] }, lambdaContext)).toEqual({ batchItemFailures: [] });
  });
});
