import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { GuardDutyClient, SendObjectMalwareScanCommand } from '@aws-sdk/client-guardduty';
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, allow, policy, type Resources, role } from './assembly-fixture.ts';
import { holder, openWorld, refusal, type World } from './door-fixture.ts';

const objects = 'arn:aws:s3:::papers/*';
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

const plan = (bucket: string, scanner: string): Resources[string] => ({
  Type: 'AWS::GuardDuty::MalwareProtectionPlan',
  Properties: {
    Role: `arn:aws:iam::${account}:role/${scanner}`,
    ProtectedResource: { S3Bucket: { BucketName: bucket } },
    Actions: { Tagging: { Status: 'ENABLED' } },
  },
});

const template: Resources = {
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
  Papers: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'papers',
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] },
            },
          },
        ],
      },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      CorsConfiguration: {
        CorsRules: [
          {
            AllowedOrigins: ['https://dichvucong.hanam.gov.vn'],
            AllowedMethods: ['POST'],
            AllowedHeaders: ['*'],
            ExposedHeaders: ['ETag'],
            MaxAge: 3600,
          },
        ],
      },
    },
  },
  PapersPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Papers' },
      PolicyDocument: policy(
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: objects,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:GetObject', 's3:GetObjectVersion'],
          Resource: objects,
          Condition: {
            StringNotEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'NO_THREATS_FOUND' },
            ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/scanner` },
          },
        },
      ),
    },
  },
  Blind: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'blind' } },
  Plan: plan('papers', 'scanner'),
  BlindPlan: plan('blind', 'blindscanner'),
  ScannerRole: role(
    'scanner',
    allow(['s3:GetObjectVersion', 's3:GetObjectVersionTagging', 's3:PutObjectVersionTagging'], objects),
    allow(['kms:Decrypt'], '*'),
  ),
  BlindScannerRole: role('blindscanner'),
  UploaderRole: role(
    'uploader',
    allow(['s3:PutObject', 's3:PutObjectTagging'], objects),
    allow(['s3:PutObject', 's3:GetObject'], 'arn:aws:s3:::blind/*'),
    allow(['kms:GenerateDataKey'], '*'),
  ),
  ReaderRole: role(
    'reader',
    allow(
      ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:PutObjectVersionTagging'],
      objects,
    ),
    allow(['kms:Decrypt'], '*'),
  ),
  ListerRole: role(
    'lister',
    allow(['s3:GetObjectTagging'], objects),
    allow(['s3:ListBucket'], 'arn:aws:s3:::papers'),
  ),
  AskerRole: role('asker', allow(['guardduty:SendObjectMalwareScan'], '*')),
  TaglessRole: role('tagless', allow(['s3:PutObject'], objects), allow(['kms:GenerateDataKey'], '*')),
};

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');
const tagging = '<Tagging><TagSet><Tag><Key>retention</Key><Value>draft</Value></Tag></TagSet></Tagging>';

describe('An upload by browser form', () => {
  let world: World;
  let now = new Date();

  beforeAll(async () => {
    const names = ['uploader', 'reader', 'lister', 'asker', 'tagless'];
    world = await openWorld(template, (assembly) => names.map((name) => holder(assembly, name)), {
      now: () => now,
    });
  });
  afterAll(() => world.close());

  const s3 = (name: string): S3Client => new S3Client(world.client(holder(world.assembly, name)));

  /** Signs as the service does: key, type, size, checksum and tags are pinned. */
  const sign = (
    key: string,
    bytes: Buffer,
    { as = 'uploader', bucket = 'papers', tagged = true, ...more }: Record<string, unknown> = {},
  ) => {
    const fields = {
      'Content-Type': 'application/pdf',
      'x-amz-checksum-algorithm': 'SHA256',
      'x-amz-checksum-sha256': sha256(bytes),
      ...(tagged === true && { tagging }),
      success_action_status: '201',
      ...more,
    };
    return createPresignedPost(s3(String(as)), {
      Bucket: String(bucket),
      Key: key,
      Fields: fields,
      Conditions: [
        ['content-length-range', bytes.length, bytes.length],
        ...Object.entries(fields).map(([name, value]) => ({ [name]: String(value) })),
      ],
      Expires: 900,
    });
  };

  const post = async (
    { url, fields }: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
    bytes: Buffer,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string; code: string | undefined; headers: Headers }> => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(bytes)]), 'giấy khai sinh.pdf');
    const response = await fetch(url, { method: 'POST', body: form, headers });
    const text = await response.text();
    return {
      status: response.status,
      text,
      code: /<Code>([^<]*)</.exec(text)?.[1],
      headers: response.headers,
    };
  };

  const results = async (key: string, count: number): Promise<readonly Record<string, unknown>[]> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const events = world.events.filter(
        ({ 'detail-type': type, detail }) =>
          type === 'GuardDuty Malware Protection Object Scan Result' &&
          JSON.stringify(detail).includes(`"${key}"`),
      );
      if (events.length >= count) return events.map((event) => ({ ...event }));
      await sleep(20);
    }
    throw new Error(`${key} was not scanned ${count} times`);
  };
  const scanned = async (key: string) => (await results(key, 1))[0];

  it('is stored with its type, tags and a version, and can be opened once it was found clean', async () => {
    const bytes = Buffer.from('%PDF-1.7 bản sao');
    const answer = await post(await sign('a/clean', bytes), bytes);
    expect(answer.status).toBe(201);
    expect(answer.text).toContain('<Bucket>papers</Bucket><Key>a/clean</Key><ETag>');
    const version = answer.headers.get('x-amz-version-id');
    expect(version).toMatch(/^[\da-f]{32}$/);

    const early = await refusal(
      s3('reader').send(new GetObjectCommand({ Bucket: 'papers', Key: 'a/clean' })),
    );
    expect(early.name).toBe('AccessDenied');
    expect(early.message).toContain('with an explicit deny in a resource-based policy');

    expect(await scanned('a/clean')).toMatchObject({
      source: 'aws.guardduty',
      account: '000000000000',
      region: 'ap-southeast-1',
      detail: {
        scanStatus: 'COMPLETED',
        s3ObjectDetails: { bucketName: 'papers', objectKey: 'a/clean', versionId: version },
        scanResultDetails: { scanResultStatus: 'NO_THREATS_FOUND', threats: null },
      },
    });
    const { Body, ContentType, VersionId } = await s3('reader').send(
      new GetObjectCommand({ Bucket: 'papers', Key: 'a/clean' }),
    );
    expect(await Body?.transformToString()).toBe('%PDF-1.7 bản sao');
    expect({ ContentType, VersionId }).toEqual({ ContentType: 'application/pdf', VersionId: version });
    const { TagSet } = await s3('reader').send(
      new GetObjectTaggingCommand({ Bucket: 'papers', Key: 'a/clean' }),
    );
    expect(TagSet).toEqual([
      { Key: 'retention', Value: 'draft' },
      { Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' },
    ]);
  });

  it('keeps what was signed apart from what came later', async () => {
    const first = Buffer.from('bản một');
    const second = Buffer.from('bản hai');
    const one = await post(await sign('a/versions', first), first);
    await post(await sign('a/versions', second), second);
    const VersionId = one.headers.get('x-amz-version-id') ?? '';
    await s3('reader').send(
      new PutObjectTaggingCommand({
        Bucket: 'papers',
        Key: 'a/versions',
        VersionId,
        Tagging: { TagSet: [{ Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' }] },
      }),
    );
    const pinned = await s3('reader').send(
      new GetObjectCommand({ Bucket: 'papers', Key: 'a/versions', VersionId }),
    );
    expect(await pinned.Body?.transformToString()).toBe('bản một');
  });

  it('is given back byte by byte, however large', async () => {
    const bytes = Buffer.alloc(20 * 1024 * 1024, 'giấy');
    expect((await post(await sign('a/large', bytes), bytes)).status).toBe(201);
    await scanned('a/large');
    const { Body, ETag } = await s3('reader').send(
      new GetObjectCommand({ Bucket: 'papers', Key: 'a/large' }),
    );
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
    expect(ETag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
  });

  it('with the EICAR file in it is reported, and nobody can open it', async () => {
    const key = 'b/infected';
    const bytes = Buffer.from(`trước ${eicar} sau`);
    expect((await post(await sign(key, bytes), bytes)).status).toBe(201);
    expect(await scanned(key)).toMatchObject({
      detail: {
        scanResultDetails: { scanResultStatus: 'THREATS_FOUND', threats: [{ name: 'EICAR-Test-File' }] },
      },
    });
    const refused = await refusal(s3('reader').send(new GetObjectCommand({ Bucket: 'papers', Key: key })));
    expect(refused.name).toBe('AccessDenied');
  });

  it('whose scan failed is scanned again for who may ask, in the role of the plan and under the same version', async () => {
    const scanner = `arn:aws:iam::${account}:role/scanner`;
    const effect = { kind: 'error', code: 'InternalError', status: 500 } as const;
    world.door.faults.add({ match: { principal: scanner }, effect, times: 1 });
    const bytes = Buffer.from('%PDF-1.7 quét lại');
    const answer = await post(await sign('d/again', bytes), bytes);
    const VersionId = answer.headers.get('x-amz-version-id') ?? '';
    expect(await scanned('d/again')).toMatchObject({
      detail: { scanStatus: 'FAILED', scanResultDetails: { scanResultStatus: 'FAILED' } },
    });
    const guardDuty = (name: string) => new GuardDutyClient(world.client(holder(world.assembly, name)));
    const ask = (name: string, Key: string) =>
      guardDuty(name).send(
        new SendObjectMalwareScanCommand({ S3Object: { Bucket: 'papers', Key, VersionId } }),
      );
    expect((await refusal(ask('uploader', 'd/again'))).name).toBe('AccessDeniedException');
    expect((await refusal(ask('asker', 'd/never'))).name).toBe('BadRequestException');
    await ask('asker', 'd/again');
    const [, again] = await results('d/again', 2);
    expect(again).toMatchObject({
      detail: {
        s3ObjectDetails: { objectKey: 'd/again', versionId: VersionId },
        scanResultDetails: { scanResultStatus: 'NO_THREATS_FOUND' },
      },
    });
    const { TagSet } = await s3('reader').send(
      new GetObjectTaggingCommand({ Bucket: 'papers', Key: 'd/again' }),
    );
    expect(TagSet).toContainEqual({ Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' });
  });

  it('is not scanned by a plan whose role may not read it', async () => {
    const bytes = Buffer.from('x');
    await post(await sign('c/blind', bytes, { bucket: 'blind', tagged: false }), bytes);
    expect(await scanned('c/blind')).toMatchObject({
      detail: {
        scanStatus: 'SKIPPED',
        scanResultDetails: { scanResultStatus: 'ACCESS_DENIED', threats: null },
      },
    });
  });

  describe('is refused, and changes nothing, when', () => {
    const bytes = Buffer.from('%PDF-1.7');
    const key = 'd/refused';
    const kept = () => readdirSync(world.objectsDirectory, { recursive: true }).length;
    let before = 0;
    beforeEach(() => {
      before = kept();
    });
    const nothing = async () => expect(kept()).toBe(before);

    it('the file is larger than signed', async () => {
      const answer = await post(await sign(key, bytes), Buffer.from('%PDF-1.7 và hơn nữa'));
      expect([answer.status, answer.code]).toEqual([400, 'EntityTooLarge']);
      expect(answer.text).toContain('<ProposedSize>23</ProposedSize><MaxSizeAllowed>8</MaxSizeAllowed>');
      await nothing();
    });
    it('the file is smaller than signed', async () => {
      const answer = await post(await sign(key, bytes), Buffer.from('%PDF'));
      expect([answer.status, answer.code]).toEqual([400, 'EntityTooSmall']);
      await nothing();
    });
    it('its bytes have another checksum', async () => {
      const answer = await post(await sign(key, bytes), Buffer.from('%PDF-1.8'));
      expect([answer.status, answer.code]).toEqual([400, 'BadDigest']);
      await nothing();
    });
    it('a field says something else than signed', async () => {
      const { url, fields } = await sign(key, bytes);
      const answer = await post({ url, fields: { ...fields, 'Content-Type': 'text/html' } }, bytes);
      expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
      expect(answer.text).toContain(
        'Policy Condition failed: [&quot;eq&quot;, &quot;$content-type&quot;, &quot;application/pdf&quot;]',
      );
      await nothing();
    });
    it('a field is added that was not signed', async () => {
      const { url, fields } = await sign(key, bytes);
      const answer = await post({ url, fields: { ...fields, 'x-amz-meta-note': 'x' } }, bytes);
      expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
      expect(answer.text).toContain('Extra input fields: x-amz-meta-note');
      await nothing();
    });
    it('the policy was changed after it was signed', async () => {
      const { url, fields } = await sign(key, bytes);
      const loose = Buffer.from(
        JSON.stringify({ expiration: '2100-01-01T00:00:00Z', conditions: [] }),
      ).toString('base64');
      const answer = await post({ url, fields: { ...fields, Policy: loose } }, bytes);
      expect([answer.status, answer.code]).toEqual([403, 'SignatureDoesNotMatch']);
      await nothing();
    });
    it('the signer is nobody', async () => {
      const { url, fields } = await sign(key, bytes);
      const credential = (fields['X-Amz-Credential'] ?? '').replace('ASIAUPLOADER', 'ASIANOBODY');
      const answer = await post({ url, fields: { ...fields, 'X-Amz-Credential': credential } }, bytes);
      expect([answer.status, answer.code]).toEqual([403, 'InvalidAccessKeyId']);
      await nothing();
    });
    it('the token of the session is missing, or another', async () => {
      const { url, fields } = await sign(key, bytes);
      const { 'X-Amz-Security-Token': token = '', ...others } = fields;
      const without = await post({ url, fields: others }, bytes);
      expect([without.status, without.code]).toEqual([403, 'InvalidAccessKeyId']);
      const wrong = await post({ url, fields: { ...others, 'X-Amz-Security-Token': `${token}x` } }, bytes);
      expect([wrong.status, wrong.code]).toEqual([400, 'InvalidToken']);
      await nothing();
    });
    it('it is longer than the door holds', async () => {
      const response = await fetch(`${world.door.url}/papers`, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body: new Uint8Array(101 * 1024 * 1024),
      });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('<Code>EntityTooLarge</Code>');
      await nothing();
    });
    it('it has expired', async () => {
      const signed = await sign(key, bytes);
      now = new Date(Date.now() + 901_000);
      const answer = await post(signed, bytes).finally(() => {
        now = new Date();
      });
      expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
      expect(answer.text).toContain('Policy expired.');
      await nothing();
    });
    it('its signer may not tag', async () => {
      const answer = await post(await sign(key, bytes, { as: 'tagless' }), bytes);
      expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
      expect(answer.text).toContain(
        'arn:aws:iam::000000000000:role/tagless is not authorized to perform: s3:PutObjectTagging',
      );
      await nothing();
    });
    it('it has no file', async () => {
      const { url, fields } = await sign(key, bytes);
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      const response = await fetch(url, { method: 'POST', body: form });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('<Code>InvalidArgument</Code>');
      await nothing();
    });
  });

  describe('from another origin', () => {
    const preflight = (origin: string, method: string) =>
      fetch(`${world.door.url}/papers`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'content-type',
        },
      });

    it('is let in by the rules of the bucket', async () => {
      const response = await preflight('https://dichvucong.hanam.gov.vn', 'POST');
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'access-control-allow-origin': 'https://dichvucong.hanam.gov.vn',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '3600',
      });
      const bytes = Buffer.from('e');
      const answer = await post(await sign('e/cors', bytes), bytes, {
        origin: 'https://dichvucong.hanam.gov.vn',
      });
      expect(answer.headers.get('access-control-expose-headers')).toBe('ETag');
    });
    it('is kept out when no rule has the origin or the method', async () => {
      expect((await preflight('https://example.vn', 'POST')).status).toBe(403);
      expect((await preflight('https://dichvucong.hanam.gov.vn', 'DELETE')).status).toBe(403);
    });
  });

  describe('opened by a presigned URL', () => {
    const opening = (as: string, key: string) =>
      getSignedUrl(
        s3(as),
        new GetObjectCommand({
          Bucket: 'papers',
          Key: key,
          ResponseContentDisposition: 'attachment; filename="a b.pdf"',
        }),
        { expiresIn: 60 },
      );

    beforeAll(async () => {
      const bytes = Buffer.from('%PDF-1.7 mở');
      await post(await sign('f/mở ra', bytes), bytes);
      await scanned('f/mở ra');
    });

    it('comes with the headers that were signed', async () => {
      const response = await fetch(await opening('reader', 'f/mở ra'));
      expect(response.status).toBe(200);
      expect(response.headers.get('content-disposition')).toBe('attachment; filename="a b.pdf"');
      expect(await response.text()).toBe('%PDF-1.7 mở');
    });
    it('is refused when the signer may not read, when the URL was changed, and when it has expired', async () => {
      expect((await fetch(await opening('tagless', 'f/mở ra'))).status).toBe(403);
      const url = await opening('reader', 'f/mở ra');
      expect(await (await fetch(url.replace('a%20b', 'c'))).text()).toContain(
        '<Code>SignatureDoesNotMatch</Code>',
      );
      now = new Date(Date.now() + 61_000);
      const late = await fetch(url).finally(() => {
        now = new Date();
      });
      expect(await late.text()).toContain('<Message>Request has expired</Message>');
    });
  });

  it('is scanned and opened like what a function puts itself, by who may', async () => {
    const bytes = Buffer.from('%PDF-1.7 giấy hẹn');
    const put = (as: string, checksum: string) =>
      s3(as).send(
        new PutObjectCommand({
          Bucket: 'papers',
          Key: 'g/giấy hẹn.pdf',
          Body: bytes,
          ContentType: 'application/pdf',
          ChecksumSHA256: checksum,
        }),
      );
    expect((await refusal(put('reader', sha256(bytes)))).name).toBe('AccessDenied');
    expect((await refusal(put('uploader', sha256(Buffer.from('another'))))).name).toBe('BadDigest');
    const { VersionId } = await put('uploader', sha256(bytes));
    expect(VersionId).toMatch(/^[\da-f]{32}$/);
    await scanned('g/giấy hẹn.pdf');
    const { Body, ContentType } = await s3('reader').send(
      new GetObjectCommand({ Bucket: 'papers', Key: 'g/giấy hẹn.pdf', VersionId }),
    );
    expect([ContentType, await Body?.transformToString()]).toEqual(['application/pdf', '%PDF-1.7 giấy hẹn']);
  });

  it('that is put with what the door does not know is refused', async () => {
    const tagged = new PutObjectCommand({ Bucket: 'papers', Key: 'g/x', Body: 'x', Tagging: 'a=b' });
    expect((await refusal(s3('uploader').send(tagged))).name).toBe('NotImplemented');
  });

  it('that never came is told only to who may list the bucket', async () => {
    const missing = { Bucket: 'papers', Key: 'g/none' };
    expect((await refusal(s3('lister').send(new GetObjectTaggingCommand(missing)))).name).toBe('NoSuchKey');
    expect((await refusal(s3('reader').send(new GetObjectTaggingCommand(missing)))).name).toBe(
      'AccessDenied',
    );
  });
});
