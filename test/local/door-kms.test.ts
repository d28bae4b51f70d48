import { createHash, createPublicKey, verify } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, allow, policy, role } from './assembly-fixture.ts';
import { holder, openWorld, refusal, type World } from './door-fixture.ts';

const everything = allow(['kms:*'], '*');
const ofAccount = { Principal: { AWS: `arn:aws:iam::${account}:root` } };

let world: World;
let keyId: string;
beforeAll(async () => {
  const signing = {
    KeySpec: 'RSA_2048',
    KeyUsage: 'SIGN_VERIFY',
    KeyPolicy: policy(allow(['kms:*'], '*', ofAccount), {
      Effect: 'Deny',
      Action: ['kms:Sign'],
      Resource: '*',
      Principal: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [`arn:aws:iam::${account}:role/signer`] } },
    }),
  };
  const template = {
    Signing: { Type: 'AWS::KMS::Key', Properties: signing },
    signer: role('signer', everything),
    other: role('other', everything),
    poor: role('poor'),
  };
  world = await openWorld(template, (assembly) =>
    ['signer', 'other', 'poor'].map((name) => holder(assembly, name)),
  );
  keyId = world.assembly.ofType('AWS::KMS::Key')[0]?.arn ?? '';
});
afterAll(() => world.close());

const kmsOf = (name: string) => new KMSClient(world.client(holder(world.assembly, name)));

const sign = (name: string, digest: Uint8Array, KeyId = keyId) =>
  kmsOf(name).send(
    new SignCommand({
      KeyId,
      Message: digest,
      MessageType: 'DIGEST',
      SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
    }),
  );

describe('KMS', () => {
  const text = Buffer.from('hồ sơ');
  const digest = createHash('sha256').update(text).digest();

  it('signs a digest by a key of the template, whose public key verifies it', async () => {
    const { Signature = new Uint8Array() } = await sign('signer', digest);
    const { PublicKey = new Uint8Array() } = await kmsOf('other').send(
      new GetPublicKeyCommand({ KeyId: keyId }),
    );
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
    expect(verify('sha256', text, key, Signature)).toBe(true);
  });

  it('lets nobody sign whom the role, or the policy of the key, does not let', async () => {
    expect((await refusal(sign('poor', digest))).message).toMatch(/kms:Sign/);
    expect((await refusal(sign('other', digest))).message).toMatch(
      /explicit deny in a resource-based policy/,
    );
  });

  it('knows no other keys', async () => {
    const unknown = keyId.replace(/key\/.*$/, 'key/0');
    expect((await refusal(sign('signer', digest, unknown))).name).toBe('NotFoundException');
  });
});
