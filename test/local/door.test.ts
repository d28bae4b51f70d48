import { createServer } from 'node:http';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../infra/local/assembly/policy-document.ts';
import { authorizer } from '../../infra/local/iam/authorize.ts';
import { resourcePolicies } from '../../infra/local/iam/policies.ts';
import type { Principal } from '../../infra/local/iam/principals.ts';
import { account, allow, arn, policy, type Resources, role } from './assembly-fixture.ts';
import {
  assemblyOf,
  departmentAccount,
  refusal as error,
  holder,
  openWorld,
  type World,
} from './door-fixture.ts';

const departmentRoot = `arn:aws:iam::${departmentAccount}:root`;

const queuePolicy = policy(
  {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arn('sqs', 'health'),
    Condition: { ArnEquals: { 'aws:SourceArn': arn('sns', 'events') } },
  },
  {
    Effect: 'Allow',
    Principal: { AWS: departmentRoot },
    Action: ['sqs:ReceiveMessage'],
    Resource: arn('sqs', 'health'),
  },
);

const template: Resources = {
  Topic: {
    Type: 'AWS::SNS::Topic',
    Properties: { TopicName: 'events', KmsMasterKeyId: arn('kms', 'alias/aws/sns') },
  },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'health', SqsManagedSseEnabled: true } },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: queuePolicy },
  },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
  },
  PublisherRole: role(
    'publisher',
    allow(['sns:Publish'], arn('sns', 'events')),
    allow(['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'], arn('sqs', 'health')),
    allow(['ssm:GetParameter', 'ssm:PutParameter'], arn('ssm', 'parameter/keys/postal')),
    allow(['ses:SendEmail'], arn('ses', 'identity/hanam.gov.vn')),
    allow(['ses:SendEmail'], arn('ses', 'configuration-set/mail')),
  ),
  IdleRole: role('idle', { Effect: 'Deny', Action: 'kms:*', Resource: '*' }),
};

const readKey = (Name = '/keys/postal') => new GetParameterCommand({ Name, WithDecryption: true });

const mayDo = (...Action: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: ['*'] }],
});

const outsider = (...policies: readonly PolicyDocument[]): Principal => ({
  name: 'health',
  arn: `arn:aws:iam::${departmentAccount}:user/health`,
  accountId: departmentAccount,
  accessKeyId: 'AKIAHEALTH',
  secretAccessKey: 'secret-of-health',
  policies,
});
const stranger: Principal = {
  ...outsider(mayDo('*')),
  name: 'stranger',
  arn: 'arn:aws:iam::444455556666:user/stranger',
  accountId: '444455556666',
  accessKeyId: 'AKIASTRANGER',
};

