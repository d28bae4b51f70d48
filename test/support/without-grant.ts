import * as z from 'zod';
import type { Assembly } from '../../infra/local/assembly.ts';
import { labelOf } from '../../infra/local/functions.ts';

const functionProperties = z.object({ Role: z.string() });
const policyProperties = z.object({
  Roles: z.array(z.string()),
  PolicyDocument: z.object({
    Statement: z.array(z.looseObject({ Action: z.union([z.string(), z.array(z.string())]) })),
  }),
});

/** What takes one action out of every statement of a function's policy. */
export const withoutGrant =
  (functionLabel: string, action: string) =>
  (assembly: Assembly): void => {
    const target = assembly.ofType('AWS::Lambda::Function').find((one) => labelOf(one) === functionLabel);
    const { Role } = functionProperties.parse(target?.properties);
    const { name } = assembly.find('AWS::IAM::Role', Role);
    for (const { properties } of assembly.ofType('AWS::IAM::Policy')) {
      const { Roles, PolicyDocument } = policyProperties.parse(properties);
      if (!Roles.includes(name)) continue;
      const Statement = PolicyDocument.Statement.map((statement) => ({
        ...statement,
        Action: [statement.Action].flat().filter((granted) => granted !== action),
      })).filter(({ Action }) => Action.length > 0);
      properties.PolicyDocument = { ...PolicyDocument, Statement };
    }
  };
