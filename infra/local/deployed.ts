import path from 'node:path';
import { settingsOf } from '../settings/settings.ts';
import { type Assembly, readAssembly } from './assembly.ts';
import { portsOf } from './ports.ts';

/** Where everything stays that a local run makes and keeps. */
export const keptDirectory = path.resolve(import.meta.dirname, '..', '..', '.motcua');

/** Where the assembly of the run on these ports stays. */
export const assemblyDirectory = (basePort: number): string =>
  path.join(keptDirectory, `cdk.out-${basePort}`);

/** The assembly that the run on these ports works from: also for another process that looks at it from outside. */
export function assemblyAt(basePort: number): Assembly {
  const { publicUrl, region, account = '000000000000' } = settingsOf('local', basePort);
  return readAssembly(assemblyDirectory(basePort), {
    doorUrl: `http://127.0.0.1:${portsOf(basePort).door}`,
    apiUrl: publicUrl,
    region,
    accountId: account,
  });
}
