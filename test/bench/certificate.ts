import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { findJava } from '../../infra/local/emulators/java.ts';
import { keptDirectory } from '../../infra/machine.ts';

/** A key with its certificate for this machine, and the certificate for those who are to trust it. */
export type Certificate = {
  readonly keystore: string;
  readonly passphrase: string;
  readonly trusted: string;
};

/** Makes a certificate for 127.0.0.1 in a folder, with the tool of the Java that runs DynamoDB Local. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const java = await findJava(keptDirectory, console.error);
  const keytool = (...args: readonly string[]) =>
    promisify(execFile)(path.join(path.dirname(java), 'keytool'), [...args]);
  const certificate = {
    keystore: path.join(folder, 'stub.p12'),
    passphrase: 'bench-only',
    trusted: path.join(folder, 'stub.pem'),
  };
  const store = ['-keystore', certificate.keystore, '-storepass', certificate.passphrase, '-alias', 'stub'];
  await keytool(
    ...['-genkeypair', ...store, '-storetype', 'PKCS12', '-keyalg', 'EC', '-groupname', 'secp256r1'],
    ...['-dname', 'CN=127.0.0.1', '-ext', 'SAN=ip:127.0.0.1'],
  );
  await keytool('-exportcert', ...store, '-rfc', '-file', certificate.trusted);
  return certificate;
}
