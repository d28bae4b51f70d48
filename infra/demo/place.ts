import { assemblyAt } from '../local/deployed.ts';
import { portsOf } from '../local/ports.ts';
import { accessOf, type DepartmentAccess, principalsOf } from '../local/principals.ts';
import { settingsOf } from '../settings/settings.ts';
import { type Client, clientOf } from './client.ts';

/** A running motcua, as everybody sees it who uses it from outside. */
export type Place = {
  readonly client: Client;
  readonly apiUrl: string;
  readonly issuer: string;
  readonly inboxUrl: string;
  readonly postalUrl: string;
  readonly region: string;
  /** The access of a department to its queue. @throws Error when it has none */
  departmentAccess(agency: string): DepartmentAccess;
};

/** Where the motcua on these ports is. */
export function placeAt(basePort: number): Place {
  const { publicUrl, identity, partners, region } = settingsOf('local', basePort);
  return {
    client: clientOf(publicUrl),
    apiUrl: publicUrl,
    issuer: identity.issuer,
    inboxUrl: `http://127.0.0.1:${portsOf(basePort).ses}`,
    postalUrl: partners.postal.url,
    region,
    departmentAccess: (agency) => {
      // Read when it is asked for: before a start the assembly may be that of an earlier version.
      const department = principalsOf(assemblyAt(basePort)).departments.find((one) => one.agency === agency);
      if (!department) throw new Error(`no queue is open to the department ${agency}`);
      return accessOf(department);
    },
  };
}
