import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  privateEncrypt,
  X509Certificate,
} from 'node:crypto';
import { openCertification } from '../../infra/partners/certification.ts';
import type { Signer } from '../../shared/signing/signer.ts';

/** What says that a SHA-256 digest follows (RFC 8017, 9.2, note 1). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** A key of an agency with the certificates for it, of the authority that stands in. */
export function agencyKey(agencyName = 'Sở Tư pháp') {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const authority = openCertification({ read: () => undefined, write: () => {} });
  const pem = authority.certify(agencyName, publicKey);
  const chain = pem
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .filter((one) => one.includes('BEGIN'))
    .map((one) => new X509Certificate(one).raw);
  const signer: Signer = {
    chain,
    sign: async (digest) =>
      privateEncrypt(
        { key: privateKey, padding: constants.RSA_PKCS1_PADDING },
        Buffer.concat([DIGEST_INFO, digest]),
      ),
  };
  return { signer, pem, publicKey };
}
