import { createServer } from 'node:net';
import path from 'node:path';

/** What listens where on this machine: the ports after the first. */
export const portsOf = (basePort: number) => ({
  api: basePort,
  door: basePort + 1,
  mail: basePort + 2,
  identity: basePort + 3,
  postal: basePort + 4,
  dynamodb: basePort + 5,
  messages: basePort + 6,
  sms: basePort + 7,
  vnpay: basePort + 8,
  dvcqg: basePort + 9,
  bank: basePort + 10,
  push: basePort + 11,
  portal: basePort + 12,
});
export type Ports = ReturnType<typeof portsOf>;

/** The first port when nobody says another: the settings of the stage `local` speak of it. */
export const USUAL_PORT = 4800;

/** Nothing on another machine may reach what runs on this one. */
export const urlAt = (port: number): string => `http://127.0.0.1:${port}`;

/** What `--port` takes, for who wrote something else. */
export const PORT_RULE = '--port takes a number from 1024 to 65000: the first of thirteen ports in a row.';

/** The first port as the flag `--port` says it, or undefined when it says none. */
export function basePortOf(flag: string): number | undefined {
  const port = Number(flag);
  return Number.isInteger(port) && port >= 1024 && port <= 65_000 ? port : undefined;
}

/** Where everything stays that is made and kept on this machine, by all runs of this clone. */
export const keptDirectory = path.resolve(import.meta.dirname, '..', '.motcua');

/** Where synthesized assemblies stay, for all runs of this clone. */
export const assembliesDirectory = path.join(keptDirectory, 'assemblies');

/** What the run on these ports keeps to itself: its data, its logs, and who it is. */
export const directoryOf = (basePort: number): string => path.join(keptDirectory, String(basePort));

/** What `npm start` hands to the departments: where their queues are, and by which keys they are read. */
export const departmentsFile = (basePort: number): string =>
  path.join(directoryOf(basePort), 'departments.json');

const purposes: Record<keyof Ports, string> = {
  api: 'the API',
  door: 'the AWS endpoint',
  mail: 'the mail inbox',
  identity: 'the identity provider',
  postal: 'the postal operator',
  dynamodb: 'DynamoDB Local',
  messages: 'SQS and SNS',
  sms: 'the SMS provider',
  push: 'the messaging app',
  vnpay: 'VNPAY',
  dvcqg: 'the national payment platform',
  bank: 'the bank of the fee account',
  portal: 'the national portal',
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