describe('The door in front of SNS, SQS, SES and Parameter Store', () => {
  let world: World;
  let publisher: ReturnType<World['client']>;
  let idle: ReturnType<World['client']>;
  let queueUrl: string;
  const mails: string[] = [];
  const inbox = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      mails.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"MessageId":"1"}');
    });
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => inbox.listen(0, '127.0.0.1', resolve));
    const address = inbox.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    world = await openWorld(
      template,
      (assembly) => [
        holder(assembly, 'publisher'),
        holder(assembly, 'idle'),
        outsider(mayDo('sqs:*')),
        stranger,
      ],
      { ses: `http://127.0.0.1:${port}` },
    );
    world.emulator.subscribe({ topic: 'events', queue: 'health' });
    publisher = world.client(holder(world.assembly, 'publisher'));
    idle = world.client(holder(world.assembly, 'idle'));
    queueUrl = `${world.door.url}/${account}/health`;
  });
  afterAll(async () => {
    await world.close();
    inbox.close();
  });

  it('lets a role publish, and the department of another account read its queue', async () => {
    await new SNSClient(publisher).send(
      new PublishCommand({ TopicArn: arn('sns', 'events'), Message: 'hồ sơ xong' }),
    );
    const health = new SQSClient(world.client(outsider()));
    const { Messages = [] } = await health.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 1 }),
    );
    expect(Messages).toHaveLength(1);
    expect(JSON.parse(Messages[0]?.Body ?? '{}').Message).toBe('hồ sơ xong');
  });

  it('refuses the department what the policy of the queue does not let it do', async () => {
    const health = new SQSClient(world.client(outsider()));
    const refused = await error(
      health.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: 'x' })),
    );
    expect(refused.name).toMatch(/^AccessDenied/);
    expect(refused.message).toBe(
      'User: arn:aws:iam::111122223333:user/health is not authorized to perform: sqs:DeleteMessage on resource: arn:aws:sqs:ap-southeast-1:000000000000:health because no resource-based policy allows the sqs:DeleteMessage action',
    );
  });

  it('refuses an account that the queue does not know, whatever its own policies say', async () => {
    const sqs = new SQSClient(world.client(stranger));
    const refused = await error(sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl })));
    expect(refused.name).toMatch(/^AccessDenied/);
    expect(world.door.refusals()).toContainEqual({
      principal: 'stranger',
      action: 'sqs:ReceiveMessage',
      resource: arn('sqs', 'health'),
      reason: 'because no resource-based policy allows the sqs:ReceiveMessage action',
    });
  });

  it('answers a missing grant as SNS does', async () => {
    const refused = await error(
      new SNSClient(idle).send(new PublishCommand({ TopicArn: arn('sns', 'events'), Message: 'x' })),
    );
    expect(refused.name).toBe('AuthorizationErrorException');
    expect(refused.message).toBe(
      'User: arn:aws:iam::000000000000:role/idle is not authorized to perform: sns:Publish on resource: arn:aws:sns:ap-southeast-1:000000000000:events because no identity-based policy allows the sns:Publish action',
    );
  });

  it('answers a missing grant as Systems Manager does, and gives a secret to whom it is granted once it is put', async () => {
    const ssm = new SSMClient(publisher);
    const refused = await error(ssm.send(readKey('/keys/other')));
    expect(refused.name).toBe('AccessDeniedException');
    expect(refused.message).toContain('ssm:GetParameter on resource: arn:aws:ssm:ap-southeast-1:');
    expect((await error(ssm.send(readKey()))).name).toBe('ParameterNotFound');
    const put = (Value: string, Overwrite?: boolean) =>
      ssm.send(new PutParameterCommand({ Name: '/keys/postal', Value, Type: 'SecureString', Overwrite }));
    await put('khóa thứ nhất');
    expect((await error(put('khóa thứ hai'))).name).toBe('ParameterAlreadyExists');
    expect((await ssm.send(readKey())).Parameter?.Value).toBe('khóa thứ nhất');
    await put('khóa thứ hai', true);
    expect((await ssm.send(readKey())).Parameter).toMatchObject({
      Type: 'SecureString',
      Value: 'khóa thứ hai',
    });
  });

  it('takes no secret in the clear, and gives none out without decrypting it', async () => {
    const ssm = new SSMClient(publisher);
    const clear = new PutParameterCommand({ Name: '/keys/postal', Value: 'rõ', Type: 'String' });
    expect((await error(ssm.send(clear))).name).toBe('ValidationException');
    const encrypted = new GetParameterCommand({ Name: '/keys/postal' });
    expect((await error(ssm.send(encrypted))).name).toBe('ValidationException');
  });

  it('lets mail go only from the identity that is granted', async () => {
    const ses = new SESv2Client(publisher);
    const mail = (FromEmailAddress: string) =>
      new SendEmailCommand({
        FromEmailAddress,
        ConfigurationSetName: 'mail',
        Destination: { ToAddresses: ['an@example.vn'] },
        Content: { Simple: { Subject: { Data: 'Hồ sơ' }, Body: { Text: { Data: 'Đã xong' } } } },
      });
    await ses.send(mail('Một cửa Hà Nam <motcua@hanam.gov.vn>'));
    expect(JSON.parse(mails[0] ?? '{}')).toMatchObject({ Destination: { ToAddresses: ['an@example.vn'] } });
    const refused = await error(ses.send(mail('motcua@bac.gov.vn')));
    expect(refused.name).toBe('AccessDeniedException');
    expect(refused.message).toContain('arn:aws:ses:ap-southeast-1:000000000000:identity/bac.gov.vn');
    expect(mails).toHaveLength(1);
  });

  it('knows neither an unknown key nor a wrong secret', async () => {
    const unknown = { ...publisher, credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' } };
    const wrong = { ...publisher, credentials: { ...publisher.credentials, secretAccessKey: 'wrong' } };
    const publish = () => new PublishCommand({ TopicArn: arn('sns', 'events'), Message: 'x' });
    expect((await error(new SNSClient(unknown).send(publish()))).name).toBe('InvalidClientTokenId');
    expect((await error(new SNSClient(wrong).send(publish()))).name).toBe('SignatureDoesNotMatch');
    expect((await error(new SSMClient(unknown).send(readKey()))).name).toBe('UnrecognizedClientException');
    expect((await error(new SSMClient(wrong).send(readKey()))).name).toBe('InvalidSignatureException');
  });

  it('refuses a request that was signed too long ago', async () => {
    const late = { ...publisher, systemClockOffset: -6 * 60_000 };
    const refused = await error(new SSMClient(late).send(readKey()));
    expect(refused.name).toBe('InvalidSignatureException');
    expect(refused.message).toContain('Signature expired');
  });

  it('refuses an operation it does not imitate, by name', async () => {
    const refused = await error(
      new SQSClient(publisher).send(new CreateQueueCommand({ QueueName: 'another' })),
    );
    expect(refused.message).toBe('The local run does not imitate this operation of sqs: CreateQueue');
  });

  it('refuses a request without a signature', async () => {
    const response = await fetch(world.door.url, { method: 'POST' });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>AccessDenied</Code>');
  });

  it('takes the keys of a session with its token only, and no token with other keys', async () => {
    const { sessionToken: _, ...keys } = publisher.credentials;
    const read = (credentials: object) =>
      new SSMClient({ ...publisher, credentials: { ...keys, ...credentials } }).send(readKey());
    for (const credentials of [{}, { sessionToken: 'of another' }]) {
      const refused = await error(read(credentials));
      expect(refused.name).toBe('UnrecognizedClientException');
      expect(refused.message).toBe('The security token included in the request is invalid.');
    }
    const withToken = { ...world.client({ ...outsider(), sessionToken: 'stolen' }) };
    const refused = await error(
      new SQSClient(withToken).send(new ReceiveMessageCommand({ QueueUrl: queueUrl })),
    );
    expect(refused.name).toBe('InvalidClientTokenId');
  });

  it('refuses a signature for another region', async () => {
    const elsewhere = { ...publisher, region: 'ap-southeast-2' };
    const refused = await error(new SSMClient(elsewhere).send(readKey()));
    expect(refused.name).toBe('InvalidSignatureException');
    expect(refused.message).toBe(
      'Credential should be scoped to the region ap-southeast-1, not ap-southeast-2.',
    );
  });

  it('counts calls and the grants they used', async () => {
    const before = world.door
      .counts()
      .find(({ principal, operation }) => principal === 'publisher' && operation === 'sns:Publish');
    await new SNSClient(publisher).send(new PublishCommand({ TopicArn: arn('sns', 'events'), Message: 'x' }));
    const after = world.door
      .counts()
      .find(({ principal, operation }) => principal === 'publisher' && operation === 'sns:Publish');
    expect((after?.calls ?? 0) - (before?.calls ?? 0)).toBe(1);
    expect(world.door.uses().map(({ principal, action }) => `${principal} ${action}`)).toContain(
      'publisher sns:Publish',
    );
  });

  describe('with faults injected', () => {
    const publish = (client: ReturnType<World['client']>) =>
      new SNSClient(client).send(new PublishCommand({ TopicArn: arn('sns', 'events'), Message: 'x' }));

    it('throttles as the service does, as often as it is told, and then no more', async () => {
      world.door.faults.add({
        match: { principal: 'publisher', action: 'sns:Publish' },
        effect: { kind: 'throttle' },
        times: 1,
      });
      expect((await error(publish(publisher))).name).toBe('ThrottledException');
      await publish(publisher);
    });

    it('answers an error of choice to the calls of one action only', async () => {
      const effect = { kind: 'error', code: 'InternalFailure', status: 500 } as const;
      world.door.faults.add({ match: { action: 'ssm:GetParameter' }, effect });
      await publish(publisher);
      const read = () => new SSMClient(publisher).send(readKey());
      expect((await error(read())).name).toBe('InternalFailure');
      world.door.faults.clear();
      await read();
    });

    it('does a call twice', async () => {
      const sqs = new SQSClient(publisher);
      world.door.faults.add({
        match: { action: 'sqs:SendMessage' },
        effect: { kind: 'duplicate' },
        times: 1,
      });
      const before = world.emulator.inspectQueue('health')?.messages.ready.length ?? 0;
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'một lần' }));
      expect((world.emulator.inspectQueue('health')?.messages.ready.length ?? 0) - before).toBe(2);
    });

    it('does a call and loses the answer', async () => {
      const before = world.emulator.inspectQueue('health')?.messages.ready.length ?? 0;
      world.door.faults.add({
        match: { action: 'sqs:SendMessage' },
        effect: { kind: 'drop-response' },
        times: 1,
      });
      const lost = await error(
        new SQSClient(publisher).send(
          new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'mất trả lời' }),
        ),
      );
      expect(lost).toMatchObject({ code: 'ECONNRESET' });
      expect((world.emulator.inspectQueue('health')?.messages.ready.length ?? 0) - before).toBe(1);
    });
  });
});

