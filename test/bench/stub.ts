import { fork } from 'node:child_process';
import { once } from 'node:events';
import { makeCertificate } from './certificate.ts';
import type { Exchange } from './recorded-call.ts';

/** An AWS that answers at once, as was recorded. */
export type Stub = {
  readonly url: string;
  /** The file of the certificate that its callers are to trust. */
  readonly certificate: string;
  /** From now on it answers as was recorded in these: another call may have been answered otherwise to the same. */
  answerAs(exchanges: readonly Exchange[]): Promise<void>;
  /** What it was asked since the last time. */
  asked(): Promise<readonly Exchange[]>;
  stop(): void;
};

/** @param folder for what is made on the way */
export async function startStub(folder: string): Promise<Stub> {
  const { keystore, passphrase, trusted } = await makeCertificate(folder);
  const child = fork(new URL('./stub-child.ts', import.meta.url), [keystore, passphrase]);
  const [{ port }] = await once(child, 'message');
  const told = async (what: { readonly answers?: readonly Exchange[] }): Promise<readonly Exchange[]> => {
    const answer = once(child, 'message');
    child.send(what);
    return (await answer)[0];
  };
  return {
    url: `https://127.0.0.1:${port}`,
    certificate: trusted,
    answerAs: async (answers) => {
      await told({ answers });
    },
    asked: () => told({}),
    stop: () => child.disconnect(),
  };
}
