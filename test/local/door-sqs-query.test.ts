import { createHash, createHmac } from 'node:crypto';
import { QueueDoesNotExist, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../infra/local/door/identify.ts';
import {
  account,
  allow,
  arn,
  departmentAccount,
  holder,
  openWorld,
  policy,
  role,
  type Template,
  type World,
} from './door-fixture.ts';

const readable = (queue: string, reader: string): Template[string] => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: queue }],
    PolicyDocument: policy({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${reader}:root` },
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl'],
      Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
    }),
  },
});

const template: Template = {
  Health: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'health.fifo', FifoQueue: true } },
  HealthPolicy: readable('Health', departmentAccount),
  Labour: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'labour' } },
  LabourPolicy: readable('Labour', '444455556666'),
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: policy({
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      }),
    },
  },
  Sealed: {
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName: 'sealed', KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
  },
  OperatorRole: role('operator', allow(['sqs:*'], '*')),
};

const health: Principal = {
  name: 'health',
  arn: `arn:aws:iam::${departmentAccount}:user/health`,
  accountId: departmentAccount,
  accessKeyId: 'AKIAHEALTH',
  secretAccessKey: 'secret-of-health',
  policies: [policy(allow(['sqs:*'], '*'))],
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
  path = '/',
): Promise<Reply> {
  const body = new URLSearchParams({ ...form, Version: '2012-11-05' }).toString();
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [time.slice(0, 8), 'ap-southeast-1', 'sqs', 'aws4_request'];
  const signedHeaders = 'content-type;host;x-amz-date';
  const type = 'application/x-www-form-urlencoded; charset=utf-8';
  const headers = `content-type:${type}\nhost:${new URL(doorUrl).host}\nx-amz-date:${time}\n`;
  const canonical = ['POST', path, '', headers, signedHeaders, sha256(body)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n');
  const signature = hmac(key, toSign).toString('hex');
  const credential = `${accessKeyId}/${scope.join('/')}`;
  const response = await fetch(`${doorUrl}${path}`, {
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
  let operator: Principal;
  const queueUrl = (name: string): string => `${world.door.url}/${account}/${name}`;
  const asHealth = (form: Form, path?: string): Promise<Reply> => send(world.door.url, health, form, path);
  const asOperator = (form: Form, path?: string): Promise<Reply> =>
    send(world.door.url, operator, form, path);
  const waiting = (queue: string) => world.emulator.inspectQueue(queue)?.messages;

  /** Puts a message into a queue, past the door. */
  const put = (queue: string, body: string, options: object = {}) =>
    world.emulator.sendMessage(queue, body, options);

  beforeAll(async () => {
    world = await openWorld(template, (assembly) => {
      operator = holder(assembly, 'operator');
      return [operator, health];
    });
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

  it('takes the queue from the path where the form names none', async () => {
    const received = await asHealth({ Action: 'ReceiveMessage' }, `/${account}/health.fifo`);
    expect(received.status).toBe(200);
    const refused = await asHealth({ Action: 'ReceiveMessage' }, `/${account}/labour`);
    expect(element('Code', refused)).toBe('AccessDenied');
  });

  it("refuses another department's queue, by whichever way it is named", async () => {
    const message =
      'User: arn:aws:iam::111122223333:user/health is not authorized to perform: sqs:ReceiveMessage on resource: arn:aws:sqs:ap-southeast-1:000000000000:labour because no resource-based policy allows the sqs:ReceiveMessage action';
    const form = { Action: 'ReceiveMessage', QueueUrl: queueUrl('labour') };
    for (const path of ['/', `/${account}/labour`, `/${account}/health.fifo`]) {
      const refused = await asHealth(form, path);
      expect(refused.status).toBe(403);
      expect(lasting(refused)).toBe(refusal('AccessDenied', message));
    }
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
    await asOperator({ Action: 'PurgeQueue', QueueUrl: queueUrl('labour') });
  });

  it('asks for the key that encrypts the queue, too', async () => {
    const refused = await asOperator({ Action: 'ReceiveMessage', QueueUrl: queueUrl('sealed') });
    expect(refused.status).toBe(400);
    expect(element('Code', refused)).toBe('KMS.AccessDeniedException');
  });

  it('refuses a wrong secret and an unknown key', async () => {
    const form = { Action: 'ReceiveMessage', QueueUrl: queueUrl('health.fifo') };
    const wrong = await send(world.door.url, { ...health, secretAccessKey: 'wrong' }, form);
    expect([wrong.status, element('Code', wrong)]).toEqual([403, 'SignatureDoesNotMatch']);
    const unknown = await send(world.door.url, { ...health, accessKeyId: 'AKIANOBODY' }, form);
    expect([unknown.status, element('Code', unknown)]).toEqual([403, 'InvalidClientTokenId']);
  });

  it('sends, in batches as well, and says of each entry what became of it', async () => {
    const sent = await asOperator({
      Action: 'SendMessage',
      QueueUrl: queueUrl('labour'),
      MessageBody: 'xin chào',
      'MessageAttribute.1.Name': 'agency',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'H25.08',
    });
    expect(element('MD5OfMessageBody', sent)).toBe('d79ae2922c29b26e06d8cd8eb7494fba');
    const batch = await asOperator({
      Action: 'SendMessageBatch',
      QueueUrl: queueUrl('health.fifo'),
      'SendMessageBatchRequestEntry.1.Id': 'first',
      'SendMessageBatchRequestEntry.1.MessageBody': 'một',
      'SendMessageBatchRequestEntry.1.MessageGroupId': 'g',
      'SendMessageBatchRequestEntry.1.MessageDeduplicationId': 'một',
      'SendMessageBatchRequestEntry.2.Id': 'second',
      'SendMessageBatchRequestEntry.2.MessageBody': 'hai',
    });
    expect(batch.xml).toMatch(
      /<SendMessageBatchResult><SendMessageBatchResultEntry><Id>first<\/Id>.*<\/SendMessageBatchResultEntry>/,
    );
    expect(batch.xml).toContain(
      '<BatchResultErrorEntry><Id>second</Id><SenderFault>true</SenderFault><Code>MissingParameter</Code><Message>The request must contain the parameter MessageGroupId.</Message></BatchResultErrorEntry></SendMessageBatchResult>',
    );
    expect(
      waiting('labour')?.ready.map(({ body, messageAttributes }) => ({ body, messageAttributes })),
    ).toEqual([
      { body: 'xin chào', messageAttributes: { agency: { DataType: 'String', StringValue: 'H25.08' } } },
    ]);
    expect(waiting('health.fifo')?.ready.map(({ body }) => body)).toEqual(['một']);
  });

  it('hides and deletes in batches', async () => {
    await asOperator({ Action: 'PurgeQueue', QueueUrl: queueUrl('labour') });
    for (const body of ['một', 'hai']) put('labour', body);
    const received = await asOperator({
      Action: 'ReceiveMessage',
      QueueUrl: queueUrl('labour'),
      MaxNumberOfMessages: '2',
    });
    const [first = '', second = ''] = [...received.xml.matchAll(/<ReceiptHandle>([^<]+)</g)].map(
      ([, handle = '']) => handle,
    );
    const hidden = await asOperator({
      Action: 'ChangeMessageVisibilityBatch',
      QueueUrl: queueUrl('labour'),
      'ChangeMessageVisibilityBatchRequestEntry.1.Id': 'first',
      'ChangeMessageVisibilityBatchRequestEntry.1.ReceiptHandle': first,
      'ChangeMessageVisibilityBatchRequestEntry.1.VisibilityTimeout': '0',
    });
    expect(lasting(hidden)).toBe(
      answer(
        'ChangeMessageVisibilityBatch',
        '<ChangeMessageVisibilityBatchResult><ChangeMessageVisibilityBatchResultEntry><Id>first</Id></ChangeMessageVisibilityBatchResultEntry></ChangeMessageVisibilityBatchResult>',
      ),
    );
    const deleted = await asOperator({
      Action: 'DeleteMessageBatch',
      QueueUrl: queueUrl('labour'),
      'DeleteMessageBatchRequestEntry.1.Id': 'second',
      'DeleteMessageBatchRequestEntry.1.ReceiptHandle': second,
    });
    expect(lasting(deleted)).toBe(
      answer(
        'DeleteMessageBatch',
        '<DeleteMessageBatchResult><DeleteMessageBatchResultEntry><Id>second</Id></DeleteMessageBatchResultEntry></DeleteMessageBatchResult>',
      ),
    );
    expect(waiting('labour')).toMatchObject({ ready: [{ body: 'một' }], inflight: [] });
    const purged = await asOperator({ Action: 'PurgeQueue', QueueUrl: queueUrl('labour') });
    expect(lasting(purged)).toBe(answer('PurgeQueue', ''));
    expect(waiting('labour')).toMatchObject({ ready: [], inflight: [] });
  });

  it('tells URLs that lead back through the door, and the attributes of a queue', async () => {
    const url = await asHealth({
      Action: 'GetQueueUrl',
      QueueName: 'health.fifo',
      QueueOwnerAWSAccountId: account,
    });
    expect(lasting(url)).toBe(
      answer(
        'GetQueueUrl',
        `<GetQueueUrlResult><QueueUrl>${queueUrl('health.fifo')}</QueueUrl></GetQueueUrlResult>`,
      ),
    );
    const unowned = await asHealth({ Action: 'GetQueueUrl', QueueName: 'health.fifo' });
    expect(lasting(unowned)).toBe(
      refusal(
        'AWS.SimpleQueueService.NonExistentQueue',
        'The specified queue does not exist: account 111122223333 has no queue health.fifo',
      ),
    );
    const listed = await asOperator({ Action: 'ListQueues', QueueNamePrefix: 'hea' });
    expect(lasting(listed)).toBe(
      answer(
        'ListQueues',
        `<ListQueuesResult><QueueUrl>${queueUrl('health.fifo')}</QueueUrl></ListQueuesResult>`,
      ),
    );
    const attributes = await asOperator({
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

  it('tells the tags of a queue', async () => {
    world.emulator.createQueue('tagged', { tags: { 'đơn-vị': 'H25.03' } });
    const tags = await asOperator({ Action: 'ListQueueTags', QueueUrl: queueUrl('tagged') });
    expect(lasting(tags)).toBe(
      answer(
        'ListQueueTags',
        '<ListQueueTagsResult><Tag><Key>đơn-vị</Key><Value>H25.03</Value></Tag></ListQueueTagsResult>',
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
      const refused = await asOperator({ Action: 'CreateQueue', QueueName: 'another' });
      expect(refused.status).toBe(400);
      expect(lasting(refused)).toBe(
        refusal('InvalidAction', 'The local run does not imitate this operation of sqs: CreateQueue'),
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
