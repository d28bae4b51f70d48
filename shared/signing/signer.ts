/**
 * Signs in an agency's name: a key that never leaves its keeper, and the certificates that say whose it is. A key in
 * AWS KMS is one (`kms.ts`); a remote signing service is asked for the same: the signature of a digest.
 */
export type Signer = {
  /** Certificates as DER: the signer's own, then those that lead to its authority. */
  readonly chain: readonly Uint8Array[];
  /** RSASSA-PKCS1-v1_5 over a SHA-256 digest: the same digest gives the same signature. */
  sign(digest: Uint8Array): Promise<Uint8Array>;
};
