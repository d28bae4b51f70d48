import { SignCommand } from '@aws-sdk/client-kms';
import { kms } from '../aws.ts';
import type { Signer } from './signer.ts';

/** Signs with an RSA key of AWS KMS, which gets the digest alone (KMS API reference, Sign). */
export const kmsSigner = (keyId: string, chain: Signer['chain']): Signer => ({
  chain,
  sign: async (digest) => {
    const { Signature } = await kms.send(
      new SignCommand({
        KeyId: keyId,
        Message: digest,
        MessageType: 'DIGEST',
        SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
      }),
    );
    if (!Signature) throw new Error(`the key ${keyId} gave no signature`);
    return Signature;
  },
});