describe('A door that must not open', () => {
  it('says which subscription could not be delivered for want of a queue policy', async () => {
    const { QueuePolicy: _, ...without } = template;
    await expect(openWorld(without, () => [])).rejects.toThrow(
      'test/Subscription: sns.amazonaws.com may not sqs:SendMessage arn:aws:sqs:ap-southeast-1:000000000000:health because no resource-based policy allows',
    );
  });

  it('says which condition it cannot judge', async () => {
    const odd = { ...allow(['sqs:*'], '*'), Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } };
    const changed = { ...template, OddRole: role('odd', odd) };
    await expect(openWorld(changed, (assembly) => [holder(assembly, 'odd')])).rejects.toThrow(
      'the role of odd has a condition on aws:PrincipalOrgID, which the local run cannot judge',
    );
  });
});

describe('Judging', () => {
  it('takes microseconds for what was judged before', async () => {
    const assembly = assemblyOf(template);
    const authorize = authorizer(resourcePolicies(assembly), {
      region: 'ap-southeast-1',
      accountId: account,
    });
    const publisher = holder(assembly, 'publisher');
    const need = { action: 'sns:Publish', resource: arn('sns', 'events') };
    const first = await authorize(publisher, need);
    expect(first).toEqual({ allowed: true, reason: '' });
    // The same promise each time: nothing is simulated again.
    expect(await authorize(publisher, need)).toBe(first);
  });
});
