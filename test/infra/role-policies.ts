import * as z from 'zod';
import { referred, type Synthesis } from './synthesis.ts';

const Role = z.object({ Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]) });

const Policy = z.object({ Roles: z.tuple([z.unknown()]), PolicyDocument: z.unknown() });

/** What a template lets a role do, within the role or beside it. */
export type RolePolicy = {
  /** Where the policy stands: of the role, or of a policy beside it. */
  readonly id: string;
  /** Whose role it is: a function, the clock or the scanner. */
  readonly owner: string;
  readonly PolicyDocument: unknown;
};

/** The name of what a role is for, whether the role stands in the same stack or in another. */
export const roleOwner = (role: string): string =>
  role.replace(/^(?:PublishOutput(?:Ref|FnGetAtt))?(\w+?)(?:Role)?[0-9A-F]{8}.*$/, '$1');

/** Every policy of every role. */
export const rolePolicies = ({ ofType }: Synthesis): readonly RolePolicy[] => [
  ...ofType('AWS::IAM::Role').flatMap(({ id, Properties }) =>
    Role.parse(Properties).Policies.map(({ PolicyDocument }) => ({
      id,
      owner: roleOwner(id),
      PolicyDocument,
    })),
  ),
  ...ofType('AWS::IAM::Policy').map(({ id, Properties }) => {
    const { Roles, PolicyDocument } = Policy.parse(Properties);
    return { id, owner: roleOwner(referred(Roles[0]) ?? ''), PolicyDocument };
  }),
];
