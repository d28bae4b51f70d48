import path from 'node:path';
import sesLocal from 'aws-ses-v2-local';
import { startFauxqs } from 'fauxqs';
import { startDynamodb } from './emulators/dynamodb.ts';

/** The addresses at which the emulated services listen. */
export type Emulators = {
  readonly dynamodb: string;
  /** SQS, SNS and S3. */
  readonly aws: string;
  /** SES; its page is the inbox of all mail sent. */
  readonly ses: string;
  stop(): Promise<void>;
};

export type EmulatorPorts = { readonly dynamodb: number; readonly aws: number; readonly ses: number };

type Options = {
  readonly ports: EmulatorPorts;
  readonly region: string;
  /** Where data stays between runs, or `memory`. Mail is forgotten either way. */
  readonly dataDirectory: string;
  readonly toolsDirectory: string;
  readonly onProgress: (line: string) => void;
};

/** Starts DynamoDB Local, the emulator of SQS, SNS and S3, and that of SES; when one fails, none stays. */
export async function startEmulators(options: Options): Promise<Emulators> {
  const { ports, region, toolsDirectory, onProgress } = options;
  const beneath = (name: string): string =>
    options.dataDirectory === 'memory' ? 'memory' : path.join(options.dataDirectory, name);
  const aws = beneath('aws');
  const started = await Promise.allSettled([
    startDynamodb({ port: ports.dynamodb, dataDirectory: beneath('dynamodb'), toolsDirectory, onProgress }),
    startFauxqs({
      port: ports.aws,
      logger: false,
      defaultRegion: region,
      ...(aws !== 'memory' && { dataDir: aws }),
    }).then(({ address, stop }) => ({ url: address, stop })),
    startInbox(ports.ses),
  ]);
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((part) => part.status === 'fulfilled' && part.value.stop()));
  };
  const [dynamodb, fauxqs, ses] = started;
  if (dynamodb.status === 'fulfilled' && fauxqs.status === 'fulfilled' && ses.status === 'fulfilled') {
    return { dynamodb: dynamodb.value.url, aws: fauxqs.value.url, ses: ses.value.url, stop };
  }
  await stop();
  throw started.find((part) => part.status === 'rejected')?.reason;
}

async function startInbox(port: number): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = await sesLocal.default({ host: '127.0.0.1', port });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
