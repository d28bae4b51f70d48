import { constants, generateKeyPairSync, type KeyPairKeyObjectResult, privateEncrypt } from 'node:crypto';
import * as z from 'zod';
import type { Assembly } from '../../assembly.ts';
import { inputOf, parsed, targetOf, type Understand } from '../call.ts';
import { AwsError, jsonAnswer, unsupported } from '../wire.ts';

const asked = z.object({ KeyId: z.string() });
const toSign = asked.extend({
  Message: z.base64(),
  MessageType: z.literal('DIGEST'),
  SigningAlgorithm: z.literal('RSASSA_PKCS1_V1_5_SHA_256'),
});

/** What says that a SHA-256 digest follows (RFC 8017, 9.2, note 1). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** KMS called by its own name: the keys of the template that sign, each made when it is asked for, and gone with the process. */
export function kms(assembly: Assembly): Understand {
  const signing = assembly.ofType('AWS::KMS::Key').filter(({ properties }) => properties.KeySpec);
  const made = new Map<string, KeyPairKeyObjectResult>();
  const keyOf = (arn: string): KeyPairKeyObjectResult => {
    if (!signing.some((key) => key.arn === arn))
      throw new AwsError('NotFoundException', 400, `Key '${arn}' does not exist`);
    const key = made.get(arn) ?? generateKeyPairSync('rsa', { modulusLength: 2048 });
    made.set(arn, key);
    return key;
  };
  return (request) => {
    const name = targetOf(request);
    if (name !== 'Sign' && name !== 'GetPublicKey') throw unsupported('kms', name);
    const input = inputOf(request);
    const { KeyId } = parsed(asked, input);
    const { publicKey, privateKey: key } = keyOf(KeyId);
    const answer = (): object => {
      if (name === 'GetPublicKey')
        return { PublicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64') };
      const digest = Buffer.from(parsed(toSign, input).Message, 'base64');
      const padded = { key, padding: constants.RSA_PKCS1_PADDING };
      return { Signature: privateEncrypt(padded, Buffer.concat([DIGEST_INFO, digest])).toString('base64') };
    };
    const needs = [{ action: `kms:${name}`, resource: KeyId }];
    const act = async () => jsonAnswer(200, { KeyId, ...answer() });
    return { service: 'kms', operation: `kms:${name}`, needs, act };
  };
}
