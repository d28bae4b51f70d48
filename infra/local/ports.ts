import { createServer } from 'node:net';

/** What listens where on this machine: the ports after the first. */
export const portsOf = (basePort: number) => ({
  api: basePort,
  door: basePort + 1,
  ses: basePort + 2,
  identity: basePort + 3,
  postal: basePort + 4,
  dynamodb: basePort + 5,
  aws: basePort + 6,
});
export type Ports = ReturnType<typeof portsOf>;

const purposes: Record<keyof Ports, string> = {
  api: 'the API',
  door: 'the AWS endpoint',
  ses: 'the mail inbox',
  identity: 'the identity provider',
  postal: 'the postal operator',
  dynamodb: 'DynamoDB Local',
  aws: 'SQS, SNS and S3',
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(port, () => probe.close(() => resolve(true)));
  });

/** Throws a sentence that names the first port that something else listens on. */
export async function assertPortsFree(ports: Ports): Promise<void> {
  const checked = await Promise.all(
    Object.entries(ports).map(async ([part, port]) => ({ part, port, free: await isFree(port) })),
  );
  const taken = checked.find(({ free }) => !free);
  if (!taken) return;
  const [, purpose] = Object.entries(purposes).find(([part]) => part === taken.part) ?? [];
  throw new Error(
    `Port ${taken.port}, for ${purpose}, is in use: end what listens there, or start with --port and another first port.`,
  );
}
