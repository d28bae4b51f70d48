import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type Client, clientOf } from '../../shared/client/client.ts';
import { departmentsFile, portsOf, urlAt } from '../machine.ts';
import { DepartmentAccess } from './department.ts';
import { signIn } from './sign-in.ts';

/** A running motcua, as everybody sees it who uses it from outside. */
export type Place = {
  readonly client: Client;
  readonly apiUrl: string;
  readonly inboxUrl: string;
  readonly postalUrl: string;
  readonly vnpayUrl: string;
  readonly bankUrl: string;
  readonly portalUrl: string;
  /** Signs a person in. @returns the token */
  as(personId: string): Promise<string>;
  /** The access of a department to its queue. @throws Error when it has none */
  departmentAccess(agency: string): DepartmentAccess;
};

const departmentsAt = (basePort: number): readonly DepartmentAccess[] =>
  z.array(DepartmentAccess).parse(JSON.parse(readFileSync(departmentsFile(basePort), 'utf8')));

/**
 * Where the motcua on these ports is.
 * @param departments those that have a queue, read when one is asked for
 */
export function placeAt(basePort: number, departments = () => departmentsAt(basePort)): Place {
  const ports = portsOf(basePort);
  return {
    client: clientOf(urlAt(ports.api)),
    apiUrl: urlAt(ports.api),
    inboxUrl: urlAt(ports.mail),
    postalUrl: urlAt(ports.postal),
    vnpayUrl: urlAt(ports.vnpay),
    bankUrl: urlAt(ports.bank),
    portalUrl: urlAt(ports.portal),
    as: (personId) => signIn(urlAt(ports.identity), personId),
    departmentAccess: (agency) => {
      const department = departments().find((one) => one.agency === agency);
      if (!department) throw new Error(`no queue is open to the department ${agency}`);
      return department;
    },
  };
}
