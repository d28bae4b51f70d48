import { readFileSync } from 'node:fs';
import path from 'node:path';
import sesLocal from 'aws-ses-v2-local';
import { startFauxqs } from 'fauxqs';
import * as z from 'zod';
import { startDynamodb } from './emulators/dynamodb.ts';

/** Where each service is that something else imitates. This file alone knows what that is. */
export type Backends = {
  readonly dynamodb: string;
  readonly sns: string;
  readonly sqs: string;
  /** Its page is the inbox of all mail sent. */
  readonly ses: string;
};

export type Emulators = {
  readonly backends: Backends;
  /** What runs, each with its version. */
  readonly versions: readonly string[];
};

export type EmulatorPorts = { readonly dynamodb: number; readonly messages: number; readonly mail: number };

type Options = {
  readonly ports: EmulatorPorts;
  readonly region: string;
  /** Where data stays between runs, or `memory`. Mail is forgotten either way. */
  readonly dataDirectory: string;
  readonly toolsDirectory: string;
  readonly onProgress: (line: string) => void;
  readonly onStop: (end: () => Promise<void>) => void;
};

/** Starts DynamoDB Local, the emulator of SQS and SNS, and that of SES. What was begun `onStop` ends, also when one fails. */
export async function startEmulators(options: Options): Promise<Emulators> {
  const { ports, region, dataDirectory, toolsDirectory, onProgress, onStop } = options;
  const kept = dataDirectory !== 'memory';
  const starting = [
    startDynamodb({
      port: ports.dynamodb,
      dataDirectory: kept ? path.join(dataDirectory, 'dynamodb') : 'memory',
      toolsDirectory,
      onProgress,
    }),
    startFauxqs({
      port: ports.messages,
      logger: false,
      defaultRegion: region,
      ...(kept && { dataDir: path.join(dataDirectory, 'messages') }),
    }).then(({ port, stop }) => ({ url: `http://127.0.0.1:${port}`, stop })),
    startInbox(ports.mail),
  ] as const;
  onStop(async () => {
    const ended = starting.map((part) => part.then(({ stop }) => stop()));
    await Promise.allSettled(ended);
  });
  const [dynamodb, { url: messages }, { url: ses }] = await Promise.all(starting);
  return {
    backends: { dynamodb: dynamodb.url, sns: messages, sqs: messages, ses },
    versions: [dynamodb.version, ...['fauxqs', 'aws-ses-v2-local'].map(versionOf)],
  };
}

const packageSchema = z.object({ version: z.string() });

/** An installed package with its version. */
function versionOf(name: string): string {
  const manifest = new URL(import.meta.resolve(name).replace(RegExp(`(?<=/${name}/).*$`), 'package.json'));
  return `${name} ${packageSchema.parse(JSON.parse(readFileSync(manifest, 'utf8'))).version}`;
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
