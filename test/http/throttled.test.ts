import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { handler as createDraft } from '../../functions/filing/create-draft.ts';
import { handler as trackDossier } from '../../functions/tracking/track-dossier.ts';
import { caller, limits } from '../../infra/settings/province.ts';
import { table } from '../../shared/aws.ts';
import { api } from '../../shared/operations.ts';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { call } from '../support/call.ts';
import { hoa } from '../support/filing.ts';

const wire = mockClient(table);

beforeEach(() => {
  wire.reset();
  Object.assign(process.env, {
    TABLE_NAME: 'table',
    IDENTITY: JSON.stringify(caller),
    LIMITS: JSON.stringify(limits),
  });
});

it('a read that the table throttles is answered 503, and when to come again', async () => {
  wire.on(GetCommand).rejects(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
  const body = { code: 'H25.03-211010-0001', secret: 'x' };
  const answer = await call(api.trackDossier, trackDossier, { body });
  expect(answer.body).toMatchObject({ status: 503, code: 'busy' });
  expect(answer.headers['retry-after']).toBe('1');
});

it('so is a read that gets no answer in time', async () => {
  wire.on(GetCommand).rejects(Object.assign(new Error('socket hang up'), { name: 'TimeoutError' }));
  const body = { code: 'H25.03-211010-0001', secret: 'x' };
  const answer = await call(api.trackDossier, trackDossier, { body });
  expect(answer.body).toMatchObject({ status: 503, code: 'busy' });
  expect(answer.headers['retry-after']).toBe('1');
});

it('so is a transaction of which one item is throttled', async () => {
  const procedure = catalogue.find(({ code }) => code === '2.000488');
  wire.on(GetCommand).resolves({});
  wire
    .on(GetCommand, { Key: { PK: 'CATALOGUE', SK: 'PROCEDURE#2.000488' } })
    .resolves({ Item: { v: 1, procedure } });
  wire.on(TransactWriteCommand).rejects(
    new TransactionCanceledException({
      message: 'cancelled',
      $metadata: {},
      CancellationReasons: [{ Code: 'None' }, { Code: 'ThrottlingError' }],
    }),
  );
  const said = { claims: hoa, key: 'one', body: { procedureCode: '2.000488' } };
  const answer = await call(api.createDraft, createDraft, said);
  expect(answer.body).toMatchObject({ status: 503, code: 'busy' });
  expect(answer.headers['retry-after']).toBe('1');
});
