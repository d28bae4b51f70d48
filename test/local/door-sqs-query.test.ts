import { createHash, createHmac } from 'node:crypto';
import { QueueDoesNotExist, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../infra/local/assembly/policy-document.ts';
import type { Principal } from '../../infra/local/iam/principals.ts';
import { account, arn, policy, type Resources } from './assembly-fixture.ts';
import { departmentAccount, openWorld, type World } from './door-fixture.ts';

const readable = (queue: string, reader: string): Resources[string] => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: queue }],
    PolicyDocument: policy({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${reader}:root` },
      Action: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:GetQueueAttributes',
      ],
      Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
    }),
  },
});

const template: Resources = {
  Health: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'health.fifo', FifoQueue: true } },
  HealthPolicy: readable('Health', departmentAccount),
  Labour: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'labour' } },
  LabourPolicy: readable('Labour', '444455556666'),
};

const allSqs: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['sqs:*'], Resource: ['*'] }],
};

const health: Principal = {
  name: 'health',
  arn: `arn:aws:iam::${departmentAccount}:user/health`,
  accountId: departmentAccount,
  accessKeyId: 'AKIAHEALTH',
  secretAccessKey: 'secret-of-health',
  policies: [allSqs],
};

/** May do everything with SQS in the account of the queues, and nothing with its keys. */
const operator: Principal = {
  name: 'operator',
  arn: `arn:aws:iam::${account}:user/operator`,
  accountId: account,
  accessKeyId: 'AKIAOPERATOR',
  secretAccessKey: 'secret-of-operator',
  policies: [allSqs],
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

type Form = Readonly<Record<string, string>>;
type Reply = { readonly status: number; readonly xml: string };

/** Sends a form as the AWS CLI of 2022 did, signed by Signature Version 4. */
async function send(
  doorUrl: string,
  { accessKeyId, secretAccessKey }: Pick<Principal, 'accessKeyId' | 'secretAccessKey'>,
  form: Form,
): Promise<Reply> {
  const body = new URLSearchParams({ ...form, Version: '2012-11-05' }).toString();
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [time.slice(0, 8), 'ap-southeast-1', 'sqs', 'aws4_request'];
  const signedHeaders = 'content-type;host;x-amz-date';
  const type = 'application/x-www-form-urlencoded; charset=utf-8';
  const headers = `content-type:${type}\nhost:${new URL(doorUrl).host}\nx-amz-date:${time}\n`;
  const canonical = ['POST', '/', '', headers, signedHeaders, sha256(body)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n');
  const signature = hmac(key, toSign).toString('hex');
  const credential = `${accessKeyId}/${scope.join('/')}`;
  const response = await fetch(doorUrl, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-amz-date': time,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    },
    body,
  });
  return { status: response.status, xml: await response.text() };
}

const requestId = /<RequestId>[\da-f-]{36}<\/RequestId>/;
const prologue = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The answer without what is another in every one. */
const lasting = ({ xml }: Reply): string =>
  xml.replace(prologue, '').replace(requestId, '<RequestId>…</RequestId>');

/** The answer of an operation, with this inside. */
const answer = (action: string, inside: string): string =>
  `<${action}Response xmlns="http://queue.amazonaws.com/doc/2012-11-05/">${inside}<ResponseMetadata><RequestId>…</RequestId></ResponseMetadata></${action}Response>`;

const refusal = (code: string, message: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>…</RequestId></ErrorResponse>`;

const element = (name: string, { xml }: Reply): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';

describe("SQS's query protocol at the door", () => {
  let world: World;
  const queueUrl = (name: string): string => `${world.door.url}/${account}/${name}`;
  const asHealth = (form: Form): Promise<Reply> => send(world.door.url, health, form);
  const asOperator = (form: Form): Promise<Reply> => send(world.door.url, operator, form);
  const waiting = (queue: string) => world.emulator.inspectQueue(queue)?.messages;

  /** Puts a message into a queue, past the door. */
  const put = (queue: string, body: string, options: object = {}) =>
    world.emulator.sendMessage(queue, body, options);

  beforeAll(async () => {
    world = await openWorld(template, () => [operator, health]);
  });
  afterAll(() => world.close());

  it('reads a message with its attributes, and every character of its body', async () => {
    const { messageId } = put('health.fifo', '{"tên":"Hồ sơ <1> & "}\r\n', {
      messageGroupId: 'hồ-sơ-1',
      messageDeduplicationId: 'việc-1',
      messageAttributes: { agency: { DataType: 'String', StringValue: 'H25.03' } },
    });
    const received = await asHealth({
      Action: 'ReceiveMessage',
      QueueUrl: queueUrl('health.fifo'),
      MaxNumberOfMessages: '10',
      WaitTimeSeconds: '0',
      'AttributeName.1': 'MessageGroupId',
      'AttributeName.2': 'ApproximateReceiveCount',
      'MessageAttributeName.1': 'All',
    });
    expect(received.status).toBe(200);
    const handle = element('ReceiptHandle', received);
    expect(handle).not.toBe('');
    expect(lasting(received)).toBe(
      answer(
        'ReceiveMessage',
        '<ReceiveMessageResult><Message>' +
          `<MessageId>${messageId}</MessageId><ReceiptHandle>${handle}</ReceiptHandle>` +
          '<MD5OfBody>097829c0fe792c95587dd7094b46c88d</MD5OfBody>' +
          '<Body>{&quot;tên&quot;:&quot;Hồ sơ &lt;1&gt; &amp; &quot;}&#13;\n</Body>' +
          '<MD5OfMessageAttributes>fb2d0b7a112f416cee161baa7c5b5e29</MD5OfMessageAttributes>' +
          '<MessageAttribute><Name>agency</Name><Value><DataType>String</DataType><StringValue>H25.03</StringValue></Value></MessageAttribute>' +
          '<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>' +
          '<Attribute><Name>MessageGroupId</Name><Value>hồ-sơ-1</Value></Attribute>' +
          '</Message></ReceiveMessageResult>',
      ),
    );
    const form = { QueueUrl: queueUrl('health.fifo'), ReceiptHandle: handle };
    const later = await asHealth({ Action: 'ChangeMessageVisibility', VisibilityTimeout: '0', ...form });
    expect(lasting(later)).toBe(answer('ChangeMessageVisibility', ''));
    const again = await asHealth({ Action: 'ReceiveMessage', QueueUrl: queueUrl('health.fifo') });
    expect(element('MessageId', again)).toBe(messageId);
    const deleted = await asHealth({
      Action: 'DeleteMessage',
      ...form,
      ReceiptHandle: element('ReceiptHandle', again),
    });
    expect(lasting(deleted)).toBe(answer('DeleteMessage', ''));
    expect(waiting('health.fifo')).toEqual({ ready: [], delayed: [], inflight: [] });
  });

  it('answers an empty queue with an empty result', async () => {
    const received = await asHealth({ Action: 'ReceiveMessage', QueueUrl: queueUrl('health.fifo') });
    expect(lasting(received)).toBe(answer('ReceiveMessage', '<ReceiveMessageResult></ReceiveMessageResult>'));
  });

  it("refuses another department's queue", async () => {
    const message =
      'User: arn:aws:iam::111122223333:user/health is not authorized to perform: sqs:ReceiveMessage on resource: arn:aws:sqs:ap-southeast-1:000000000000:labour because no resource-based policy allows the sqs:ReceiveMessage action';
    const refused = await asHealth({ Action: 'ReceiveMessage', QueueUrl: queueUrl('labour') });
    expect(refused.status).toBe(403);
    expect(lasting(refused)).toBe(refusal('AccessDenied', message));
    expect(world.door.refusals()).toContainEqual({
      principal: 'health',
      action: 'sqs:ReceiveMessage',
      resource: arn('sqs', 'labour'),
      reason: 'because no resource-based policy allows the sqs:ReceiveMessage action',
    });
  });

  it('knows no queue under another account, though its name is that of one here', async () => {
    put('labour', 'of labour only');
    const url = `${world.door.url}/${departmentAccount}/labour`;
    const refused = await asHealth({ Action: 'ReceiveMessage', QueueUrl: url });
    expect(refused.status).toBe(400);
    expect(lasting(refused)).toBe(
      refusal(
        'AWS.SimpleQueueService.NonExistentQueue',
        'The specified queue does not exist: account 111122223333 has no queue labour',
      ),
    );
    const bySdk = new SQSClient({ ...world.client(health), useQueueUrlAsEndpoint: false });
    await expect(bySdk.send(new ReceiveMessageCommand({ QueueUrl: url }))).rejects.toThrow(QueueDoesNotExist);
  });

  it('refuses a wrong secret and an unknown key', async () => {
    const form = { Action: 'ReceiveMessage', QueueUrl: queueUrl('health.fifo') };
    const wrong = await send(world.door.url, { ...health, secretAccessKey: 'wrong' }, form);
    expect([wrong.status, element('Code', wrong)]).toEqual([403, 'SignatureDoesNotMatch']);
    const unknown = await send(world.door.url, { ...health, accessKeyId: 'AKIANOBODY' }, form);
    expect([unknown.status, element('Code', unknown)]).toEqual([403, 'InvalidClientTokenId']);
  });

  it('tells the attributes of a queue', async () => {
    const attributes = await asHealth({
      Action: 'GetQueueAttributes',
      QueueUrl: queueUrl('health.fifo'),
      'AttributeName.1': 'QueueArn',
      'AttributeName.2': 'FifoQueue',
    });
    expect(lasting(attributes)).toBe(
      answer(
        'GetQueueAttributes',
        '<GetQueueAttributesResult><Attribute><Name>QueueArn</Name><Value>arn:aws:sqs:ap-southeast-1:000000000000:health.fifo</Value></Attribute><Attribute><Name>FifoQueue</Name><Value>true</Value></Attribute></GetQueueAttributesResult>',
      ),
    );
  });

  describe('refuses as SQS does', () => {
    const receive = { Action: 'ReceiveMessage' };

    it('a queue that is not there', async () => {
      const refused = await asOperator({ ...receive, QueueUrl: queueUrl('none') });
      expect(refused.status).toBe(400);
      expect(lasting(refused)).toBe(
        refusal('AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.'),
      );
    });

    it('a number that is out of its range, or none', async () => {
      const QueueUrl = queueUrl('labour');
      const eleven = await asOperator({ ...receive, QueueUrl, MaxNumberOfMessages: '11' });
      expect([eleven.status, element('Code', eleven)]).toEqual([400, 'InvalidParameterValue']);
      const many = await asOperator({ ...receive, QueueUrl, MaxNumberOfMessages: 'nhiều' });
      expect(lasting(many)).toBe(
        refusal(
          'InvalidParameterValue',
          'Value nhiều for parameter MaxNumberOfMessages is invalid. Reason: Must be an integer.',
        ),
      );
    });

    it('an operation that is not imitated', async () => {
      const refused = await asOperator({ Action: 'SendMessage', QueueUrl: queueUrl('labour') });
      expect(refused.status).toBe(400);
      expect(lasting(refused)).toBe(
        refusal('InvalidAction', 'The local run does not imitate this operation of sqs: SendMessage'),
      );
    });

    it('what an injected fault strikes, and counts it like any call', async () => {
      const calls = () =>
        world.door
          .counts()
          .find(({ principal, operation }) => principal === 'operator' && operation === 'sqs:ReceiveMessage')
          ?.calls ?? 0;
      const before = calls();
      world.door.faults.add({
        match: { action: 'sqs:ReceiveMessage' },
        effect: { kind: 'throttle' },
        times: 1,
      });
      const refused = await asOperator({ ...receive, QueueUrl: queueUrl('labour') });
      expect(lasting(refused)).toBe(refusal('RequestThrottled', 'Rate exceeded'));
      expect(calls() - before).toBe(1);
    });
  });
});
